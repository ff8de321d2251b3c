// Before anything is timed, every engine has to give the same answers, and a session the same at every step.

import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { agree } from './contest.mjs';
import { engines, entries, present, translated } from './peers/index.mjs';
import { workload } from './workload.mjs';

test('the engines of the benchmark agree', async (t) => {
  const calendar = readFileSync(new URL('../../wasm/pkg/rulebooks/calendar.json', import.meta.url), 'utf8');
  const here = engines.filter(present);
  for (const { id } of engines.filter((engine) => !here.includes(engine))) t.diagnostic(`${id} was left out: it is not built here (make bench builds it)`);
  const rules = {};
  for (const engine of here) rules[engine.id] = await translated(engine, workload('small'), calendar);
  await agree('small', entries(({ id }) => rules[id], here));
});
