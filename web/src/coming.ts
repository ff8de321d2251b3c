// The new keys of the answers, until the package's own types have them.

import type {
  Basis, Extent, GivenAs, ItemReview, Law, ProgramReview, Reason, Review, Rulebook, Saving, TotalVerdict, Unit,
} from 'yushen';

export interface Rest {
  fact: string;
  as: GivenAs;
}
export interface Value {
  fact: string;
  value: string;
  as?: GivenAs;
}
export interface TotalReview {
  id: string;
  verdict: TotalVerdict | 'undetermined';
  days?: number;
  unit?: Unit;
  reasons: Reason[];
  ask: string[];
  rests: Rest[];
}
export interface ScopeReview {
  id: string;
  extent: Extent;
  wanted: boolean | null;
}
export interface Change {
  fact: string;
  from: unknown;
  to: unknown;
}
export interface Remedy {
  target: { program?: string; item?: string; material?: string };
  from: string;
  to: string;
  changes: Change[];
  supply: string[];
  promise: string[];
}
export interface DaysSaving extends Saving {
  open: string[];
}
export interface AllSavings {
  papers: Saving;
  visits: Saving;
  steps?: Saving;
  days?: DaysSaving;
}

export const totalsOf = (review: Review): TotalReview[] => (review as { totals?: TotalReview[] }).totals ?? [];
export const scopeOf = (program: ProgramReview): ScopeReview[] => (program as { scope?: ScopeReview[] }).scope ?? [];
export const restsOf = (of: ProgramReview | ItemReview | TotalReview): Rest[] => (of as { rests?: Rest[] }).rests ?? [];
export const gateOf = (item: ItemReview): boolean => (item as { gate?: boolean }).gate ?? false;
export const valuesOf = (reason: Reason): Value[] => (reason as { values?: Value[] }).values ?? [];
export const savingsOf = (review: Review): AllSavings => review.savings as AllSavings;
export const lawOn = (rulebook: Rulebook, on: string): Law =>
  (rulebook as { lawOn?: (on: string) => Law }).lawOn?.(on) ?? rulebook.law;
export const remediesOf = (rulebook: Rulebook, input: unknown, on: string): Remedy[] =>
  (rulebook as { remedies?: (input: unknown, on: string) => { remedies: Remedy[] } }).remedies?.(input, on).remedies ?? [];
export type { Basis };
