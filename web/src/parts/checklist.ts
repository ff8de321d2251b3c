import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ItemReview, MaterialReview } from 'yushen';
import { writeDay, writeDue } from '../days';
import { aboutPaper } from '../findings';
import { basisNames, givenAnswer, standingMark } from '../grounds';
import { itemStanding } from '../item-state';
import { say, t } from '../language';
import { Part } from '../part';
import { byWhen, mayI, whatIsMissing } from '../sentences';
import type { Strings } from '../strings/zh';
import type { View } from '../view';
import { lastDay } from './paper-line';
import { groupOf } from './papers';

const PRINTED: (keyof Strings['groups'])[] = ['irregular', 'missing', 'open', 'promised', 'hand', 'outcome', 'shared'];

/** 办事清单: what the printer puts on A4. Not shown on screen. */
@customElement('yushen-checklist')
export class Checklist extends Part {
  @property({ attribute: false }) view!: View;

  protected override render() {
    const { index, review, today, rulebook } = this.view;
    const verdict = t().verdicts[review.verdict];
    return html`<div class="checklist">
      <header>
        <h1>${t().sheetTitle}</h1>
        <p>${say(index.law.place)} · ${t().sheetMade(writeDay(review.on, today))}</p>
      </header>
      <p class="checklist-verdict"><b>${verdict.mark} ${verdict.word}</b></p>
      <ul class="plain">
        ${[...mayI(this.view), whatIsMissing(review), byWhen(this.view)].map((each) => html`<li>${each.text} ${each.more ?? ''}</li>`)}
      </ul>
      <h2>${t().sheetItems}</h2>
      ${index.law.stages.map((stage) => this.#stage(stage.id, say(stage.name)))}
      <h2>${t().sheetPapers}</h2>
      ${PRINTED.map((group) => this.#papers(group))}
      <h2>${t().sheetAnswers}</h2>
      <ul class="plain two-columns">
        ${index.law.facts
          .filter((fact) => this.view.draft.facts.has(fact.id))
          .map((fact) => html`<li>${say(fact.question)} ${givenAnswer(fact, this.view.draft)}</li>`)}
      </ul>
      <footer>
        <p>${t().advice}</p>
        <p>${t().rulebookHash} ${rulebook.id} ${review.rulebook.hash}<br />${t().calendarHash} ${review.calendar.hash}</p>
      </footer>
    </div>`;
  }

  #stage(id: string, name: string) {
    const items = this.view.review.items.filter(
      (item) => item.need !== 'not-needed' && this.view.index.items.get(item.id)?.stage === id,
    );
    if (items.length === 0) return nothing;
    return html`<h3>${name}</h3>
      <ul class="plain boxes">
        ${items.map((item) => this.#item(item))}
      </ul>`;
  }

  #item(item: ItemReview) {
    const { index, plan, today } = this.view;
    const law = index.items.get(item.id);
    if (!law) return nothing;
    const end = plan.steps.find((step) => step.item === item.id)?.end;
    const words = [itemStanding(this.view, item).word, say(law.agency), end ? writeDue(end, today) : ''];
    return html`<li>
      <b>${say(law.name)}</b> <span>${words.filter(Boolean).join(' · ')}</span>
      <small>${basisNames(index, law.basis)}</small>
    </li>`;
  }

  #papers(group: keyof Strings['groups']) {
    const { review, draft } = this.view;
    const papers = review.materials.filter((paper) => groupOf(paper, draft.materials.has(paper.id)) === group);
    if (papers.length === 0) return nothing;
    return html`<h3>${t().groups[group]} ${papers.length}</h3>
      <ul class="plain boxes">
        ${papers.map((paper) => this.#paper(paper))}
      </ul>`;
  }

  #paper(paper: MaterialReview) {
    const { index } = this.view;
    const material = index.materials.get(paper.id);
    const uses = paper.items.flatMap((item) => index.use(item, paper.id) ?? []);
    const items = paper.items.flatMap((id) => index.items.get(id) ?? []).map((item) => say(item.name));
    const illustrative = uses.some((use) => use.basis.every((basis) => basis.standing === 'illustrative'));
    const last = paper.state === 'in-hand' ? '' : lastDay(this.view, paper);
    return html`<li data-ticked=${paper.state === 'in-hand'}>
      <b>${material ? say(material.name) : paper.id}</b>
      <span>${[items.join(t().listGap), last].filter(Boolean).join(' · ')}</span>
      ${aboutPaper(this.view.review, paper.id).map(({ reason }) => html`<p>${say(reason.text)} ${standingMark(reason.basis.standing)}</p>`)}
      <small>${basisNames(index, uses.flatMap((use) => use.basis))} ${illustrative ? standingMark('illustrative') : nothing}</small>
    </li>`;
  }
}
