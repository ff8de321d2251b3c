import { defineConfig, type Plugin } from 'vite';

/** The rules start to load with the page, not once its scripts have asked for them. */
const rulesFirst: Plugin = {
  name: 'rules-first',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.keys(bundle).filter((name) => name.endsWith('.wasm')).map((name) => (
        { tag: 'link', attrs: { rel: 'preload', as: 'fetch', type: 'application/wasm', crossorigin: true, href: `/${name}` }, injectTo: 'head' }
      )),
  },
};

// No inlined assets and no inline scripts: the page runs under `default-src 'self'`.
export default defineConfig({
  plugins: [rulesFirst],
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
