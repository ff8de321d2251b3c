import type { Plan, Remedy, Review, Rulebook } from 'yushen';
import { planned, type Schedule } from './ahead';
import { application, type Draft } from './draft';
import { LawIndex } from './law-index';
import { rulesInput } from './rules-input';
import { Following, type Standings } from './standings';
import type { Trial } from './trial';

/** What the page shows: the draft, and what the rules answer to it. Made anew on every change. */
export interface View extends Schedule {
  readonly rulebook: Rulebook;
  /** The law in force on the day of the review. */
  readonly index: LawIndex;
  readonly draft: Draft;
  /** What the draft comes to; its reasons are in the review. */
  readonly standings: Standings;
  /** Asked for when a part first shows something of it, as the plan is. */
  readonly review: Review;
  readonly plan: Plan;
  /** What brings the rules from this draft to the next; null: nothing was looked at yet. */
  readonly following: Following | null;
  /** Today in Beijing. */
  readonly today: string;
  /** The day of the review: today, or the day of handing in where that is past. */
  readonly on: string;
  readonly trial: Trial | null;
  /** Replaces the draft; everything follows. */
  readonly change: (draft: Draft) => void;
  /** Changes the draft as it is by then, for what took a while; nothing where the place is another by then. */
  readonly amend: (change: (draft: Draft) => Draft) => void;
  readonly reschedule: (to: Partial<Schedule>) => void;
  /** Puts a way out into the draft, to see; null lets it stand. */
  readonly tryOut: (remedy: Remedy | null) => void;
  /** Takes the trial back, and nothing else. */
  readonly undo: () => void;
}

/** What a view is made of. */
export type Seen = Omit<View, 'index' | 'standings' | 'review' | 'plan' | 'on'>;

/**
 * Puts the draft to the rules. The applicant's form stays out of it: it is asked for, and judged, when something
 * is submitted.
 */
export function look(at: Seen, known?: LawIndex): View {
  const on = !at.by && at.from < at.today ? at.from : at.today;
  const { rulebook, draft } = at;
  const following = at.following?.rulebook === rulebook && at.following.on === on ? at.following : new Following(rulebook, on);
  const input = once(() => rulesInput(application({ ...draft, applicant: null }, rulebook.id)));
  const review = once(() => rulebook.review(input(), on));
  const plan = once(() => planned(rulebook, input(), on, at));
  return {
    ...seen(at),
    on,
    following,
    standings: following.to(draft),
    index: known?.on === on ? known : new LawIndex(rulebook.lawOn(on), on),
    get review() {
      return review();
    },
    get plan() {
      return plan();
    },
  };
}

/** Without what is worked out anew: to copy that would be to ask for it. */
export function seen({ rulebook, draft, today, from, by, own, trial, following, change, amend, reschedule, tryOut, undo }: Seen): Seen {
  return { rulebook, draft, today, from, by, own, trial, following, change, amend, reschedule, tryOut, undo };
}

/** Worked out when it is first asked for. */
function once<T>(work: () => T): () => T {
  let done: { value: T } | undefined;
  return () => (done ??= { value: work() }).value;
}
