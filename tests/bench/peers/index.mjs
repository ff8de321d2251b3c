// Who takes part; each has a file beside this one.
//
// `own`: ours. `library`: one could pick it instead. `later`: it answers with a promise. `builds`: a build step would do for
// what a page has to allow `eval` for.

import { readFileSync } from 'node:fs';

const { devDependencies } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

export const engines = [
  { id: 'yushen', name: 'Yushen', own: true },
  { id: 'generated', name: 'JavaScript, generated', builds: true },
  { id: 'closures', name: 'JavaScript, closures' },
  library('json-logic-engine'),
  library('json-logic-js'),
  library('cel-js', '@marcbachmann/cel-js'),
  library('ajv'),
  library('zen-engine-wasm', '@gorules/zen-engine-wasm'),
  { ...library('json-rules-engine'), later: true },
];

/** Who should take part and cannot. */
export const absent = { regorus: 'its wasm module is in no npm registry, and would have to be built from its source' };

function library(id, name = id) {
  return { id, name: id, version: `${name} ${devDependencies[name]}`, library: true };
}

/** The engines as a contest in Node takes them; `rulesOf` an engine are the rules in its own form. */
export function entries(rulesOf) {
  return engines.map((engine) => ({
    ...engine,
    async load() {
      const { prepare, wasm } = await import(`./${engine.id}.mjs`);
      return prepare(rulesOf(engine), wasm && readFileSync(new URL(import.meta.resolve(wasm))));
    },
  }));
}

/** The workload's rules in an engine's own form; Yushen's law takes a compiled calendar besides. */
export async function translated({ id }, workload, calendar) {
  const { translate } = await import(`./${id}.mjs`);
  return translate(workload, calendar);
}
