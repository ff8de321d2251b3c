// Every case in wasm under Node: the native answer, byte for byte.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { load } from 'yushen';

import initialise, { Rulebook } from '../../wasm/pkg/yushen.js';
import { askModule, askPackage } from './ask.mjs';
import { cases, laws, survivesJavaScript } from './native.mjs';

const wasm = readFileSync(new URL('../../wasm/pkg/yushen_bg.wasm', import.meta.url));

test('every case gets the native bytes', async () => {
  await initialise({ module_or_path: wasm });
  const books = new Map(Object.entries(laws()).map(([id, texts]) => [id, new Rulebook(texts.rulebook, texts.calendar)]));
  const records = cases();
  for (const record of records) assert.equal(askModule(books.get(record.rulebook), record), record.answer, record.name);
  console.log(`${records.length} cases in wasm under Node`);
});

test('the npm package gives the same for every case whose numbers JavaScript can hold', async () => {
  const books = new Map();
  for (const [id, texts] of Object.entries(laws())) books.set(id, await load(texts));
  const records = cases().filter(({ input }) => survivesJavaScript(input));
  for (const record of records) assert.equal(askPackage(books.get(record.rulebook), record), record.answer, record.name);
  console.log(`${records.length} cases through the npm package under Node`);
});
