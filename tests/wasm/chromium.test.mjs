// Every case, and random applications, in wasm in Chromium: the native answer, byte for byte. The page has the product's
// content security policy.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';

import { launch, serve } from '../browser.mjs';
import { cases, laws, left, survivesJavaScript } from './native.mjs';

const RANDOM = 500;
const hash = (text) => createHash('sha256').update(text).digest('hex');
const blank = { '/page': '<!doctype html><meta charset="utf-8"><title>wasm</title><p>wasm' };
let browser, site, page;

before(async () => {
  site = await serve(new URL('../..', import.meta.url).pathname, blank);
  browser = await launch();
  page = await browser.newPage();
  await page.goto(`${site.address}/page`);
  await page.evaluate(async (laws) => {
    const [{ load }, { default: initialise, Rulebook }, ask] = await Promise.all([
      import('/wasm/pkg/index.js'), import('/wasm/pkg/yushen.js'), import('/tests/wasm/ask.mjs'),
    ]);
    await initialise({ module_or_path: '/wasm/pkg/yushen_bg.wasm' });
    const [modules, books] = [{}, {}];
    for (const [id, texts] of Object.entries(laws)) {
      modules[id] = new Rulebook(texts.rulebook, texts.calendar);
      books[id] = await load(texts);
    }
    globalThis.dueDays = (id) => ask.dueDays(books[id]);
    globalThis.askModule = (records) => records.map((record) => ask.askModule(modules[record.rulebook], record));
    globalThis.askPackage = (records) => records.map((record) => ask.askPackage(books[record.rulebook], record));
  }, laws());
});

after(async () => {
  await browser?.close();
  site?.close();
});

test('every case gets the native bytes', async () => {
  const records = cases();
  const answers = await page.evaluate((records) => askModule(records), records);
  records.forEach((record, n) => assert.equal(answers[n], record.answer, record.name));
  console.log(`${records.length} cases in wasm in Chromium`);
});

test('the npm package gives the same for every case whose numbers JavaScript can hold', async () => {
  const records = cases().filter(({ input }) => survivesJavaScript(input));
  const answers = await page.evaluate((records) => askPackage(records), records);
  records.forEach((record, n) => assert.equal(answers[n], record.answer, record.name));
  console.log(`${records.length} cases through the npm package in Chromium`);
});

test('due days by number and by date are those that due tells', async () => {
  for (const id of ['donghu', 'zhuzhou']) {
    const { asked, differ } = await page.evaluate((id) => dueDays(id), id);
    assert.deepEqual([asked, differ], [8_766, []], id);
  }
});

test('random applications get the native bytes', async () => {
  const lines = left('agree.jsonl').split('\n', RANDOM).map((line) => JSON.parse(line));
  const asked = lines.flatMap(({ rulebook, on, application, case: file, brief, hashes }) => [
    { rulebook, call: 'review', on, input: application },
    { rulebook, call: 'plan', on, input: application },
    { rulebook, call: 'progress', on, input: file },
    { rulebook, call: 'sheet', on, input: brief },
    { rulebook, call: 'remedies', on, input: application },
  ].slice(0, hashes.length));
  const answers = await page.evaluate((records) => askModule(records), asked);
  const expected = lines.flatMap(({ hashes }) => hashes);
  asked.forEach((record, n) => assert.equal(hash(answers[n]), expected[n], JSON.stringify(record)));
  console.log(`${lines.length} random applications in wasm in Chromium`);
});
