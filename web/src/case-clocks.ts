// The clocks of a stored case, asked of the rules in the page: what would become of them if it paused now?

import type { Clock, Day, Event, EventType, Rulebook } from 'yushen';
import { rulesInput } from './rules-input';
import type { StoredCase } from './server';

/** Lines of the log that say all by their kind; an amendment is none of them, the server reads in the papers what it is. */
const BY_KIND: Record<string, EventType> = { received: 'received', noticed: 'noticed', accepted: 'accepted', refused: 'refused', withdrawn: 'withdrawn' };

/** The clocks under a special procedure from today until and with a day. */
export type IfPaused = (until: Day) => Clock[];

/**
 * Null where the rules in the page do not tell the same clocks as the server did: other rules, another calendar, or a
 * log that says more than is read here.
 */
export function ifPaused(stored: StoredCase, rulebook: Rulebook | undefined): IfPaused | null {
  const { progress } = stored;
  if (!progress || !rulebook || progress.rulebook.hash !== rulebook.hash || progress.calendar.hash !== rulebook.calendarHash) return null;
  const application = rulesInput(stored.application);
  const events = eventsOf(stored);
  const clocks = (more: { pauseUntil?: Day }) => rulebook.progress({ application, events, ...more }, progress.on).clocks;
  try {
    return JSON.stringify(clocks({})) === JSON.stringify(progress.clocks) ? (pauseUntil) => clocks({ pauseUntil }) : null;
  } catch {
    return null;
  }
}

function eventsOf({ events }: StoredCase): Event[] {
  return events.flatMap(({ type, on, detail }, place) => {
    if (detail) return detail;
    const kind = BY_KIND[type];
    // A second notice moves nothing.
    const again = kind === 'noticed' && events.findIndex((event) => event.type === type) < place;
    return kind && !again ? { type: kind, on } : [];
  });
}
