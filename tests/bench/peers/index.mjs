// Who takes part; each has a file beside this one.
//
// `own`: ours. `library`: one could pick it instead. `later`: it answers with a promise. `builds`: a build step would do for
// what a page has to allow `eval` for. `built`: what `make bench` builds of it, since no registry has it for npm.

import { existsSync, readFileSync } from 'node:fs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const { devDependencies } = JSON.parse(read('../../package.json'));
const [, regorus] = read('regorus/Cargo.toml').match(/^regorus = .*"=([\d.]+)"/mu);

export const engines = [
  { id: 'yushen', name: 'Yushen', own: true },
  { id: 'generated', name: 'JavaScript, generated', builds: true },
  { id: 'closures', name: 'JavaScript, closures' },
  library('json-logic-engine'),
  library('json-logic-js'),
  library('cel-js', '@marcbachmann/cel-js'),
  library('ajv'),
  library('zen-engine-wasm', '@gorules/zen-engine-wasm'),
  { ...library('regorus', 'regorus', regorus), built: '../../results/regorus/regorus.js' },
  { ...library('json-rules-engine'), later: true },
];

function library(id, name = id, version = devDependencies[name]) {
  return { id, name: id, version: `${name} ${version}`, library: true };
}

/** Whether an engine can be asked here and now. */
export const present = ({ built }) => !built || existsSync(new URL(built, import.meta.url));

/** The engines as a contest in Node takes them; `rulesOf` an engine are the rules in its own form. */
export function entries(rulesOf, some = engines) {
  return some.map((engine) => ({
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
