// The first verdict in a page that has nothing yet, and what an engine holds in memory once it is there.

import { launch } from '../browser.mjs';
import { engines } from './peers/index.mjs';
import { page } from './site.mjs';
import { applications, workload } from './workload.mjs';

/** Two pages to compare with: one that does nothing, one that starts a module with nothing in it. */
export const BASES = { 'empty page': '', 'empty page, empty module': `await WebAssembly.instantiateStreaming(fetch('../../empty.wasm'));` };
/** An engine that takes longer than this, in ms, is asked only once. */
const PATIENCE = 2_000;

/** Adds the pages to the site's files. */
export function addPages(files, sizes) {
  const add = (path, script, ...preload) => {
    files.set(`${path}.html`, page(`${path.split('/').pop()}.js`, ...preload));
    files.set(`${path}.js`, script);
  };
  Object.entries(BASES).forEach(([, script], n) => add(`/cold/base/${n}`, `${script}\nglobalThis.first = { at: performance.now() };`));
  for (const size of sizes) {
    const { values, hand } = applications(workload(size), 1)[0];
    const facts = Object.fromEntries(values.map((value, n) => [`f${n}`, value]));
    files.set(`/answers/${size}.json`, JSON.stringify({ facts, values, hand: [...hand] }));
    for (const { id } of engines) {
      const [engine, rules, answers] = [`../../peers/${id}.js`, `../../rules/${size}/${id}`, `../../answers/${size}.json`];
      const modules = [...files.keys()].filter((path) => path.startsWith(`/peers/${id}-`) && path.endsWith('.wasm'));
      add(`/cold/${size}/${id}`, firstVerdict(engine, rules, answers), engine, rules, answers, ...modules.map((path) => `../..${path}`));
    }
  }
}

const firstVerdict = (engine, rules, answers) => `import { prepare } from '${engine}';
const told = async () => {
  const answers = await (await fetch('${answers}')).json();
  return { ...answers, hand: Uint8Array.from(answers.hand) };
};
const [rules, answers] = await Promise.all([fetch('${rules}').then((response) => response.text()), told()]);
const engine = await prepare(rules);
const { verdicts } = await (engine.first ?? engine.check)(answers);
globalThis.first = { at: performance.now(), verdicts };
globalThis.engine = engine;
`;

/** ms from the start of the navigation to the first verdict, a fresh page each, the engines in turn. */
export async function coldStarts(address, size, rounds) {
  const browser = await launch();
  try {
    const pages = [...Object.keys(BASES).map((name, n) => [name, `/cold/base/${n}.html`]), ...engines.map(({ id }) => [id, `/cold/${size}/${id}.html`])];
    const samples = Object.fromEntries(pages.map(([name]) => [name, []]));
    // The first visit of a browser is one more for all of them: it starts what every page shares.
    await visit(browser, `${address}/cold/base/0.html`);
    for (let round = 0; round < rounds; round++) {
      for (const [name, path] of pages) {
        if (samples[name][0] > PATIENCE) continue;
        samples[name].push((await visit(browser, address + path)).at);
      }
    }
    return samples;
  } finally {
    await browser.close();
  }
}

/** Bytes that a page with a ready engine holds more than an empty one, after its garbage is collected. */
export async function memory(address, size) {
  const browser = await launch();
  try {
    const held = async (path) => (await visit(browser, address + path, heap)).more;
    const empty = await held('/cold/base/0.html');
    const entries = {};
    for (const { id } of engines) {
      const { js, wasm } = await held(`/cold/${size}/${id}.html`);
      entries[id] = { js: js - empty.js, wasm };
    }
    return entries;
  } finally {
    await browser.close();
  }
}

async function heap(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  const wasm = await page.evaluate(() => globalThis.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
  return { js: usedSize + backingStorageSize, wasm };
}

/** Runs before everything else in a page: keeps the memory of each module, which the heap's figure leaves out. */
function keepMemories() {
  globalThis.memories = [];
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original.apply(WebAssembly, given);
      globalThis.memories.push(...Object.values((made.instance ?? made).exports).filter((entry) => entry instanceof WebAssembly.Memory));
      return made;
    };
  }
}

/** Which engines answer in a page that allows WebAssembly but no `eval`. */
export async function strictPages(address, size) {
  const browser = await launch();
  try {
    const entries = {};
    for (const { id } of engines) {
      entries[id] = await visit(browser, `${address}/strict/cold/${size}/${id}.html`).then(() => true, () => false);
    }
    return entries;
  } finally {
    await browser.close();
  }
}

async function visit(browser, url, look) {
  const context = await browser.newContext();
  try {
    if (look) await context.addInitScript(keepMemories);
    const page = await context.newPage();
    const failed = new Promise((_, reject) => page.on('pageerror', reject));
    const reached = page.goto(url).then(() => page.waitForFunction(() => globalThis.first, undefined, { polling: 20, timeout: 120_000 }));
    reached.catch(() => {});
    await Promise.race([reached, failed]);
    const first = await page.evaluate(() => globalThis.first);
    return { ...first, more: await look?.(page) };
  } finally {
    await context.close();
  }
}
