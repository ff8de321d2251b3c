import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Text } from 'yushen';
import type { AskEvent } from '../events';
import { say, t } from '../language';
import { checklist } from '../later';
import { Part } from '../part';
import { byWhen, inOneLine, mayI, whatIsMissing } from '../sentences';
import type { FieldError } from '../server';
import type { View } from '../view';
import { faults } from './faults';
import type { Questions } from './questions';
import './actions';
import './answer';
import './questions';

const WIDE = matchMedia('(min-width: 64rem)');
/** The answer is read out once the reader pauses, not at every key. */
const PAUSE = 900;

/** The place was changed: so many answers came along, so many questions are put differently there. */
export interface Moved {
  to: Text;
  kept: number;
  again: number;
}

/** 预审: the questions, and beside them (on a phone: under the bar at the foot) the answer. */
@customElement('yushen-check-page')
export class CheckPage extends Part {
  @property({ attribute: false }) view!: View;
  /** A submission is being amended; its number. */
  @property({ attribute: false }) amending: string | null = null;
  @property({ attribute: false }) moved: Moved | null = null;
  /** Why the link does not open by which the page was opened. */
  @property({ attribute: false }) linkErrors: readonly FieldError[] = [];
  @state() private wide = WIDE.matches;
  @state() private spoken = '';
  @state() private printing = false;
  @query('yushen-questions') private questions!: Questions;
  @query('dialog.answer-sheet') private sheet!: HTMLDialogElement | null;
  #pause = 0;

  readonly #measure = () => {
    this.wide = WIDE.matches;
  };

  /** The printer waits for nobody: what it is to see is there when the event is over. */
  readonly #print = ({ type }: Event) => {
    this.printing = type === 'beforeprint';
    this.performUpdate();
  };

  constructor() {
    super();
    this.addEventListener('yushen-ask', (event) => {
      this.sheet?.close();
      this.questions.show((event as AskEvent).fact);
    });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    WIDE.addEventListener('change', this.#measure);
    addEventListener('beforeprint', this.#print);
    addEventListener('afterprint', this.#print);
  }

  override disconnectedCallback(): void {
    WIDE.removeEventListener('change', this.#measure);
    removeEventListener('beforeprint', this.#print);
    removeEventListener('afterprint', this.#print);
    clearTimeout(this.#pause);
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('view') || changed.get('view') === undefined) return;
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => (this.spoken = this.#spoken()), PAUSE);
  }

  #spoken(): string {
    const verdict = t().verdicts[this.view.standings.verdict].word;
    const sentences = [...mayI(this.view), whatIsMissing(this.view.review), byWhen(this.view)];
    return [verdict, ...sentences.map((sentence) => sentence.text)].join(' ');
  }

  protected override render() {
    return html`<div class="check">
        <div class="asked">
          ${this.wide ? html`<a class="skip" href="#answer" @click=${this.#toAnswer}>${t().skipToAnswer}</a>` : nothing}
          <div class="link-errors" role="alert">
            ${faults(t().linkErrors, this.linkErrors, 'link-errors', () => this.dispatchEvent(new Event('yushen-seen')))}
          </div>
          ${this.#intro()} ${this.#moved()}
          <yushen-questions .view=${this.view}></yushen-questions>
        </div>
        ${this.wide
          ? html`<section class="answer" id="answer" tabindex="-1" aria-label=${t().answer}>${this.#answer()}</section>`
          : nothing}
      </div>
      ${this.wide ? nothing : this.#foot()}
      <p class="unseen" aria-live="polite">${this.spoken}</p>
      ${this.printing ? checklist(this.view) : nothing}`;
  }

  #intro() {
    return html`<section class="intro">
      <h1>${t().introTitle}</h1>
      <p>${this.wide ? t().introLead : t().introLeadPhone}</p>
      <ul>
        ${t().introPoints.map((point) => html`<li>${point}</li>`)}
      </ul>
      ${this.amending
        ? html`<p class="amending" role="status"><b>${t().amending}</b> <code>${this.amending}</code>
            <button type="button" class="quiet" @click=${this.#dropChanges}>${t().stopAmending}</button>
          </p>`
        : nothing}
    </section>`;
  }

  #moved() {
    return html`<div role="status">
      ${this.moved
        ? html`<p class="amending moved" data-testid="moved">
            ${t().moved(say(this.moved.to), this.moved.kept, this.moved.again)}
            <button type="button" class="quiet" @click=${() => this.dispatchEvent(new Event('yushen-seen'))}>${t().understood}</button>
          </p>`
        : nothing}
    </div>`;
  }

  readonly #toAnswer = (event: Event) => {
    event.preventDefault();
    this.querySelector<HTMLElement>('#answer')?.focus();
  };

  readonly #dropChanges = () => {
    this.dispatchEvent(new Event('yushen-drop-changes', { bubbles: true }));
  };

  #answer() {
    return html`<yushen-answer .view=${this.view}></yushen-answer><yushen-actions .view=${this.view}></yushen-actions>`;
  }

  #foot() {
    const verdict = t().verdicts[this.view.standings.verdict];
    return html`<div class="foot-bar">
        <button type="button" data-testid="open-answer" aria-haspopup="dialog" @click=${() => this.sheet?.showModal()}>
          <span class="foot-mark" data-verdict=${this.view.standings.verdict} aria-hidden="true">${verdict.mark}</span>
          <span class="foot-line">
            ${inOneLine(this.view).map((words, n) => html`${n > 0 ? ' · ' : ''}<span>${words}</span>`)}
          </span>
          <span class="foot-open">${t().barOpenAnswer}</span>
        </button>
      </div>
      <dialog class="answer-sheet" id="answer" aria-label=${t().answer}>
        <div class="sheet-head">
          <b aria-hidden="true">${t().answer}</b>
          <button type="button" class="quiet" data-testid="close-answer" @click=${() => this.sheet?.close()}>${t().close}</button>
        </div>
        ${this.#answer()}
      </dialog>`;
  }
}
