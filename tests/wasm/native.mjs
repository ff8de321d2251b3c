// What the native run left behind, and how the wasm module is asked the same.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';

const here = new URL('..', import.meta.url).pathname;

/** A file that the native run leaves in `results/`. */
export function left(name) {
  const file = join(here, 'results', name);
  if (!existsSync(file)) throw new Error(`${file} is missing: run cargo test --package yushen-tests first`);
  return readFileSync(file, 'utf8');
}

/** Every case as the native run asked it, with the native answer: `{ name, rulebook, call, on, aim, input, answer }`. */
export function cases() {
  const records = left('native.jsonl').trim().split('\n').map((line) => JSON.parse(line));
  const found = readdirSync(join(here, 'cases'))
    .flatMap((place) => readdirSync(join(here, 'cases', place)).map((file) => `${place}/${basename(file, '.json')}`));
  const missing = found.filter((name) => !records.some((record) => record.name === name));
  if (missing.length > 0 || found.length !== records.length) {
    throw new Error(`results/native.jsonl is not of these cases (${missing}): run cargo test --package yushen-tests first`);
  }
  return records.map((record) => ({ ...record, rulebook: record.name.split('/')[0] }));
}

/** The laws that the native run used, by rulebook: the compiled texts. */
export function laws() {
  const ids = readdirSync(join(here, 'results', 'law')).map((file) => basename(file, '.json'));
  return Object.fromEntries(ids.filter((id) => id !== 'calendar').map((id) => [id, law(id)]));
}

/** The law that the native run used: the compiled texts. */
export function law(id = 'donghu') {
  return { rulebook: left(`law/${id}.json`), calendar: left('law/calendar.json') };
}

/** Whether JavaScript's numbers hold what is written: it reads 1e6 as 1000000, and rounds what is too long. */
export function survivesJavaScript(text) {
  return !/\d[eE]|\d{16,}|\.\d{5,}/.test(text);
}
