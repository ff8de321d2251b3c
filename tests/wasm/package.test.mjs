// The npm package in Node: what it gives, what it refuses, and that nothing a caller hands in leaves it broken.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { InputError, load, today } from 'yushen';

import { Rulebook as Module } from '../../wasm/pkg/yushen.js';

const read = (name) => readFileSync(new URL(`../../wasm/pkg/rulebooks/${name}.json`, import.meta.url), 'utf8');
const texts = { rulebook: read('donghu'), calendar: read('calendar') };
const on = '2026-11-23';
const rulebook = await load(texts);

/** The errors that an input is refused with. */
function refused(work) {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof InputError, `not an InputError: ${error}`);
    assert.ok(error.errors.length > 0);
    for (const { pointer, code, zh, en } of error.errors) {
      assert.ok([pointer, code, zh, en].every((part) => typeof part === 'string'));
      assert.match(zh, /。$/u);
      assert.match(en, /\.$/u);
    }
    return error.errors;
  }
  return assert.fail('nothing was thrown');
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

test('a rulebook is its hash, from texts and from objects alike', async () => {
  assert.equal(rulebook.id, 'donghu');
  assert.equal(rulebook.hash, sha256(texts.rulebook));
  assert.equal(rulebook.calendarHash, sha256(texts.calendar));
  assert.equal(rulebook.law.id, 'donghu');
  const objects = await load({ rulebook: JSON.parse(texts.rulebook), calendar: JSON.parse(texts.calendar) });
  assert.equal(objects.hash, rulebook.hash);
  assert.equal(objects.calendarHash, rulebook.calendarHash);
});

test('what is no rulebook is refused with a sentence', async () => {
  await assert.rejects(load({ rulebook: '{}', calendar: texts.calendar }), /this is no compiled rulebook/u);
  await assert.rejects(load({ rulebook: texts.rulebook, calendar: '[]' }), /this is no compiled calendar/u);
});

test('a review, a plan, a progress and a due date name the day and the hashes', () => {
  const review = rulebook.review({ facts: {} }, on);
  assert.deepEqual(review.rulebook, { id: 'donghu', hash: rulebook.hash });
  assert.deepEqual(review.calendar, { hash: rulebook.calendarHash });
  assert.equal(review.on, on);
  assert.ok(review.ask.length > 0, 'with no facts there is something to ask');
  assert.equal(rulebook.plan({ facts: {} }, { on, from: '2026-12-01' }).from, '2026-12-01');
  assert.equal(rulebook.plan({ facts: {} }, { on }).from, on);
  const events = [{ type: 'received', on }];
  assert.equal(rulebook.progress({ application: { facts: {} }, events }, on).rulebook.hash, rulebook.hash);
  // 2026-11-23 is a Monday, and no holiday falls into the week after it.
  assert.equal(rulebook.due({ from: on, days: 5 }).due.day, '2026-11-30');
  const paused = [{ from: '2026-11-24', to: '2026-11-25' }];
  assert.equal(rulebook.due({ from: on, days: 5, unit: 'working', paused }).due.day, '2026-12-02');
});

test('a due day by number or by date: open where the calendar is, and nothing is made of what is no number', () => {
  const number = (date) => Date.parse(date) / 86_400_000;
  assert.equal(rulebook.dueDate('2026-04-28', 7), '2026-05-11');
  assert.equal(rulebook.dueDay(number('2026-04-28'), 7), number('2026-05-11'));
  for (const [date, days] of [['2018-12-31', 5], ['2026-12-18', 6], ['2026-12-26', 0], ['1990-01-01', 0], ['2100-12-31', 1]]) {
    assert.equal(rulebook.dueDate(date, days), null, date);
    assert.equal(rulebook.dueDay(number(date), days), NaN, date);
  }
  const day = number('2026-04-28');
  for (const [from, days] of [[NaN, 1], [day + 0.5, 1], [day, 1.5], [day, -1], [day + 2 ** 32, 7], [day, 2 ** 32 + 7], [undefined, 1]]) {
    assert.equal(rulebook.dueDay(from, days), NaN, `${from} ${days}`);
  }
  for (const date of ['2026-02-30', '20260428', '2026-4-28', '2026-04-28T00:00', '２０２６-04-28', '2026/04/28', '2101-01-01', '', 20260428]) {
    assert.equal(refused(() => rulebook.dueDate(date, 7))[0].pointer, '/from', `${date}`);
  }
  for (const days of [-1, 1.5, NaN, 10_001, 2 ** 32 + 7, '7', undefined]) {
    assert.equal(refused(() => rulebook.dueDate('2026-04-28', days))[0].pointer, '/days', `${days}`);
  }
});

