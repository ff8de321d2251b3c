// The three sentences: may I, what is missing, by when. They put the review and the plan into words.

import type { Eligibility, MaterialReview, ProgramReview, Review, Text, UseReview } from 'yushen';
import { firstOf, writeDay, writeShortDay } from './days';
import { isContradiction, mayNotDo } from './findings';
import { language, say, t } from './language';
import type { View } from './view';

export type Tone = 'yes' | 'may' | 'no' | 'open';

export interface Sentence {
  text: string;
  /** What to do next, or a question that would settle it. */
  more?: string;
  tone: Tone;
}

export const tones: Record<Eligibility, Tone> = {
  eligible: 'yes',
  'not-eligible': 'no',
  undetermined: 'open',
  refer: 'may',
};

/** The name of a thing inside a sentence: without what stands in brackets, and in English without the capital. */
export function shortName(name: Text): string {
  const plain = say(name).replace(/\s*[（(].*?[）)]/g, '').trim();
  return language() === 'en' ? plain.charAt(0).toLowerCase() + plain.slice(1) : plain;
}

/** May I: what was wished for; where nothing was, what is open to the project. */
export function mayI(view: View): Sentence[] {
  const programs = view.review.programs;
  const wished = programs.filter((program) => program.wished);
  const good = programs.filter((program) => program.verdict !== 'not-eligible');
  const shown = wished.length > 0 ? wished : good.length > 0 ? good : programs;
  const order: Eligibility[] = ['eligible', 'refer', 'undetermined', 'not-eligible'];
  return order.flatMap((verdict) => {
    const of = shown.filter((program) => program.verdict === verdict);
    return of.length > 0 ? [maySentence(view, verdict, of)] : [];
  });
}

function maySentence(view: View, verdict: Eligibility, programs: ProgramReview[]): Sentence {
  const names = programs
    .map((program) => view.index.programs.get(program.id))
    .flatMap((program) => (program ? [shortName(program.name)] : []))
    .join(t().and);
  const text: Record<Eligibility, string> = {
    eligible: t().mayApply(names),
    'not-eligible': t().mayNot(names),
    undetermined: t().mayUnknown(names),
    refer: t().mayRefer(names),
  };
  const sentence: Sentence = { text: text[verdict], tone: tones[verdict] };
  const asked = new Set(programs.flatMap((program) => program.ask));
  if (verdict === 'undetermined' && asked.size > 0) sentence.more = settledBy(view, [...asked]);
  const rests = new Set(programs.flatMap((program) => program.rests).map((rest) => rest.fact));
  if (rests.size > 0) sentence.more = [sentence.more, t().estimated(rests.size)].filter(Boolean).join(t().sentenceGap);
  return sentence;
}

function settledBy(view: View, facts: string[]): string {
  const only = facts.length === 1 ? view.index.facts.get(facts[0] ?? '') : undefined;
  return only ? t().oneMore(say(only.question)) : t().atMost(facts.length);
}

/** The papers that are missing, those of them that may follow, those to be put right, and those not known to be needed. */
export function missingPapers(review: Review): { missing: MaterialReview[]; mayFollow: number; irregular: number; open: number } {
  const lacking = review.materials.filter((paper) => paper.state === 'missing' || paper.state === 'irregular');
  const needed = lacking.filter((paper) => paper.need === 'needed');
  const missing = needed.filter((paper) => paper.state === 'missing');
  return {
    missing,
    mayFollow: missing.filter((paper) => deferrable(review, paper)).length,
    irregular: needed.length - missing.length,
    open: lacking.filter((paper) => paper.need === 'undetermined').length + review.findings.filter((finding) => mayNotDo(review, finding)).length,
  };
}

/** Whether all who ask for a paper let it follow. */
export function deferrable(review: Review, paper: MaterialReview): boolean {
  const asked = asking(review, paper);
  return asked.length > 0 && asked.every(([, use]) => use.deferrable);
}

/** Whether all who ask for a paper take a commitment in its place. */
export function committable({ index, review }: View, paper: MaterialReview): boolean {
  const asked = asking(review, paper);
  return asked.length > 0 && asked.every(([item]) => index.use(item, paper.id)?.commitment);
}

/** Who asks for a paper for certain; where nobody does, who may. */
function asking(review: Review, paper: MaterialReview): [item: string, use: UseReview][] {
  const items = review.items.filter((item) => paper.items.includes(item.id));
  const uses = items.flatMap((item) => item.materials.filter((use) => use.id === paper.id).map((use): [string, UseReview] => [item.id, use]));
  const certain = uses.filter(([, use]) => use.need === 'needed');
  return certain.length > 0 ? certain : uses.filter(([, use]) => use.need === 'undetermined');
}

/** What is missing, and whether a number has to be put right. */
export function whatIsMissing(review: Review): Sentence {
  const wrong = review.findings.filter((finding) => finding.code.startsWith('number-')).length;
  const clashes = review.findings.filter(isContradiction).length;
  const sentence = papersMissing(review);
  const faults = [wrong > 0 ? t().numbersWrong(wrong) : '', clashes > 0 ? t().contradictions(clashes) : ''];
  const more = faults.filter(Boolean).join(t().sentenceGap);
  return more ? { ...sentence, more, tone: 'no' } : sentence;
}

