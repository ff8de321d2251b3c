// The day on which working days end: Yushen's ways to ask, and npm's `chinese-days`.

import chineseDays from 'chinese-days';
import { load } from 'yushen';

import { race } from './race.mjs';

const DAY = 86_400_000;
const PAIRS = Array.from({ length: 100 }, (_, n) => ({ from: iso(Date.UTC(2019, 0, 2) + ((n * 7919) % 2700) * DAY), days: 1 + ((n * 13) % 40) }));

/** ns of one due date in each batch, by name; every answer is compared first. */
export async function dues(texts) {
  const rulebook = await load(texts);
  const numbers = PAIRS.map(({ from, days }) => ({ from: Date.parse(from) / DAY, days }));
  const ways = {
    'Yushen, JSON': [PAIRS, ({ from, days }) => rulebook.due({ from, days }).due.day],
    ...(rulebook.dueDate && { 'Yushen, ISO dates': [PAIRS, ({ from, days }) => rulebook.dueDate(from, days)] }),
    ...(rulebook.dueDay && { 'Yushen, day numbers': [numbers, ({ from, days }) => rulebook.dueDay(from, days)] }),
    'chinese-days': [PAIRS, expected],
  };
  const told = (answer) => (typeof answer === 'number' ? iso(answer * DAY) : answer);
  for (const [name, [asked, way]] of Object.entries(ways)) compare(name, asked.map((pair) => told(way(pair))));
  const samples = await race(Object.entries(ways).map(([name, [asked, way]]) => ({ name, step: () => all(asked, way) })), { budget: 1_000 });
  return Object.fromEntries(Object.entries(samples).map(([name, each]) => [name, each.map((us) => (1000 * us) / PAIRS.length)]));
}

/** What numpy is asked. */
export function question() {
  const days = Array.from({ length: 8 * 366 }, (_, n) => iso(Date.UTC(2018, 11, 1) + n * DAY));
  return { pairs: PAIRS, off: days.filter((day) => !chineseDays.isWorkday(day)) };
}

export function compare(name, days) {
  const at = days.findIndex((day, n) => day !== expected(PAIRS[n]));
  if (at >= 0) throw new Error(`${JSON.stringify(PAIRS[at])}: chinese-days says ${expected(PAIRS[at])}, ${name} ${days[at]}`);
}

function expected({ from, days }) {
  return chineseDays.findWorkday(days, from);
}

let last;
function all(pairs, way) {
  for (let n = 0; n < pairs.length; n++) last = way(pairs[n]);
  return last;
}

function iso(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}
