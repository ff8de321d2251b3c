// What the pages load: each engine bundled and minified alone, as a product would, and the rules in its own form.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { extname } from 'node:path';

import { build } from 'vite';

import { engines } from './peers/index.mjs';

const here = new URL('./', import.meta.url).pathname;
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json' };
/** The shortest WebAssembly module: its magic number and version. */
const EMPTY_MODULE = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** Every file of the site, by its path. */
export async function site(rules) {
  const files = new Map([
    ['/blank.html', page()],
    ['/empty.wasm', EMPTY_MODULE],
    ...(await bundle('contest', `export { contest } from './contest.mjs';`)),
    ...(await bundle('dues', `export { dues } from './dues.mjs';`)),
  ]);
  for (const { id } of engines) {
    for (const [path, body] of await bundle(`peers/${id}`, `export { prepare } from './peers/${id}.mjs';`)) files.set(path, body);
    for (const [size, text] of Object.entries(rules[id])) files.set(`/rules/${size}/${id}`, text);
  }
  return files;
}

/** One bundle and what it needs besides, all in files of the site. */
async function bundle(name, source) {
  const { output } = await build({
    root: here,
    configFile: false,
    logLevel: 'warn',
    plugins: [{
      name: 'entry',
      resolveId: (id) => (id === 'entry' ? `${here}entry.mjs` : undefined),
      load: (id) => (id === `${here}entry.mjs` ? source : undefined),
    }],
    build: {
      write: false,
      target: 'esnext',
      assetsInlineLimit: 0,
      modulePreload: false,
      rollupOptions: {
        input: 'entry',
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: `${name}.js`, chunkFileNames: `${name}-[name].js`, assetFileNames: `${name}-[name][extname]` },
      },
    },
    base: './',
  });
  return output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : Buffer.from(file.source)]);
}

/** A page that runs one module and nothing else; what that imports (`.js`) or fetches starts to load with it. */
export function page(script, ...needed) {
  const preload = needed.map((path) => (
    path.endsWith('.js') ? `<link rel="modulepreload" href="${path}">` : `<link rel="preload" href="${path}" as="fetch" crossorigin>`
  ));
  const module = script ? `<script type="module" src="${script}"></script>` : '';
  return `<!doctype html><meta charset="utf-8"><title>Yushen</title>${preload.join('')}${module}`;
}

/**
 * Serves the files: isolated, so that a page's clock counts in steps of 5 µs, and never kept, so that each page is cold.
 * Under `/strict/`, the same files as a page may have them that allows WebAssembly and no `eval`.
 */
export async function serve(files) {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    const strict = path.startsWith('/strict/');
    const body = files.get(strict ? path.slice('/strict'.length) : path);
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': types[extname(path)] ?? 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      ...(strict && { 'content-security-policy': "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'" }),
    });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
