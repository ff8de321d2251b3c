// Our own measures, with nobody beside us: a review of East Lake, a district's hall, the module's and the first visit's bytes.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { load } from 'yushen';

import { chromiumReviews, firstLoad } from './chromium.mjs';
import { spread } from './race.mjs';

const RUNS = 2000;
const on = '2026-11-23';
const file = (path) => new URL(`../../${path}`, import.meta.url).pathname;
const files = ['wasm/pkg/rulebooks/donghu.json', 'wasm/pkg/rulebooks/calendar.json', 'tests/bench/application.json'].map(file);
const [rulebook, calendar, application] = files.map((path) => readFileSync(path, 'utf8'));

/** The compiled texts of East Lake. */
export const texts = { rulebook, calendar };

export async function eastLake() {
  const wasm = readFileSync(file('wasm/pkg/yushen_bg.wasm'));
  const native = JSON.parse(told(process.env.YUSHEN_NATIVE, [...files, on, `${RUNS}`]));
  const hall = JSON.parse(told(process.env.YUSHEN_SCALE, ['200']));
  const node = await nodeReviews();
  const chromium = await chromiumReviews({ texts, application: JSON.parse(application), on, runs: RUNS });
  return {
    chromium: chromium.version,
    rulebook: chromium.hash,
    reviews: {
      'Chromium, object to object': spread(chromium.object),
      'Chromium, object to text': spread(chromium.text),
      'Node, object to object': spread(node),
      'native, text to text': spread(native.text),
      'native, review alone': spread(native.alone),
    },
    load: { 'Chromium, module started and rulebook read, ms': chromium.load },
    module: { raw: wasm.length, gzip: gzipSync(wasm, { level: 9 }).length, brotli: brotliCompressSync(wasm).length },
    rules: { brotli: brotliCompressSync(rulebook).length + brotliCompressSync(calendar).length },
    scale: { ...hall, full: spread(hall.full), half: spread(hall.half), plan: spread(hall.plan), back: spread(hall.back) },
    native: natively(['due by numbers', 'due by dates']),
    visit: await firstLoad(process.env.YUSHEN_BIN),
  };
}

/** ns of one answer, as criterion kept them (`make time`); nothing where it was not run. */
function natively(names) {
  const kept = (name, what) => JSON.parse(readFileSync(`${process.env.YUSHEN_TIMES}/${name}/new/${what}.json`, 'utf8'));
  return Object.fromEntries(names.filter((name) => existsSync(`${process.env.YUSHEN_TIMES}/${name}`)).map((name) => (
    [name, kept(name, 'estimates').median.point_estimate / kept(name, 'benchmark').throughput.Elements]
  )));
}

const told = (program, given) => execFileSync(program, given, { maxBuffer: 2 ** 28 });

async function nodeReviews() {
  const place = await load(texts);
  const asked = JSON.parse(application);
  const once = () => place.review(asked, on);
  for (let n = 0; n < RUNS / 10; n++) once();
  return Array.from({ length: RUNS }, () => {
    const start = performance.now();
    once();
    return (performance.now() - start) * 1000;
  });
}
