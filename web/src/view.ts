import type { Plan, Remedy, Review, Rulebook } from 'yushen';
import { planned, type Schedule } from './ahead';
import { application, type Draft } from './draft';
import { LawIndex } from './law-index';
import { rulesInput } from './rules-input';
import type { Trial } from './trial';

/** What the page shows: the draft, and what the rules answer to it. Made anew on every change. */
export interface View extends Schedule {
  readonly rulebook: Rulebook;
  /** The law in force on the day of the review. */
  readonly index: LawIndex;
  readonly draft: Draft;
  readonly review: Review;
  readonly plan: Plan;
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
export type Seen = Omit<View, 'index' | 'review' | 'plan' | 'on'>;

/**
 * Puts the draft to the rules. The applicant's form stays out of it: it is asked for, and judged, when something
 * is submitted.
 */
export function look(at: Seen, known?: LawIndex): View {
  const on = !at.by && at.from < at.today ? at.from : at.today;
  const input = rulesInput(application({ ...at.draft, applicant: null }, at.rulebook.id));
  return {
    ...at,
    on,
    index: known?.on === on ? known : new LawIndex(at.rulebook.lawOn(on), on),
    review: at.rulebook.review(input, on),
    plan: planned(at.rulebook, input, on, at),
  };
}
