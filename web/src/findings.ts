import type { Fact, Finding, Review } from 'yushen';
import type { View } from './view';

/** Whether a finding says that answers exclude each other; its subject is the law's constraint. */
export const isContradiction = (finding: Finding): boolean => finding.code === 'answers-contradict';

const OF_PAPERS: ReadonlySet<Finding['code']> = new Set([
  'paper-irregular',
  'papers-disagree',
  'paper-expires-soon',
  'paper-promised',
  'promise-not-allowed',
  'promise-late',
  'paper-committed',
  'commitment-not-allowed',
  'paper-recommended',
]);

/** What there is to say about a paper in hand, promised, replaced or advised, or in order but for what may yet be asked. */
export const aboutPaper = (review: Review, paper: string): Finding[] =>
  review.findings.filter((finding) => finding.subject === paper && (OF_PAPERS.has(finding.code) || mayNotDo(review, finding)));

/** Whether a paper is in order as far as is known, and an open question may still make it lacking. */
export const mayNotDo = (review: Review, { code, subject }: Finding): boolean =>
  code === 'paper-undetermined' && review.materials.some(({ id, need }) => id === subject && need === 'needed');

/** The questions whose answers exclude each other; what is not answered excludes nothing. */
export function contradicting({ index, draft }: View, finding: Finding): Fact[] {
  const constraint = index.law.constraints.find((each) => each.id === finding.subject);
  const facts = constraint ? index.asked([constraint.never]) : [];
  return facts.filter((fact) => (draft.facts.get(fact.id)?.value ?? null) !== null);
}

/** The first question to look at again, where there is one. */
export function firstContradiction(view: View): Fact | null {
  const found = view.review.findings.find(isContradiction);
  return (found && contradicting(view, found)[0]) ?? null;
}
