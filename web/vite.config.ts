import { defineConfig } from 'vite';

// No inlined assets and no inline scripts: the page runs under `default-src 'self'`.
export default defineConfig({
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // The package brings its own wasm file, found beside its module.
  optimizeDeps: { exclude: ['yushen'] },
  server: {
    proxy: { '/api': process.env['YUSHEN_SERVER'] ?? 'http://127.0.0.1:8080' },
  },
});
