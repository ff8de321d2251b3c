import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Open } from 'yushen';
import type { ItemEvent } from '../events';
import { basisLine } from '../grounds';
import { say } from '../language';
import { Part } from '../part';
import { dayWords } from '../strings/days';
import type { View } from '../view';
import { allDuties } from './duties';
import type { ItemSheet } from './item-sheet';
import { papersByDayList } from './papers-by-day';
import { planLegend, planTable } from './plan-table';
import { scheduleAnswer, scheduleControl } from './schedule';
import { totalLimits } from './totals';
import './item-sheet';
import '../styles/days.css';

/** From so many on, they are folded away. */
const MANY = 5;

/** 时间: on which day all hangs, the steps on an axis of working days, the papers by day, and what has no day yet. */
@customElement('yushen-days-chart')
export class DaysChart extends Part {
  @property({ attribute: false }) view!: View;
  /** On the page of its own. */
  @property({ type: Boolean }) whole = false;
  @state() private said = '';
  @query('yushen-item-sheet') private sheet!: ItemSheet;

  constructor() {
    super();
    this.addEventListener('yushen-item', (event) => this.sheet.open((event as ItemEvent).item));
  }

  protected override render() {
    const { plan } = this.view;
    const planned = plan.steps.length > 0;
    return html`${scheduleControl(this.view)} ${scheduleAnswer(this.view)} ${planned ? this.#actions() : nothing}
      ${this.whole ? nothing : totalLimits(this.view)}
      ${planned ? this.#chart() : html`<p class="empty">${dayWords().noPlan}</p>`}
      ${papersByDayList(this.view)} ${plan.open.length > 0 ? this.#open(plan.open) : nothing}
      ${this.whole ? totalLimits(this.view) : nothing} ${allDuties(this.view)}
      <yushen-item-sheet .view=${this.view}></yushen-item-sheet>`;
  }

  #actions() {
    const words = dayWords();
    return html`<p class="actions days-actions">
        <button type="button" class="button" data-testid="calendar" @click=${this.#calendar}>${words.calendar}</button>
        ${this.whole
          ? html`<button type="button" class="button" data-testid="print-days" @click=${() => window.print()}>${words.printPage}</button>`
          : html`<a class="button" href="#/days" data-testid="days-page">${words.toPage}</a>`}
      </p>
      <p class="note" role="status" data-testid="calendar-said">${this.said}</p>`;
  }

  #chart() {
    const { plan, index } = this.view;
    const words = dayWords();
    const { limit, authorities, thirdParties, own } = plan.total;
    return html`<p class="lead">${words.lead}</p>
      <p class="note">
        ${words.whose(authorities, thirdParties, own, plan.open.length > 0)}
        ${limit ? html`${words.jointLimit(limit.days, limit.unit)} ${basisLine(index, limit.basis)}` : nothing}
      </p>
      ${planTable(this.view)} ${planLegend(this.view)}`;
  }

  /** Of many items that nobody knows yet whether they are needed, the number says enough at first. */
  #open(open: Open[]) {
    const unknown = open.filter((each) => each.code === 'undetermined');
    const folded = unknown.length > MANY ? unknown : [];
    return html`<section class="open-ends" data-testid="open">
      <h3>${dayWords().openTitle}</h3>
      ${this.#openList(open.filter((each) => !folded.includes(each)))}
      ${folded.length > 0
        ? html`<details class="folded">
            <summary>${dayWords().openNeed(folded.length)}</summary>
            ${this.#openList(folded)}
          </details>`
        : nothing}
    </section>`;
  }

  #openList(open: Open[]) {
    return html`<ul class="plain lines">
      ${open.map(
        (each) => html`<li data-testid="open-${each.subject}">
          <p>${say(each.text)}</p>
          ${each.basis ? basisLine(this.view.index, each.basis) : nothing}
        </li>`,
      )}
    </ul>`;
  }

  readonly #calendar = async () => {
    try {
      const { saveCalendar } = await import('../calendar-file');
      saveCalendar(this.view);
      this.said = dayWords().calendarSaid;
    } catch {
      this.said = dayWords().calendarFailed;
    }
  };
}
