// A paper as a form: on the screen a sheet, on the printer A4.

import { html, nothing, type TemplateResult } from 'lit';
import type { Cited, Ground, ItemReview, Mark, Row, Sheet, SheetKind } from 'yushen';
import { writeDay, writeDue } from '../days';
import { aboutPaper } from '../findings';
import { basisNames, givenAnswer, standingMark } from '../grounds';
import { itemStanding } from '../item-state';
import { say, t } from '../language';
import { byWhen, mayI, type Tone, whatIsMissing } from '../sentences';
import type { View } from '../view';
import { lastDay } from './paper-line';

const TONES: Record<Mark, Tone | 'plain'> = {
  'in-hand': 'yes',
  'expires-soon': 'may',
  promised: 'may',
  committed: 'may',
  missing: 'no',
  irregular: 'no',
  fetched: 'plain',
  open: 'open',
};

/** One paper, whole. A checklist also says what the answer says, and what it rests on. */
export function sheetPaper(view: View, sheet: Sheet): TemplateResult {
  const list = sheet.kind === 'checklist';
  return html`<article class="sheet" data-kind=${sheet.kind} data-fits=${sheet.fits} data-testid="sheet">
    <header>
      <p class="sheet-place">${say(sheet.place)}</p>
      <h1 tabindex="-1">${say(sheet.title)}</h1>
      ${sheet.fits ? nothing : html`<p class="sheet-unfit" data-testid="unfit"><i aria-hidden="true">!</i> ${t().unfit}</p>`}
    </header>
    <dl class="sheet-lines">
      ${sheet.lines.map(({ name, value }) => html`<div><dt>${say(name)}</dt><dd>${say(value)}</dd></div>`)}
    </dl>
    ${ground(sheet.opening)} ${list ? inShort(view) : nothing}
    ${sheet.parts.map(
      ({ heading, rows }) => html`<section class="sheet-part">
        <h2>${say(heading)}${list ? html` <small>${rows.length}</small>` : nothing}</h2>
        <ol class="plain" ?data-names=${rows.every(({ text, basis }) => !text && basis.length === 0)}>
          ${rows.map((row) => entry(view, sheet.kind, row))}
        </ol>
      </section>`,
    )}
    ${sheet.closing.length > 0 ? html`<div class="sheet-closing">${sheet.closing.map(ground)}</div>` : nothing}
    ${sheet.fits ? sealPlace(sheet.kind) : nothing}
    <footer>
      <p>${say(sheet.advice)}</p>
      <p>${t().rulebookHash} ${sheet.rulebook.id} <code>${sheet.rulebook.hash}</code></p>
      <p>${t().calendarHash} <code>${sheet.calendar.hash}</code></p>
      <p>${t().sheetMade(writeDay(sheet.on, view.today))}</p>
    </footer>
  </article>`;
}

/** A sentence, and the article that it rests on. */
const ground = ({ text, basis }: Ground): TemplateResult =>
  html`<p class="sheet-ground">${say(text)}${basis ? html` <small>${say(basis.cited)}</small>` : nothing}</p>`;

function entry(view: View, kind: SheetKind, row: Row) {
  const line = (name: string, value: Row['text']) => (value ? html`<div><dt>${name}</dt><dd>${say(value)}</dd></div>` : nothing);
  return html`<li class="sheet-row" data-key=${row.key ?? nothing} data-subject=${row.subject} data-ticked=${row.mark === 'in-hand'}>
    <span class="sheet-no">${row.no}</span>
    <div>
      <p class="sheet-name">
        <b>${say(row.name)}</b> ${row.mark ? markOf(kind, row.mark) : nothing}
        ${illustrative(row.basis) ? standingMark('illustrative') : nothing}
        ${row.since === 'late' ? html`<span class="tag" data-tone="no">! ${t().sinceLate}</span>` : nothing}
      </p>
      ${row.text ? html`<p>${say(row.text)}</p>` : nothing}
      <dl>${line(t().sheetWanted, row.wanted)} ${line(t().sheetExample, row.example)} ${line(t().sheetAnswer, row.answer)}</dl>
      ${kind === 'checklist' && row.text ? asItStands(view, row) : nothing}
      ${row.basis.length > 0 ? html`<p class="sheet-cited">${t().basis}${t().colon}${row.basis.map(({ cited }) => say(cited)).join(t().semicolon)}</p>` : nothing}
    </div>
  </li>`;
}

