// 日历: the days of a plan as an iCalendar file (RFC 5545), made here; nothing is sent. Loaded when it is asked for.

import ical, { ICalAlarmType } from 'ical-generator';
import type { Entry } from 'yushen';
import { aimOf } from './ahead';
import { application } from './draft';
import { say, t } from './language';
import { rulesInput } from './rules-input';
import { dayWords } from './strings/days';
import type { View } from './view';

const DAY = 86_400;

/** The text of the file: every entry is a whole day, with the days before it that the rules say. */
export function calendarText(view: View): string {
  const place = say(view.index.law.name);
  const calendar = ical({ name: dayWords().calendarName(place), prodId: { company: 'Yushen', product: 'Yushen' } });
  for (const { uid, on, title, text, alarms } of entriesOf(view)) {
    const event = { id: `${uid}@yushen`, start: new Date(`${on}T00:00Z`), allDay: true, summary: title, description: `${text}\n${t().advice}` };
    calendar.createEvent({ ...event, alarms: alarms.map((days) => ({ type: ICalAlarmType.display, triggerBefore: days * DAY, description: title })) });
  }
  return calendar.toString();
}

/** An entry in the language of the page. */
type Told = Pick<Entry, 'uid' | 'on' | 'alarms'> & { title: string; text: string };

/** What the rules enter, with the papers of one day as one entry. */
function entriesOf(view: View): Told[] {
  const { rulebook, draft, on, index } = view;
  const input = rulesInput(application({ ...draft, applicant: null }, rulebook.id));
  const about = `${rulebook.id}.paper.`;
  const days = new Map<string, Entry[]>();
  for (const entry of rulebook.planAgenda(input, aimOf(rulebook, on, view))) {
    const { day, earliest, latest } = entry.due;
    const key = entry.uid.startsWith(about) ? [day, earliest, latest].join('|') : entry.uid;
    days.set(key, [...(days.get(key) ?? []), entry]);
  }
  const nameOf = ({ uid }: Entry) => say(index.materials.get(uid.slice(about.length))?.name ?? { zh: uid, en: uid });
  return [...days.values()].flatMap((entries) => together(entries, nameOf)).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** One entry keeps its own words. Several go by the first of their names, whatever else comes or goes; the text lists them. */
function together(entries: Entry[], nameOf: (entry: Entry) => string): Told[] {
  const [first, ...others] = entries.sort((a, b) => (a.uid < b.uid ? -1 : 1));
  if (!first) return [];
  if (others.length === 0) return [{ ...first, title: say(first.title), text: say(first.text) }];
  const words = dayWords();
  const sure = first.due.day !== null && !first.due.provisional;
  const title = words.papersDue(nameOf(first), entries.length, sure);
  return [{ ...first, title, text: [...entries.map((entry) => `· ${nameOf(entry)}`), say(first.text)].join('\n') }];
}

export function saveCalendar(view: View): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([calendarText(view)], { type: 'text/calendar;charset=utf-8' }));
  link.download = dayWords().calendarFile(view.today);
  link.click();
  URL.revokeObjectURL(link.href);
}
