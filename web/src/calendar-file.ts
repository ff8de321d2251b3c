// 日历: the days of a plan as an iCalendar file (RFC 5545), made here; nothing is sent. Loaded when it is asked for.

import ical from 'ical-generator';
import { entriesOf } from './agenda';
import { say, t } from './language';
import { dayWords } from './strings/days';
import type { View } from './view';

/** The text of the file: every entry is a whole day. */
export function calendarText(view: View): string {
  const place = say(view.index.law.name);
  const calendar = ical({ name: dayWords().calendarName(place), prodId: { company: 'Yushen', product: 'Yushen' } });
  for (const { uid, day, title, text } of entriesOf(view)) {
    calendar.createEvent({ id: uid, start: new Date(`${day}T00:00Z`), allDay: true, summary: title, description: `${text}\n${t().advice}` });
  }
  return calendar.toString();
}

export function saveCalendar(view: View): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([calendarText(view)], { type: 'text/calendar;charset=utf-8' }));
  link.download = dayWords().calendarFile(view.today);
  link.click();
  URL.revokeObjectURL(link.href);
}