const illustrative = (basis: Cited[]): boolean =>
  basis.length > 0 && basis.every(({ standing }) => standing === 'illustrative');

function markOf(kind: SheetKind, of: Mark) {
  const states = { ...t().paperStates, ...t().sheetMarks, open: t().paperOpen };
  const { mark, word } = of === 'in-hand' && kind === 'receipt' ? t().handedIn : states[of];
  return html`<span class="mark" data-tone=${TONES[of]}><i aria-hidden="true">${mark}</i>${word}</span>`;
}

/** Of a paper on the checklist: the last day to hand it in, and what is wrong with it. */
function asItStands(view: View, { subject }: Row) {
  const paper = view.review.materials.find(({ id }) => id === subject);
  const last = paper && paper.state !== 'in-hand' ? lastDay(view, paper) : '';
  return html`${last ? html`<p>${last}</p>` : nothing}
  ${aboutPaper(view.review, subject).map(({ reason }) => html`<p>${say(reason.text)} ${standingMark(reason.basis.standing)}</p>`)}`;
}

/** Where a paper is sealed or signed; a checklist is neither. */
function sealPlace(kind: SheetKind) {
  if (kind === 'checklist') return nothing;
  return html`<div class="sheet-seal">
    <p class="seal-place">${kind === 'promise' ? t().signPlace : t().sealPlace}</p>
    <p>${t().sealDate}</p>
  </div>`;
}

/** The three sentences, the answers that they rest on, and the items to apply for. */
function inShort(view: View) {
  const { index, review, draft } = view;
  const verdict = t().verdicts[review.verdict];
  const answered = index.law.facts.filter((fact) => draft.facts.has(fact.id));
  return html`<section class="sheet-short">
      <p><b>${verdict.mark} ${verdict.word}</b></p>
      <ul class="plain">
        ${[...mayI(view), whatIsMissing(review), byWhen(view)].map((each) => html`<li>${each.text} ${each.more ?? ''}</li>`)}
      </ul>
    </section>
    ${answered.length > 0
      ? html`<section class="sheet-part">
          <h2>${t().sheetAnswers}</h2>
          <ul class="plain sheet-answers">
            ${answered.map((fact) => html`<li>${say(fact.question)} ${givenAnswer(fact, draft)}</li>`)}
          </ul>
        </section>`
      : nothing}
    ${review.items.some((each) => each.need !== 'not-needed')
      ? html`<section class="sheet-part">
          <h2>${t().sheetItems}</h2>
          ${index.law.stages.map((stage) => items(view, stage.id, say(stage.name)))} ${openItems(view)}
        </section>`
      : nothing}`;
}

/** Whether it is to be applied for as far as one knows: needed, or wished for by name. */
const wanted = ({ need, wished }: ItemReview): boolean => need === 'needed' || (need === 'undetermined' && wished);

/** Those of which it is not known yet, by name alone; whoever has picked items wants no others. */
function openItems({ index, review, draft }: View) {
  if (draft.items.length > 0) return nothing;
  const open = review.items.filter((each) => each.need === 'undetermined' && !wanted(each));
  const names = open.flatMap(({ id }) => index.items.get(id) ?? []).map(({ name }) => say(name));
  return open.length > 0 ? html`<p class="sheet-cited">${t().sheetOpenItems(open.length, names.join(t().listGap))}</p>` : nothing;
}

function items(view: View, stage: string, name: string) {
  const of = view.review.items.filter((each) => wanted(each) && view.index.items.get(each.id)?.stage === stage);
  if (of.length === 0) return nothing;
  return html`<h3>${name}</h3>
    <ul class="plain" ?data-names=${of.length > 1}>
      ${of.map((each) => item(view, each))}
    </ul>`;
}

function item(view: View, review: ItemReview) {
  const { index, plan, today } = view;
  const law = index.items.get(review.id);
  if (!law) return nothing;
  const end = plan.steps.find((step) => step.item === review.id)?.end;
  const words = [itemStanding(view, review).word, say(law.agency), end ? writeDue(end, today) : ''];
  return html`<li class="sheet-row" data-ticked=${review.done}>
    <span class="sheet-no"></span>
    <div>
      <p class="sheet-name"><b>${say(law.name)}</b></p>
      <p>${words.filter(Boolean).join(' · ')}</p>
      <p class="sheet-cited">${basisNames(index, law.basis)}</p>
    </div>
  </li>`;
}
