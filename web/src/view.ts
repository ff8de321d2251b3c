import type { Plan, Review, Rulebook } from 'yushen';
import { application, type Draft } from './draft';
import { LawIndex } from './law-index';
import { rulesInput } from './rules-input';

/** What the page shows: the draft, and what the rules answer to it. Made anew on every change. */
export interface View {
  readonly rulebook: Rulebook;
  readonly index: LawIndex;
  readonly draft: Draft;
  readonly review: Review;
  readonly plan: Plan;
  /** Today in Beijing. */
  readonly today: string;
  /** The day on which the papers would be handed in. */
  readonly from: string;
  /** Replaces the draft; everything follows. */
  readonly change: (draft: Draft) => void;
  readonly startFrom: (day: string) => void;
}

/**
 * Puts the draft to the rules. The applicant's form stays out of it: it is asked for, and judged, when something
 * is submitted.
 */
export function look(
  at: Pick<View, 'rulebook' | 'index' | 'draft' | 'today' | 'from' | 'change' | 'startFrom'>,
): View {
  const input = rulesInput(application({ ...at.draft, applicant: null }, at.rulebook.id));
  return {
    ...at,
    review: at.rulebook.review(input, at.today),
    plan: at.rulebook.plan(input, { on: at.today, from: at.from }),
  };
}
