// The measurements that need Debian's Chromium: reviews inside a page, and what a first visit loads.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';

import { launch } from '../browser.mjs';

const pkg = new URL('../../wasm/pkg/', import.meta.url);
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.html': 'text/html' };

/** Microseconds of each review in a page that holds nothing but the npm package. */
export async function chromiumReviews(work) {
  const server = createServer(serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await inPage(async (page, version) => {
      await page.goto(`http://127.0.0.1:${server.address().port}/`);
      return { version, ...(await page.evaluate(measure, work)) };
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

/** Runs inside the page. */
async function measure({ texts, application, on, runs }) {
  const began = performance.now();
  const { load } = await import('/index.js');
  const rulebook = await load(texts);
  const loaded = performance.now() - began;
  const samples = (work) => {
    for (let n = 0; n < runs / 10; n++) work();
    return Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return (performance.now() - start) * 1000;
    });
  };
  return {
    hash: rulebook.hash,
    load: loaded,
    object: samples(() => rulebook.review(application, on)),
    text: samples(() => rulebook.reviewText(application, on)),
  };
}

/** The bytes that a first visit of the product's own page takes, as the browser counts them, by kind. */
export async function firstLoad(binary) {
  const data = mkdtempSync(join(tmpdir(), 'yushen-bench-'));
  const address = `127.0.0.1:${await freePort()}`;
  const server = spawn(binary, ['serve', '--listen', address, '--data', data], { stdio: 'ignore' });
  try {
    await ready(`http://${address}/readyz`);
    return await inPage((page) => visit(page, `http://${address}/`));
  } finally {
    server.kill();
    rmSync(data, { recursive: true, force: true });
  }
}

async function visit(page, url) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const kindOf = new Map();
  const kinds = {};
  session.on('Network.responseReceived', ({ requestId, response }) => kindOf.set(requestId, kind(response)));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = kindOf.get(requestId) ?? 'other';
    kinds[name] = (kinds[name] ?? 0) + encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const sum = (names) => names.reduce((total, name) => total + (kinds[name] ?? 0), 0);
  return { kinds, page: sum(['HTML', 'JS', 'CSS', 'wasm']), all: sum(Object.keys(kinds)) };
}

function kind({ mimeType }) {
  const named = { 'text/html': 'HTML', 'text/css': 'CSS', 'application/wasm': 'wasm', 'application/json': 'rules (JSON)' };
  return named[mimeType] ?? (mimeType.endsWith('javascript') ? 'JS' : 'other');
}

async function inPage(work) {
  const browser = await launch();
  try {
    return await work(await browser.newPage(), browser.version());
  } finally {
    await browser.close();
  }
}

/** The package's own files; isolated, so that the page's clock counts in steps of 5 µs. */
function serve(request, response) {
  const path = new URL(request.url, 'http://localhost').pathname;
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
  response.setHeader('Content-Type', types[extname(path)] ?? 'text/html');
  if (path === '/') return response.end('<!doctype html><title>Yushen</title>');
  try {
    return response.end(readFileSync(new URL(`.${path}`, pkg)));
  } catch {
    return response.writeHead(404).end();
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function ready(url) {
  for (let attempt = 0; attempt < 200; attempt++) {
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not become ready at ${url}`);
}
