import type { Fact, Finding, Review } from 'yushen';
import type { LawIndex } from './law-index';

/** Whether a finding says that answers exclude each other; its subject is the law's constraint. */
export const isContradiction = (finding: Finding): boolean => finding.code === 'answers-contradict';

/** The questions whose answers exclude each other. */
export function contradicting(index: LawIndex, finding: Finding): Fact[] {
  const constraint = index.law.constraints.find((each) => each.id === finding.subject);
  return constraint ? index.asked([constraint.never]) : [];
}

/** The first question to look at again, where there is one. */
export function firstContradiction(index: LawIndex, review: Review): Fact | null {
  const found = review.findings.find(isContradiction);
  return (found && contradicting(index, found)[0]) ?? null;
}
