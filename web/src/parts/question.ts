import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Fact, Finding } from 'yushen';
import { type Answered, answer, estimate, type Plain } from '../draft';
import { AskEvent } from '../events';
import { answerText } from '../answer-text';
import { contradicting, isContradiction } from '../findings';
import { basisFull, basisLine } from '../grounds';
import { say, t } from '../language';
import { Part } from '../part';
import type { View } from '../view';
import { choiceControl, dateControl, numberControl, setControl, type Typed, yesNoControl } from './controls';

/** One question about the project, with why it is asked. */
@customElement('yushen-question')
export class Question extends Part {
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) fact!: Fact;
  @property({ attribute: false }) number = 0;
  /** The answer can still change something. */
  @property({ attribute: false }) matters = false;
  /** The reader has opened or answered it before: it stays open, whatever else changes. */
  @state() private touched = false;
  @state() private typed: Typed | null = null;

  get #given(): Answered | undefined {
    return this.view.draft.facts.get(this.fact.id);
  }

  /** Unanswered, and no answer would change anything. */
  get #idle(): boolean {
    return !this.matters && !this.touched && this.#given === undefined && this.typed === null;
  }

  /** Unfolds it and puts the focus on its first control. */
  async reveal(): Promise<void> {
    this.touched = true;
    await this.updateComplete;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
    this.querySelector<HTMLElement>('.control input, .control select')?.focus({ preventScroll: true });
  }

  protected override render() {
    const { id } = this.fact;
    if (this.#idle) {
      return html`<button type="button" class="question idle" id="fact-${id}" data-testid="fact-${id}" @click=${() => this.reveal()}>
        ${this.#title()} <span class="tag">${t().idle}</span>
      </button>`;
    }
    return html`<fieldset
      class="question"
      id="fact-${id}"
      data-testid="fact-${id}"
      data-answered=${this.#given !== undefined}
      aria-describedby="fact-${id}-about"
    >
      <legend>
        ${this.#title()} ${this.matters ? html`<span class="tag matters">${t().matters}</span>` : nothing}
      </legend>
      <div class="control">${this.#control()}</div>
      <div class="question-foot" id="fact-${id}-about">
        ${this.#findings()} ${this.#contradictions()}
        <details class="why">
          <summary>${t().why}</summary>
          <p>${say(this.fact.why)}</p>
          ${basisFull(this.view.index, this.fact.basis)}
        </details>
        ${this.#given === undefined
          ? nothing
          : html`${this.#estimate()}<button type="button" class="quiet" @click=${this.#clear}>${t().clear}</button>`}
      </div>
    </fieldset>`;
  }

  #title() {
    return html`<span class="question-number">${this.number}</span><span class="question-text">${say(this.fact.question)}</span>`;
  }

  #control() {
    const value = this.#given?.value;
    const set = (to: Plain | undefined) => this.#answer(to);
    switch (this.fact.type) {
      case 'bool':
        return yesNoControl(this.fact, value, set);
      case 'choice':
        return choiceControl(this.fact, value, set);
      case 'set':
        return setControl(this.fact, value, set);
      case 'date':
        return dateControl(this.fact, value, set);
      case 'number':
      case 'integer':
        return numberControl(this.fact, value, this.typed, set, (typed) => (this.typed = typed));
    }
  }

  #findings() {
    const own = (finding: Finding) => finding.subject === this.fact.id && finding.code.startsWith('number-');
    return this.view.review.findings
      .filter(own)
      .map((finding) => html`<p class="fault" role="alert">${say(finding.reason.text)}</p>`);
  }

  /** Answers that exclude each other: said at each of them, with the way to the others. */
  #contradictions() {
    const { review, index } = this.view;
    const clashes = review.findings.filter((finding) => isContradiction(finding));
    return clashes.map((finding) => {
      const facts = contradicting(this.view, finding);
      if (!facts.includes(this.fact)) return nothing;
      const others = facts.filter((fact) => fact !== this.fact);
      return html`<div class="clash" data-testid="clash-${finding.subject}">
        <p class="fault">${say(finding.reason.text)}</p>
        ${others.length > 0
          ? html`<p class="note">${t().checkAlso}</p>
              <ul class="plain">
                ${others.map((fact) => html`<li>${this.#linkTo(fact)}</li>`)}
              </ul>`
          : nothing}
        <p>${basisLine(index, finding.reason.basis)}</p>
      </div>`;
    });
  }

  #linkTo(fact: Fact) {
    const { draft } = this.view;
    return html`<button type="button" class="link" @click=${() => this.dispatchEvent(new AskEvent(fact.id))}>${say(fact.question)}</button>
      <b>${answerText(fact, draft.facts.get(fact.id))}</b>`;
  }

  /** 先按这个估计: the answer counts, and is told apart wherever a verdict rests on it. */
  #estimate() {
    const given = this.#given;
    if (!given || given.value === null) return nothing;
    const change = (event: Event) =>
      this.view.change(estimate(this.view.draft, this.fact.id, (event.target as HTMLInputElement).checked));
    return html`<label class="estimate">
        <input
          type="checkbox"
          data-testid="estimate-${this.fact.id}"
          aria-label=${t().estimateOf(say(this.fact.question))}
          .checked=${live(given.as === 'presumed')}
          @change=${change}
        />
        <span aria-hidden="true">${t().estimate}</span>
      </label>
      ${given.as === 'promised' ? html`<span class="note">${t().promisedFact}</span>` : nothing}`;
  }

  readonly #clear = () => {
    this.typed = null;
    this.#answer(undefined);
  };

  #answer(value: Plain | undefined) {
    this.touched = true;
    this.view.change(answer(this.view.draft, this.fact.id, value));
  }
}
