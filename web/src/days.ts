// Days as people read them. Which day something is due comes from the rules; here it is only written down.

import type { Due, Valid } from 'yushen';
import { language, t } from './language';

const WEEKDAYS = {
  zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_LENGTH = 86_400_000;

/** The days that the rules can read. */
export const FIRST_DAY = '1990-01-01';
export const LAST_DAY = '2100-12-31';

/** What a date field says: a day, null where it is empty; nothing while a year is still being typed (0002, 0020, 0202). */
export function typedDay(event: Event): string | null | undefined {
  const { value } = event.target as HTMLInputElement;
  if (value === '') return null;
  return value.length === LAST_DAY.length && value >= FIRST_DAY && value <= LAST_DAY ? value : undefined;
}

/** `12月29日（周二）`, with the year where it is not `today`'s; `Tue 29 Dec 2026`. */
export function writeDay(day: string, today: string): string {
  const weekday = WEEKDAYS[language()][new Date(`${day}T00:00Z`).getUTCDay()];
  const [year = '', month = '', date = ''] = day.split('-');
  if (language() === 'en') return `${weekday} ${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
  return `${year === today.slice(0, 4) ? '' : `${year}年`}${Number(month)}月${Number(date)}日（${weekday}）`;
}

/** `12月29日`, `29 Dec`: where space is short and the year is plain. */
export function writeShortDay(day: string, today: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const far = year !== today.slice(0, 4);
  if (language() === 'en') return `${Number(date)} ${MONTHS[Number(month) - 1]}${far ? ` ${year}` : ''}`;
  return `${far ? `${year}年` : ''}${Number(month)}月${Number(date)}日`;
}

/** The month that a day lies in: `12月`, `2027年1月`; `Dec`, `Jan 2027`. */
export function writeMonth(day: string): string {
  const [year = '', month = ''] = day.split('-');
  const first = month === '01';
  if (language() === 'en') return MONTHS[Number(month) - 1] + (first ? ` ${year}` : '');
  return `${first ? `${year}年` : ''}${Number(month)}月`;
}

/** A due day, or its bounds in words. */
export function writeDue(due: Due, today: string): string {
  if (due.day) return writeDay(due.day, today);
  if (due.earliest && due.latest) return t().between(writeDay(due.earliest, today), writeDay(due.latest, today));
  if (due.earliest) return t().notBefore(writeDay(due.earliest, today));
  if (due.latest) return t().notAfter(writeDay(due.latest, today));
  return t().noDay;
}

/** The same, short. */
export function writeShortDue(due: Due, today: string): string {
  if (due.day) return writeShortDay(due.day, today);
  if (due.earliest && due.latest) return `${writeShortDay(due.earliest, today)}–${writeShortDay(due.latest, today)}`;
  if (due.earliest) return t().notBefore(writeShortDay(due.earliest, today));
  if (due.latest) return t().notAfter(writeShortDay(due.latest, today));
  return t().noDay;
}

/** From when until when something is in force; `to` is the first day on which it is not. */
export function writeValid({ from, to }: Valid, today: string): string {
  const day = (of: string) => writeShortDay(of, today);
  if (from && to) return t().validBetween(day(from), day(dayBefore(to)));
  if (to) return t().validUntil(day(dayBefore(to)));
  return from ? t().validFrom(day(from)) : '';
}

const dayBefore = (day: string): string => dayAt(day, -1);

/** The place of a day on a drawn axis: calendar days after `first`. Draws; decides nothing. */
export function axisDay(first: string, day: string): number {
  return Math.round((Date.parse(`${day}T00:00Z`) - Date.parse(`${first}T00:00Z`)) / DAY_LENGTH);
}

/** The day at a place on the axis. */
export function dayAt(first: string, place: number): string {
  return new Date(Date.parse(`${first}T00:00Z`) + place * DAY_LENGTH).toISOString().slice(0, 10);
}

/** The first day that it can be; where only the last is known, that. */
export const firstOf = (due: Due): string | null => due.day ?? due.earliest ?? due.latest;

/** An instant of the server (`…+08:00`) as day and time in Beijing. */
export function writeInstant(instant: string, today: string): string {
  const beijing = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${writeDay(beijing.slice(0, 10), today)} ${beijing.slice(11, 16)}`;
}