function papersMissing(review: Review): Sentence {
  const { missing, mayFollow, irregular, open } = missingPapers(review);
  const count = (state: MaterialReview['state']) => review.materials.filter((paper) => paper.state === state).length;
  const promised = count('promised');
  const lacks = missing.length > 0 ? t().missingSome(missing.length, mayFollow, open) : '';
  const wrong = irregular > 0 ? t().irregularSome(irregular) : '';
  if (lacks || wrong) return { text: [lacks, wrong].filter(Boolean).join(t().sentenceGap), tone: 'no' };
  if (open > 0) return { text: t().missingOpen(open), tone: 'open' };
  const committed = count('committed');
  if (promised + committed > 0) return { text: t().missingPromised(promised, committed), tone: 'may' };
  return count('in-hand') > 0 ? { text: t().missingNone, tone: 'yes' } : { text: t().nothingAsked, tone: 'yes' };
}

/** By when, and what the place allows for all of it. */
export function byWhen(view: View): Sentence {
  const sentence = endOf(view);
  const more = [sentence.more, totalsIn(view)].filter(Boolean).join(t().sentenceGap);
  return more ? { ...sentence, more } : sentence;
}

function endOf(view: View): Sentence {
  const { plan, today, by } = view;
  const { end } = plan;
  if (by !== null && plan.steps.length > 0 && (plan.feasible || plan.earliest)) return readyBy(view, by);
  if (!plan.feasible) return { text: t().notFeasible, tone: 'no' };
  if (plan.steps.length === 0) return { text: plan.open.length > 0 ? t().notYetPlanned : t().noSteps, tone: 'open' };
  const from = writeShortDay(plan.from, today);
  if (end.day) return { text: t().endsOn(from, writeDay(end.day, today)), tone: 'yes' };
  if (end.earliest && end.latest) {
    const text = t().endsBetween(from, writeDay(end.earliest, today), writeDay(end.latest, today));
    return { text, more: whyOpen(plan), tone: 'may' };
  }
  if (!end.earliest) return { text: t().noDay, tone: 'open' };
  return { text: t().endsAtLeast(from, writeDay(end.earliest, today)), more: whyOpen(plan), tone: 'open' };
}

/** Whether a wished day can be met, and on which day the first papers are then due. */
function readyBy({ plan, today }: View, by: string): Sentence {
  const wish = writeDay(by, today);
  if (!plan.feasible) {
    const { day, earliest } = plan.earliest ?? {};
    const least = day ?? earliest;
    return { text: t().notReadyBy(wish, least ? writeDay(least, today) : '', Boolean(day)), ...(day ? {} : { more: whyOpen(plan) }), tone: 'no' };
  }
  const first = plan.papers.flatMap(({ last }) => firstOf(last) ?? []).sort()[0];
  const sure = plan.papers.every(({ last }) => last.day !== null);
  return { text: t().readyBy(wish, first ? writeShortDay(first, today) : ''), ...(sure ? {} : { more: whyOpen(plan) }), tone: 'yes' };
}

/** The limits that the place sets for all approvals together. */
function totalsIn(view: View): string {
  return view.review.totals
    .map(({ id, verdict, days = 0 }) => {
      const law = view.index.law.totals.find((total) => total.id === id);
      if (law && verdict === 'limited') return t().totalIs(say(law.name), t().lengthOf(days, law.unit));
      return law && verdict === 'refer' ? t().mayRefer(say(law.name)) : '';
    })
    .filter(Boolean)
    .join(t().sentenceGap);
}

/** Why the end is no single day. */
function whyOpen(plan: View['plan']): string {
  const count = (code: string) => plan.open.filter((open) => open.code === code).length;
  const [noLimit, unknown] = [count('no-limit'), count('undetermined')];
  const other = plan.open.length - noLimit - unknown;
  const reasons = [
    noLimit > 0 ? t().openNoLimit(noLimit) : '',
    unknown > 0 ? t().openUnknown(unknown) : '',
    noLimit + unknown === 0 && other > 0 ? t().openOther(other) : '',
    plan.end.provisional && plan.end.earliest ? t().calendarOpen(unpublishedYear(plan.end.earliest)) : '',
  ].filter(Boolean);
  return reasons.join(t().sentenceGap);
}

/** The year whose notice is awaited: the last days of December hang on the next year's. */
function unpublishedYear(day: string): string {
  const [year = '', month = ''] = day.split('-');
  return month === '12' ? String(Number(year) + 1) : year;
}

/** One line for the bar at the foot of a phone, in its parts. */
export function inOneLine(view: View): string[] {
  if (view.review.findings.some(isContradiction)) return [t().barClash];
  const { missing, irregular, open } = missingPapers(view.review);
  const { end, steps } = view.plan;
  const lacks = [
    missing.length > 0 ? t().barMissing(missing.length) : '',
    irregular > 0 ? t().barIrregular(irregular) : '',
  ].filter(Boolean);
  const papers = lacks.length > 0 ? lacks : [open > 0 ? t().barOpen : t().barReady];
  const last = end.day ?? end.latest;
  const bounds = last
    ? t().barEnd(writeShortDay(last, view.today))
    : end.earliest
      ? t().barAtLeast(writeShortDay(end.earliest, view.today))
      : '';
  const day = steps.length > 0 ? bounds : '';
  return [...papers, day].filter(Boolean);
}
