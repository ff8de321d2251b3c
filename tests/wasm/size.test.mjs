// The budget of bytes: the module grows by no more than 3 % without a word in the CHANGELOG.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { announced, kept, overBudget, shipped } from './size.mjs';

test('the module is no larger than what is kept or announced, and 3 %', () => {
  const sizes = shipped();
  assert.ok(kept() > 0, 'wasm/bytes.txt has no row of brotli: make bytes');
  assert.equal(overBudget(sizes), undefined);
  console.log(`module ${sizes.brotli} bytes after brotli, ${kept()} kept, ${announced() || 'none'} announced`);
});

test('growth takes a word, and only an unreleased one', () => {
  const line = '- **Sessions.** What changed comes back alone. Module: 123,456 bytes.\n';
  assert.equal(announced(`# Changelog\n\n## Unreleased\n\n${line}\n## 0.1.0\n`), 123_456);
  assert.equal(announced(`# Changelog\n\n## Unreleased\n\n- Nothing.\n\n## 0.1.0\n\n${line}`), 0);
  assert.equal(announced('# Changelog\n'), 0);
  assert.equal(kept('# A head\nraw     300\nbrotli     100,000\n'), 100_000);
  assert.ok(Number.isNaN(kept('')));
  assert.equal(overBudget({ brotli: 103_000 }, 100_000, 0), undefined);
  assert.match(overBudget({ brotli: 103_001 }, 100_000, 0), /Module: 103,001 bytes/u);
  assert.equal(overBudget({ brotli: 125_000 }, 100_000, 123_456), undefined);
  assert.ok(overBudget({ brotli: 100 }, NaN, 0));
});
