// The random applications of the native run in wasm under Node: every answer has the native hash.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import initialise, { Rulebook } from '../../wasm/pkg/yushen.js';
import { law, left } from './native.mjs';

const wasm = readFileSync(new URL('../../wasm/pkg/yushen_bg.wasm', import.meta.url));
const hash = (text) => createHash('sha256').update(text).digest('hex');

test('random applications get the native bytes', async () => {
  await initialise({ module_or_path: wasm });
  const { rulebook, calendar } = law();
  const module = new Rulebook(rulebook, calendar);
  const lines = left('agree.jsonl').trim().split('\n');
  assert.ok(lines.length >= 10_000, `only ${lines.length} random applications`);
  for (const line of lines) {
    const { on, application, case: file, hashes } = JSON.parse(line);
    const answers = [module.review(application, on), module.plan(application, on), module.progress(file, on)];
    ['review', 'plan', 'progress'].forEach((call, n) => {
      assert.equal(hash(answers[n]), hashes[n], `${call} on ${on} of ${n < 2 ? application : file}\nwasm: ${answers[n]}`);
    });
  }
  console.log(`${lines.length} random applications in wasm under Node`);
});
