// The calendar in the npm package: another year at run time, every day against two other packages, and what is taken along
// in a calendar, read by a library that others use.

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { test } from 'node:test';

import chineseDays from 'chinese-days';
import ICAL from 'ical.js';
import { LegalHoliday } from 'tyme4ts';
import { load } from 'yushen';

import { dueDays } from './ask.mjs';
import { cases, law, left } from './native.mjs';

const root = new URL('../..', import.meta.url).pathname;
const binary = process.env.YUSHEN_BIN ?? join(root, 'target/release/yushen');
/** The compiled calendar with a 2027 that is made up. */
const next = left('calendar-2027.json');
/** Accepted on a Sunday, 30 working days. */
const question = { from: '2026-11-22', days: 30 };
const firm = { day: '2027-01-04', provisional: false, earliest: '2027-01-04', latest: '2027-01-04' };

function isOpen({ day, provisional, earliest, latest }) {
  assert.deepEqual([day, provisional], [null, true]);
  assert.ok(earliest < firm.day && firm.day < latest);
}

test('with another year a rulebook is firm, and the one before stays as it was', async () => {
  const rulebook = await load(law());
  isOpen(rulebook.due(question).due);
  const later = rulebook.withCalendar(next);
  assert.deepEqual(later.due(question).due, firm);
  isOpen(rulebook.due(question).due);
  assert.equal(later.hash, rulebook.hash);
  assert.notEqual(later.calendarHash, rulebook.calendarHash);
  assert.equal(rulebook.withCalendar(JSON.parse(next)).calendarHash, later.calendarHash);
  assert.equal((await load({ ...law(), calendar: next })).calendarHash, later.calendarHash);
  assert.throws(() => rulebook.withCalendar('[]'), /this is no compiled calendar/u);
});

test('with another year on the server, the same package is firm', async () => {
  const data = mkdtempSync(join(tmpdir(), 'yushen-'));
  const year = join(root, 'tests/calendar/2027.toml');
  const serve = spawn(binary, ['serve', '--listen', '127.0.0.1:0', '--data', data], {
    env: { ...process.env, YUSHEN_CALENDAR: year },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const address = (await createInterface(serve.stdout)[Symbol.asyncIterator]().next()).value;
    const rulebook = await load(`${address}/api/v1/rulebooks/donghu`);
    assert.deepEqual(rulebook.due(question).due, firm);
  } finally {
    serve.kill();
    rmSync(data, { recursive: true, force: true });
  }
});

/** Days on which another package differs, each with the notice that says who is right. */
const explained = {
  'chinese-days': {},
  tyme4ts: {},
};

const others = {
  'chinese-days': (day) => chineseDays.isWorkday(day),
  tyme4ts: (day) => {
    const listed = LegalHoliday.fromYmd(...day.split('-').map(Number));
    return listed ? listed.isWork() : ![0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay());
  },
};

test('every day of 2019 to 2026 works or not, as two other packages say', async () => {
  // Zhuzhou: Hunan has no days off of its own. With 2027 the last days of 2026 are certain.
  const rulebook = (await load(law('zhuzhou'))).withCalendar(next);
  const date = (time) => new Date(time).toISOString().slice(0, 10);
  const differ = { 'chinese-days': [], tyme4ts: [] };
  let asked = 0;
  for (let time = Date.UTC(2019, 0, 1); time < Date.UTC(2027, 0, 1); time += 86_400_000) {
    const day = date(time);
    // The first working day after the day before; before the first day there is no calendar.
    const period = asked === 0 ? { from: day, days: 0 } : { from: date(time - 86_400_000), days: 1 };
    const { due } = rulebook.due(period);
    assert.equal(due.provisional, false, day);
    for (const [name, works] of Object.entries(others)) {
      if ((due.day === day) !== works(day)) differ[name].push(day);
    }
    asked += 1;
  }
  assert.equal(asked, 2922);
  for (const [name, days] of Object.entries(differ)) assert.deepEqual(days, Object.keys(explained[name]), name);
});

test('due days by number and by date are those that due tells, and a new year opens more of them', async () => {
  for (const id of ['donghu', 'zhuzhou']) {
    const rulebook = await load(law(id));
    const [now, later] = [dueDays(rulebook), dueDays(rulebook.withCalendar(next))];
    assert.deepEqual([now.asked, now.differ, later.differ], [8_766, [], []], id);
    assert.ok(now.open > 0 && later.open === 0, `${now.open} ${later.open}`);
  }
});

function printed(arguments_, input) {
  const { status, stdout } = spawnSync(binary, [...arguments_, '-'], { input, encoding: 'utf8' });
  assert.equal(status, 0, stdout);
  return stdout;
}

function events(text) {
  // RFC 5545 3.1: a line should have at most 75 octets; the crate `icalendar` counts the space of the last one of a fold not.
  assert.ok(text.split('\r\n').every((line) => !line.includes('\n') && Buffer.byteLength(line) <= 76), 'folded lines');
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((event) => ({
    uid: event.getFirstPropertyValue('uid'),
    day: event.getFirstPropertyValue('dtstart').toString(),
    allDay: event.getFirstPropertyValue('dtstart').isDate,
    title: event.getFirstPropertyValue('summary'),
    text: event.getFirstPropertyValue('description'),
    alarms: event.getAllSubcomponents('valarm').map((alarm) => alarm.getFirstPropertyValue('trigger').toSeconds() / -86_400),
  }));
}

const expected = (entries) => entries.map(({ uid, on, title, text, alarms }) => (
  { uid: `${uid}@yushen`, day: on, allDay: true, title: title.zh, text: text.zh, alarms }
));

test('a plan and a case are taken along as iCalendar, every day as in the answer', async () => {
  const rulebook = await load(law());
  const told = { plan: 0, progress: 0, provisional: 0 };
  for (const { call, rulebook: place, on, from, input, answer } of cases()) {
    if (place !== 'donghu' || answer.startsWith('{"errors"') || !(call in told)) continue;
    const options = ['--rulebook', place, '--on', on, '--ics', ...(from ? ['--from', from] : [])];
    const entries = call === 'plan'
      ? rulebook.planAgenda(JSON.parse(input), { on, from: from ?? undefined })
      : rulebook.progressAgenda(JSON.parse(input), on);
    assert.equal(new Set(entries.map(({ uid }) => uid)).size, entries.length, 'each has its own uid');
    assert.deepEqual(events(printed([call, ...options], input)), expected(entries));
    for (const { on: day, due, title, alarms } of entries) {
      assert.equal(day, due.day ?? due.earliest);
      assert.equal(title.zh.endsWith('（暂定）'), due.day === null || due.provisional);
      assert.deepEqual(alarms.length, 2);
      told.provisional += due.provisional;
    }
    told[call] += entries.length;
  }
  assert.ok(Object.values(told).every((n) => n > 1), JSON.stringify(told));
});
