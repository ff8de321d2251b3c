// `make bench`: measures, prints one table, and writes tests/results/bench.json. Nothing here is a constant but the sizes of the runs.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { load } from 'yushen';

import { chromiumReviews, firstLoad } from './chromium.mjs';

const root = new URL('../../', import.meta.url);
const file = (path) => new URL(path, root).pathname;
const read = (path) => readFileSync(file(path), 'utf8');

const RUNS = 2000;
const on = '2026-11-23';
const rulebookFile = 'wasm/pkg/rulebooks/donghu.json';
const calendarFile = 'wasm/pkg/rulebooks/calendar.json';
const applicationFile = 'tests/bench/application.json';
const texts = { rulebook: read(rulebookFile), calendar: read(calendarFile) };
const application = JSON.parse(read(applicationFile));

const wasm = readFileSync(file('wasm/pkg/yushen_bg.wasm'));
const module = { raw: wasm.length, gzip: gzipSync(wasm, { level: 9 }).length, brotli: brotliCompressSync(wasm).length };
const book = brotliCompressSync(texts.rulebook).length + brotliCompressSync(texts.calendar).length;

const native = JSON.parse(
  execFileSync(process.env.YUSHEN_NATIVE, [...[rulebookFile, calendarFile, applicationFile].map(file), on, `${RUNS}`], {
    maxBuffer: 2 ** 28,
  }),
);
const hall = JSON.parse(execFileSync(process.env.YUSHEN_SCALE, ['200'], { maxBuffer: 2 ** 28 }));
const node = await nodeReviews();
const chromium = await chromiumReviews({ texts, application, on, runs: RUNS });
const visit = await firstLoad(process.env.YUSHEN_BIN);

const result = {
  when: new Date().toISOString(),
  machine: { cpu: os.cpus()[0]?.model ?? 'unknown', cores: os.cpus().length, node: process.version, chromium: chromium.version },
  rulebook: chromium.hash,
  reviews: {
    'Chromium, object to object': spread(chromium.object),
    'Chromium, object to text': spread(chromium.text),
    'Node, object to object': spread(node),
    'native, text to text': spread(native.text),
    'native, review alone': spread(native.alone),
  },
  load: { 'Chromium, module started and rulebook read, ms': chromium.load },
  module,
  rules: { brotli: book },
  scale: { ...hall, full: spread(hall.full), half: spread(hall.half), plan: spread(hall.plan), back: spread(hall.back) },
  visit,
};
mkdirSync(file('tests/results'), { recursive: true });
writeFileSync(file('tests/results/bench.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(table(result));

async function nodeReviews() {
  const rulebook = await load(texts);
  const once = () => rulebook.review(application, on);
  for (let n = 0; n < RUNS / 10; n++) once();
  return Array.from({ length: RUNS }, () => {
    const start = performance.now();
    once();
    return (performance.now() - start) * 1000;
  });
}

function spread(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { runs: sorted.length, median: at(0.5), p95: at(0.95) };
}

function table({ machine, reviews, load: loads, module, rules, scale, visit }) {
  const row = (...cells) => cells.map((cell, n) => (n === 0 ? `${cell}`.padEnd(46) : `${cell}`.padStart(12))).join('');
  const bytes = (n) => n.toLocaleString('en');
  const lines = [
    `${machine.cpu}, ${machine.cores} cores, Chromium ${machine.chromium}, Node ${machine.node}`,
    '',
    row('one review of a full East Lake application', 'median µs', 'p95 µs', 'runs'),
    ...Object.entries(reviews).map(([name, { median, p95, runs }]) => row(name, median.toFixed(1), p95.toFixed(1), runs)),
    ...Object.entries(loads).map(([name, value]) => row(name, value.toFixed(1))),
    '',
    row(`a district's hall: ${scale.items} items, ${bytes(scale.materials)} papers, ${scale.facts} facts`),
    ...Object.entries(scale.ms).map(([name, ms]) => row(`  ${name} the rules, ms`, ms.toFixed(0))),
    row('  written and compiled, bytes', bytes(scale.bytes.written), bytes(scale.bytes.compiled)),
    row('  native review of all answers', scale.full.median.toFixed(1), scale.full.p95.toFixed(1), scale.full.runs),
    row('  native review of half the answers', scale.half.median.toFixed(1), scale.half.p95.toFixed(1), scale.half.runs),
    row(`a plan of ${scale.road.items} items, ${bytes(scale.road.edges)} prerequisites: forward`, scale.plan.median.toFixed(1), scale.plan.p95.toFixed(1), scale.plan.runs),
    row('  back from a wished day', scale.back.median.toFixed(1), scale.back.p95.toFixed(1), scale.back.runs),
    '',
    row('bytes', 'raw', 'gzip', 'brotli'),
    row('module', bytes(module.raw), bytes(module.gzip), bytes(module.brotli)),
    row('rulebook and calendar', '', '', bytes(rules.brotli)),
    '',
    row('first visit, bytes over the wire'),
    ...Object.entries(visit.kinds).map(([kind, n]) => row(`  ${kind}`, bytes(n))),
    row('  HTML, JS, CSS and wasm', bytes(visit.page)),
    row('  with everything else', bytes(visit.all)),
  ];
  return lines.join('\n');
}
