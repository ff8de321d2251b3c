// The days of a plan as entries for a calendar. Until the rules write them themselves, they are read off the plan.

import type { Day, Due, Text } from 'yushen';
import { firstOf, writeDue } from './days';
import { say } from './language';
import { papersByDay } from './parts/papers-by-day';
import { dayWords } from './strings/days';
import type { View } from './view';

/** One whole day of a calendar. */
export interface Entry {
  uid: string;
  /** The day it is entered on: the earliest, where more than one is possible. */
  day: Day;
  title: string;
  text: string;
}

export function entriesOf(view: View): Entry[] {
  const { index, plan } = view;
  const items = plan.steps.map(({ item, end }) => {
    const law = index.items.get(item);
    return entry(view, `step-${item}`, end, dayWords().stepDue(law ? say(law.name) : item), law ? [law.agency] : []);
  });
  const papers = papersByDay(view).map(({ day, last, papers: due }) => {
    const names = due.flatMap(({ id }) => index.materials.get(id)?.name ?? []);
    const first = names[0] ? say(names[0]) : '';
    const title = dayWords().paperDue(names.length > 1 ? dayWords().severalPapers(first, names.length) : first);
    return entry(view, `papers-${day}-${last.latest ?? 'open'}`, last, title, names);
  });
  return [...papers, ...items].flat();
}

function entry({ rulebook, today }: View, id: string, due: Due, title: string, lines: Text[]): Entry[] {
  const day = firstOf(due);
  if (!day) return [];
  const open = due.day === null;
  const text = [...(open ? [dayWords().provisionalText(writeDue(due, today))] : []), ...lines.map((line) => say(line))];
  return [{ uid: `${rulebook.id}-${id}@yushen`, day, title: open ? dayWords().markProvisional(title) : title, text: text.join('\n') }];
}