test('the text and the object are the same answer', () => {
  assert.deepEqual(JSON.parse(rulebook.reviewText({ facts: {} }, on)), rulebook.review({ facts: {} }, on));
});

test('without a day, today in Beijing counts', () => {
  assert.equal(today(new Date('2026-11-22T15:59:59Z')), '2026-11-22');
  assert.equal(today(new Date('2026-11-22T16:00:00Z')), '2026-11-23');
  assert.ok([today(), today(new Date(Date.now() - 60_000))].includes(rulebook.review({ facts: {} }).on));
});

test('what is wrong is told at once, each with its place', () => {
  const errors = refused(() => rulebook.review({ facts: { no_such_fact: true }, items: ['no-such-item'], extra: 1 }, on));
  assert.deepEqual(
    errors.map(({ pointer, code }) => `${pointer} ${code}`).sort(),
    ['/extra unknown-member', '/facts/no_such_fact unknown-fact', '/items/0 unknown-item'],
  );
});

test('a day that is none, and a period that is none', () => {
  for (const day of ['2026-02-30', '20261123', 'today', '', '2026-11-23T00:00', '2101-01-01']) {
    assert.deepEqual(refused(() => rulebook.review({ facts: {} }, day)).map(({ pointer }) => pointer), ['/on']);
  }
  assert.equal(refused(() => rulebook.plan({ facts: {} }, { on, from: 'x' }))[0].pointer, '/from');
  const pointers = refused(() => rulebook.due({ from: 'x', days: 1.5, unit: 'weeks', paused: [{ from: on }] }));
  assert.deepEqual(pointers.map(({ pointer }) => pointer), ['/from', '/days', '/unit', '/paused/0/to']);
});

test('a deep input is refused, and the next call works', () => {
  const before = rulebook.reviewText({ facts: {} }, on);
  const text = (depth) => '['.repeat(depth) + ']'.repeat(depth);
  const module = new Module(texts.rulebook, texts.calendar);
  for (const depth of [33, 1_000, 10_000, 200_000]) {
    assert.throws(() => module.review(text(depth), on), ({ errors: [{ code }] }) => code === 'too-deep');
    assert.equal(module.review('{"facts":{}}', on), before);
  }
  assert.equal(refused(() => rulebook.review({ facts: JSON.parse(text(1_000)) }, on))[0].code, 'too-deep');
  // JSON.stringify itself gives up on this one; the module has not seen it.
  assert.throws(() => rulebook.review({ facts: JSON.parse(text(100_000)) }, on), RangeError);
  assert.equal(rulebook.reviewText({ facts: {} }, on), before);
});

test('what JSON has no word for behaves as JSON.stringify says', () => {
  const fact = rulebook.law.facts.find(({ type }) => type === 'number').id;
  const answer = (value) => rulebook.reviewText({ facts: { [fact]: value } }, on);
  for (const nothing of [NaN, Infinity, -Infinity, undefined, () => 1, Symbol('x')]) {
    assert.equal(answer(nothing), answer(null), String(nothing));
  }
  assert.equal(answer(-0), answer(0));
  assert.equal(rulebook.reviewText({ facts: {}, applicant: undefined }, on), rulebook.reviewText({ facts: {} }, on));
  assert.throws(() => answer(1n), TypeError);
  assert.equal(refused(() => rulebook.review(undefined, on))[0].code, 'wrong-type');
});

test('a lone surrogate is refused in its place, and nothing breaks', () => {
  const applicant = { unitName: '\ud800', creditCode: '', contact: '', phone: '' };
  assert.deepEqual(
    refused(() => rulebook.review({ facts: {}, applicant }, on)).map(({ pointer, code }) => `${pointer} ${code}`),
    ['/applicant/unitName not-json'],
  );
  assert.equal(refused(() => rulebook.review({ facts: { '\udc00': 1 } }, on))[0].code, 'not-json');
  assert.equal(rulebook.review({ facts: {} }, on).on, on);
});
