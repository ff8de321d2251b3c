// The axis of the picture: working days side by side, what does not count as a line between them. Which days count
// comes from the rules; here they are only given their place.

import type { Day, Rulebook, Text } from 'yushen';
import { axisDay, dayAt } from './days';

/** A day of the axis. */
interface Place {
  day: Day;
  /** Why it does not count. */
  why: Text | null;
  /** Its year's days off are not published, so nobody knows whether it counts. */
  open: boolean;
}

/** Days in a row that do not count, for one reason. */
export interface Rest {
  from: Day;
  to: Day;
  why: Text;
  /** A holiday, no mere weekend. */
  named: boolean;
}

/** Places on the axis are percentages of its width. */
export interface Axis {
  first: Day;
  last: Day;
  rests: Rest[];
  /** The first day of which nobody knows yet whether it counts. */
  openFrom: Day | null;
  /** How many working days it shows, about. */
  length: number;
  left: (day: Day) => number;
  middle: (day: Day) => number;
  right: (day: Day) => number;
}

/** How wide a day is drawn: a working day is 1. A rest's width is for all its days together. */
const WEEKEND = 0.14;
const HOLIDAY = 0.9;
/** Five days of seven count in most weeks, so that lengths stay alike where nothing is published. */
const OPEN = 5 / 7;

export function axisOf(rulebook: Rulebook, first: Day, last: Day): Axis {
  const places = placesOf(rulebook, first, last);
  const rests = restsOf(places);
  const widths = places.map(({ day, why, open }) => {
    if (open) return OPEN;
    if (!why) return 1;
    const rest = rests.find(({ from, to }) => from <= day && day <= to);
    return rest ? (rest.named ? HOLIDAY : WEEKEND) / (axisDay(rest.from, rest.to) + 1) : 1;
  });
  const edges = [0];
  for (const width of widths) edges.push((edges.at(-1) ?? 0) + width);
  const whole = edges.at(-1) ?? 1;
  const at = (day: Day, more: number) => {
    const place = Math.min(Math.max(axisDay(first, day), 0), places.length - 1);
    const [start = 0, end = start] = [edges[place], edges[place + 1]];
    return Math.round(((start + (end - start) * more) / whole) * 10_000) / 100;
  };
  return {
    first,
    last,
    rests,
    openFrom: places.find(({ open }) => open)?.day ?? null,
    length: whole,
    left: (day) => at(day, 0),
    middle: (day) => at(day, 0.5),
    right: (day) => at(day, 1),
  };
}

function placesOf(rulebook: Rulebook, first: Day, last: Day): Place[] {
  const length = axisDay(first, last) + 1;
  const before = dayAt(first, -1);
  const ask = (days: number) => rulebook.due({ from: before, days, unit: 'working' });
  // The longest stretch that ends on one day for sure: past it, nothing is published.
  let [sure, unsure] = [0, length + 1];
  while (unsure - sure > 1) {
    const middle = Math.floor((sure + unsure) / 2);
    if (ask(middle).due.day) sure = middle;
    else unsure = middle;
  }
  const known = ask(sure);
  const end = known.due.day ?? before;
  return Array.from({ length }, (_, n) => {
    const day = dayAt(first, n);
    const rest = known.skipped.find(({ from, to }) => from <= day && day <= to);
    return { day, why: rest?.why ?? null, open: day > end };
  });
}

function restsOf(places: Place[]): Rest[] {
  const rests: Rest[] = [];
  let before: Place | null = null;
  for (const place of places) {
    const last = rests.at(-1);
    if (place.why && before?.why?.zh === place.why.zh && last) last.to = place.day;
    else if (place.why) rests.push({ from: place.day, to: place.day, why: place.why, named: place.why.en !== 'weekend' });
    before = place;
  }
  return rests;
}
