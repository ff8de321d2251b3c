// The contest in Node and in Chromium, the cold starts, the sizes, the memory: everything that is measured beside the peers.

import { spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

import { launch } from '../browser.mjs';
import { addPages, BASES, coldStarts, memory, strictPages } from './cold.mjs';
import { contest } from './contest.mjs';
import { compare, dues, question } from './dues.mjs';
import { engines, entries, translated } from './peers/index.mjs';
import { ratio, spread } from './race.mjs';
import { serve, site } from './site.mjs';
import { SIZES, workload } from './workload.mjs';

const [gzip, brotli] = [promisify(zlib.gzip), promisify(zlib.brotliCompress)];
const sizes = Object.keys(SIZES);
const COLD_ROUNDS = { small: 10, large: 3 };
/** Our own rows in a contest: the session's, where the package has one, and the whole review. */
const OURS = ['change', 'evaluate', 'review'];
const hosts = { Node: inNode, Chromium: inChromium };

/** `texts` is a compiled rulebook and calendar, for the due dates; the workload's law takes the calendar too. */
export async function rivals(texts, say) {
  const rules = {};
  for (const engine of engines) {
    rules[engine.id] = {};
    for (const size of sizes) rules[engine.id][size] = await translated(engine, workload(size), texts.calendar);
  }
  const files = await site(rules);
  addPages(files, sizes);
  files.set('/texts.json', JSON.stringify(texts));
  const { address, close } = await serve(files);
  const result = { contest: {}, cold: {}, bytes: await bytes(files, rules), memory: {}, strict: {}, dues: {} };
  try {
    for (const [host, work] of Object.entries(hosts)) {
      result.contest[host] = {};
      for (const size of sizes) {
        say(`${host}, ${size}`);
        result.contest[host][size] = compared(await work(address, 'contest', { size, rules }));
      }
      say(`${host}, due dates`);
      result.dues[host] = spreads(await work(address, 'dues', { texts }));
    }
    for (const size of sizes) {
      say(`cold pages, ${size}`);
      const pages = await coldStarts(address, size, COLD_ROUNDS[size]);
      result.cold[size] = { pages: spreads(pages), times: against(pages, Object.keys(BASES).at(-1)) };
      result.memory[size] = await memory(address, size);
    }
    result.strict = await strictPages(address, 'small');
  } finally {
    close();
  }
  return result;
}

async function inNode(_, task, { size, rules, texts }) {
  if (task === 'dues') return inNumpy(await dues(texts));
  return contest(size, entries(({ id }) => rules[id][size]));
}

/** Adds numpy's scalar call, where Python has numpy; `make bench` gives it one that has. */
function inNumpy(samples) {
  const script = new URL('./dues.py', import.meta.url).pathname;
  const { status, stdout } = spawnSync(process.env.YUSHEN_PYTHON ?? 'python3', [script], { input: JSON.stringify(question()), encoding: 'utf8' });
  if (status !== 0) return samples;
  const { days, ns } = JSON.parse(stdout);
  compare('numpy', days);
  return { ...samples, numpy: ns };
}

async function inChromium(address, task, { size }) {
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${address}/blank.html`);
    return await page.evaluate(inPage, { task, size, engines });
  } finally {
    await browser.close();
  }
}

/** Runs inside the page. */
async function inPage({ task, size, engines }) {
  if (task === 'dues') {
    const [{ dues }, texts] = await Promise.all([import('/dues.js'), fetch('/texts.json').then((response) => response.json())]);
    return dues(texts);
  }
  const { contest } = await import('/contest.js');
  const entry = ({ id, own, later }) => ({
    id,
    own,
    later,
    async load() {
      const [{ prepare }, rules] = await Promise.all([import(`/peers/${id}.js`), fetch(`/rules/${size}/${id}`)]);
      return prepare(await rules.text());
    },
  });
  return contest(size, engines.map(entry));
}

/** Medians, and `times`: by our own rows, how many times as long each engine took. */
function compared({ ready, moved, samples }) {
  const ours = OURS.filter((row) => samples[row]);
  const times = (row) => Object.fromEntries(engines.filter(({ own }) => !own).map(({ id }) => [id, ratio(samples[id], samples[row])]));
  return { ...spreads(samples), ready, moved, times: Object.fromEntries(ours.map((row) => [row, times(row)])) };
}

/** How many times as long as one of them each took. */
function against(samples, base) {
  return Object.fromEntries(Object.entries(samples).map(([name, some]) => [name, ratio(some, samples[base])]));
}

function spreads(samples) {
  return Object.fromEntries(Object.entries(samples).map(([name, some]) => [name, spread(some)]));
}

/** What each engine and each form of the rules takes to download. */
async function bytes(files, rules) {
  const entries = engines.map(async ({ id }) => {
    const own = [...files].filter(([path]) => path === `/peers/${id}.js` || (path.startsWith(`/peers/${id}-`) && path.endsWith('.wasm')));
    const forms = sizes.map(async (size) => [size, await weight([rules[id][size]])]);
    return [id, { engine: await weight(own.map(([, body]) => body)), rules: Object.fromEntries(await Promise.all(forms)) }];
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Each file is compressed alone, as it would be sent. */
async function weight(bodies) {
  const weights = await Promise.all(bodies.map(async (body) => [body, await gzip(body, { level: 9 }), await brotli(body)].map((some) => Buffer.byteLength(some))));
  const [raw, gzipped, brotlied] = weights.reduce((sum, each) => sum.map((n, at) => n + each[at]), [0, 0, 0]);
  return { raw, gzip: gzipped, brotli: brotlied };
}
