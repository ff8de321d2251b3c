// Where a claim comes from: its source and article, what standing that has, and the words themselves.

import { html, nothing, type TemplateResult } from 'lit';
import type { Basis, Fact, Reason, Standing, Valid } from 'yushen';
import { answerText } from './answer-text';
import { writeValid } from './days';
import type { Answered, Draft, Meaning, Plain } from './draft';
import { readJson } from './exact';
import { language, say, t } from './language';
import type { LawIndex } from './law-index';
import type { View } from './view';

/** 示例, 报道 and the like as a small mark; law and policy carry no mark of their own. */
export function standingMark(standing: Standing): TemplateResult | typeof nothing {
  if (standing === 'law') return nothing;
  const title = standing === 'illustrative' ? t().illustrative : standing === 'press' ? t().pressNote : '';
  return html`<span class="standing" data-standing=${standing} title=${title}>${t().standings[standing]}</span>`;
}

/** `《行政许可法》第三十二条（四）`. */
export function basisName(index: LawIndex, basis: Basis): string {
  return named(index, basis.source, [basis.article]);
}

/** Several at once, each source named once: `《建筑法》第七条、第八条`. */
export function basisNames(index: LawIndex, bases: Basis[]): string {
  const articles = new Map<string, string[]>();
  for (const { source, article } of bases) {
    const known = articles.get(source) ?? [];
    articles.set(source, known.includes(article) ? known : [...known, article]);
  }
  return [...articles].map(([source, each]) => named(index, source, each)).join(language() === 'zh' ? '；' : '; ');
}

function named(index: LawIndex, id: string, articles: string[]): string {
  const source = index.sources.get(id);
  if (!source || id === 'NONE') return t().noSource;
  const title = say(source.title);
  const places = articles.filter(Boolean).join('、');
  if (language() === 'en') return [title, places].filter(Boolean).join(', ');
  return (title.startsWith('《') ? title : `《${title}》`) + places;
}

/** All that an item or a paper rests on: the sources in one line each, the words where they were read. */
export function basesFull(index: LawIndex, bases: Basis[]): TemplateResult {
  const plain = bases.filter((basis) => basis.standing === 'law' && !basis.words);
  const rest = bases.filter((basis) => !plain.includes(basis));
  return html`${plain.length > 0 ? html`<p class="basis">${basisNames(index, plain)}</p>` : nothing}
  ${rest.map((basis) => basisFull(index, basis))}`;
}

/** One line: mark, source, article. */
export function basisLine(index: LawIndex, basis: Basis): TemplateResult {
  return html`<span class="basis">${standingMark(basis.standing)}<span>${basisName(index, basis)}</span></span>`;
}

/** The line, the words of the article, and for an illustrative one the sentence that says so. */
export function basisFull(index: LawIndex, basis: Basis): TemplateResult {
  return html`<div class="basis-full">
    ${basisLine(index, basis)} ${basis.words ? html`<blockquote lang="zh-CN">${basis.words}</blockquote>` : nothing}
    ${inForce(index, basis)} ${caution(basis.standing)}
  </div>`;
}

/** From when until when a source is in force, where it has such days. */
function inForce(index: LawIndex, basis: Basis) {
  const valid = index.sources.get(basis.source)?.valid;
  return valid ? html`<p class="note">${t().inForce} ${writeValid(valid, index.on)}</p>` : nothing;
}

/** What to keep in mind about a standing. */
export function caution(standing: Standing): TemplateResult | typeof nothing {
  if (standing === 'illustrative') return html`<p class="caution">${t().illustrative}</p>`;
  if (standing === 'press') return html`<p class="caution">${t().pressNote}</p>`;
  return nothing;
}

/** What else is known of the rule behind a reason. */
export interface OfRule {
  /** What it was before. */
  before?: string | undefined;
  valid?: Valid | undefined;
}

/** A reason: the sentence, then answers, limit, difference, article and its words on demand. */
export function reasonView(
  { index, draft }: Pick<View, 'index' | 'draft'>,
  reason: Reason,
  { before, valid }: OfRule = {},
): TemplateResult {
  const row = (name: string, value: unknown) =>
    value === undefined || value === null ? nothing : html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  const meanings = (reason.meanings ?? []).map(
    ({ text, basis }) => html`<p>${say(text)}</p>${basisFull(index, basis)}`,
  );
  return html`<details class="reason">
    <summary><span>${say(reason.text)}</span></summary>
    <dl class="facts">
      ${row(t().given, deciding({ index, draft }, reason) ?? reason.given)} ${row(t().limit, reason.limit)}
      ${row(t().difference, reason.difference)} ${row(t().wasBefore, before)}
      ${meanings.length > 0 ? row(t().wordMeans, meanings) : nothing} ${row(t().inForce, valid && writeValid(valid, index.on))}
      <div><dt>${t().basis}</dt><dd>${basisFull(index, reason.basis)}</dd></div>
    </dl>
  </details>`;
}

/** The answers that decided, with what is estimated or undertaken told apart; else all that the rule looks at. */
function deciding({ index, draft }: Pick<View, 'index' | 'draft'>, reason: Reason) {
  const values = (reason.values ?? []).map(({ fact, value, as }) => ({ id: fact, answered: answeredOf(readJson(value)), as }));
  const about = (reason.about ?? []).map((id) => ({ id, answered: draft.facts.get(id), as: draft.facts.get(id)?.as }));
  const shown = (values.length > 0 ? values : about).flatMap(({ id, answered, as }) => {
    const fact = index.facts.get(id);
    return fact ? [{ fact, answered, as }] : [];
  });
  if (shown.length === 0) return null;
  return html`<ul class="plain">
    ${shown.map(
      ({ fact, answered, as }) => html`<li>
        ${say(fact.question)} <b>${answerText(fact, answered)}</b>
        ${as === 'presumed' || as === 'promised' ? meaningMark(as) : nothing}
      </li>`,
    )}
  </ul>`;
}

const answeredOf = (value: unknown): Answered => ({ value: value as Plain });

/** An answer of the draft, with how it is meant. */
export function givenAnswer(fact: Fact, { facts }: Draft): TemplateResult {
  const given = facts.get(fact.id);
  return html`<b>${answerText(fact, given)}</b> ${given?.as ? meaningMark(given.as) : nothing}`;
}

/** 估计, 承诺: how an answer is meant. */
export const meaningMark = (as: Meaning): TemplateResult =>
  html`<span class="tag meant">${t().meanings[as]}</span>`;
