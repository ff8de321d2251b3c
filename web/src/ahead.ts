// 倒排工期: what a plan says beyond its steps. Every member may be absent, and then the page shows nothing of it.

import type { ApplicationInput, Basis, Day, Due, Plan, Rulebook, Step, Text, Unit } from 'yushen';

/** From which day on, or by which day, and how long the applicant itself needs before it files an item. */
export interface Schedule {
  readonly from: Day;
  /** The day by which everything is to be ready; null: counted from `from`. */
  readonly by: Day | null;
  readonly own: ReadonlyMap<string, number>;
}

/** A number of days in its unit. */
export interface Length {
  days: number;
  unit: Unit;
}

/** A total limit of the place, and whether the plan keeps to it. */
export interface TotalCheck {
  id: string;
  /** The working days of this plan that are compared with it. */
  counted?: number;
  within: boolean | null;
}

/** What would make it shorter. */
export interface Saver {
  code: string;
  subject: string;
  text: Text;
  basis?: Basis | null;
}

/** What a plan may say besides. */
interface More {
  by: Day | null;
  /** When all of it could be ready at the earliest. */
  earliest: Due | null;
  /** The items that stand in the way of the wished day. */
  because: string[];
  /** Working days that are missing. */
  short: number | null;
  worksStart: { day: Due; gates: string[] } | null;
  saves: Saver[];
}

/** Whose the working days of the longest chain are. */
interface MoreTotal {
  authorities: number;
  thirdParties: number;
  own: number;
  limits: TotalCheck[];
}

export type AheadStep = Step & Partial<{ statutory: Length | null; pledged: Length | null; own: number }>;
export type Ahead = Omit<Plan, 'total' | 'steps' | keyof More> &
  Partial<More> & { total: Omit<Plan['total'], keyof MoreTotal> & Partial<MoreTotal>; steps: AheadStep[] };

type Asked = (application: ApplicationInput, days: object) => unknown;

/** The plan, forward from a day or backward from one. */
export function planned(rulebook: Rulebook, input: ApplicationInput, on: Day, { from, by, own }: Schedule): Ahead {
  const needs = [...own].filter(([id]) => rulebook.law.items.some((item) => item.id === id)).map(([item, days]) => ({ item, days }));
  const plan: Asked = (application, days) => rulebook.plan(application, days);
  return plan(input, { on, ...(by ? { by } : { from }), ...(needs.length > 0 ? { own: needs } : {}) }) as Ahead;
}

/** Whether these rules can plan backward, and with the applicant's own days. */
export const plansBackward = (plan: Ahead): boolean => plan.total.limits !== undefined;
