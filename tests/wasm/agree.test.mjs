// The random applications of the native run in wasm under Node: every answer has the native hash.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import initialise, { Rulebook } from '../../wasm/pkg/yushen.js';
import { laws, left } from './native.mjs';

const wasm = readFileSync(new URL('../../wasm/pkg/yushen_bg.wasm', import.meta.url));
const hash = (text) => createHash('sha256').update(text).digest('hex');

test('random applications get the native bytes', async () => {
  await initialise({ module_or_path: wasm });
  const books = new Map(Object.entries(laws()).map(([id, texts]) => [id, new Rulebook(texts.rulebook, texts.calendar)]));
  const lines = left('agree.jsonl').trim().split('\n');
  assert.ok(lines.length >= 10_000, `only ${lines.length} random applications`);
  for (const line of lines) {
    const { rulebook: place, on, application, case: file, brief, hashes } = JSON.parse(line);
    const module = books.get(place);
    const calls = [['review', application], ['plan', application], ['progress', file], ['sheet', brief], ['remedies', application]];
    hashes.forEach((expected, n) => {
      const [call, input] = calls[n];
      const answer = module[call](input, on, ...(call === 'plan' ? ['{}'] : []));
      assert.equal(hash(answer), expected, `${call} on ${on} of ${input}\nwasm: ${answer}`);
    });
  }
  console.log(`${lines.length} random applications in wasm under Node`);
});
