// `make bench`: measures, prints one table, and writes tests/results/bench.json. Nothing here is a constant but the sizes of the runs.

import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';

import { eastLake, texts } from './east-lake.mjs';
import { goals, losses } from './goals.mjs';
import { rivals } from './rivals.mjs';
import { table } from './table.mjs';

const results = new URL('../results/', import.meta.url);
const began = performance.now();
const seconds = () => Math.round((performance.now() - began) / 1000);
const say = (what) => console.error(`${seconds()} s: ${what}`);
const load = os.loadavg()[0];

say('East Lake');
const { chromium, ...own } = await eastLake();
const beside = await rivals(texts, say);
const result = {
  when: new Date().toISOString(),
  machine: { cpu: os.cpus()[0]?.model ?? 'unknown', cores: os.cpus().length, load, node: process.version, chromium },
  ...own,
  ...beside,
};
Object.assign(result, { goals: goals(result), losses: losses(result), took: seconds() });

mkdirSync(results, { recursive: true });
writeFileSync(new URL('bench.json', results), `${JSON.stringify(result, null, 2)}\n`);
console.log(table(result));
