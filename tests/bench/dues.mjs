// The day on which working days end: Yushen's ways to ask, and npm's `chinese-days`.

import chineseDays from 'chinese-days';
import { load } from 'yushen';

import { race } from './race.mjs';

const DAY = 86_400_000;
const PAIRS = Array.from({ length: 100 }, (_, n) => ({ from: iso(Date.UTC(2019, 0, 2) + ((n * 7919) % 2700) * DAY), days: 1 + ((n * 13) % 40) }));

/** ns of one due date in each batch, by name; every answer is compared first. */
export async function dues(texts) {
  const ways = waysOf(await load(texts));
  const runners = Object.entries(ways).map(([name, all]) => {
    const ends = [];
    all(ends);
    compare(name, ends.map((end) => (typeof end === 'number' ? iso(end * DAY) : end)));
    return { name, step: () => all(ends) };
  });
  const samples = await race(runners, { budget: 1_000 });
  return Object.fromEntries(Object.entries(samples).map(([name, each]) => [name, each.map((us) => (1000 * us) / PAIRS.length)]));
}

/** Each way asks for all pairs in a loop of its own, so that the compiler knows what the loop calls. */
function waysOf(rulebook) {
  const count = PAIRS.length;
  const from = PAIRS.map((pair) => pair.from);
  const numbers = Int32Array.from(from, (day) => Date.parse(day) / DAY);
  const days = Int32Array.from(PAIRS, (pair) => pair.days);
  const ways = {
    'Yushen, JSON'(ends) {
      for (let n = 0; n < count; n++) ends[n] = rulebook.due({ from: from[n], days: days[n] }).due.day;
    },
    'Yushen, ISO dates'(ends) {
      for (let n = 0; n < count; n++) ends[n] = rulebook.dueDate(from[n], days[n]);
    },
    'Yushen, day numbers'(ends) {
      for (let n = 0; n < count; n++) ends[n] = rulebook.dueDay(numbers[n], days[n]);
    },
    'chinese-days'(ends) {
      for (let n = 0; n < count; n++) ends[n] = chineseDays.findWorkday(days[n], from[n]);
    },
  };
  if (!rulebook.dueDate) delete ways['Yushen, ISO dates'];
  if (!rulebook.dueDay) delete ways['Yushen, day numbers'];
  return ways;
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

function iso(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}
