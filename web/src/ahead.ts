// 倒排工期: what the plan aims at.

import type { ApplicationInput, Day, Plan, Rulebook } from 'yushen';

/** From which day on, or by which day, and how long the applicant itself needs before it files an item. */
export interface Schedule {
  readonly from: Day;
  /** The day by which everything is to be ready; null: counted from `from`. */
  readonly by: Day | null;
  readonly own: ReadonlyMap<string, number>;
}

/** The schedule as the rules are asked; of items that the place does not have it says nothing. */
export function aimOf(rulebook: Rulebook, on: Day, { from, by, own }: Schedule) {
  const needs = [...own].filter(([id]) => rulebook.law.items.some((item) => item.id === id)).map(([item, days]) => ({ item, days }));
  return { on, ...(by ? { by } : { from }), ...(needs.length > 0 ? { own: needs } : {}) };
}

/** The plan, forward from a day or backward from one. */
export const planned = (rulebook: Rulebook, input: ApplicationInput, on: Day, schedule: Schedule): Plan =>
  rulebook.plan(input, aimOf(rulebook, on, schedule));
