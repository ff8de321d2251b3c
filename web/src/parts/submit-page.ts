import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Applicant, Review, Verdict } from 'yushen';
import { application, type Draft, isEmpty } from '../draft';
import { standingMark } from '../grounds';
import { language, say, t } from '../language';
import { Part } from '../part';
import { rulesInput } from '../rules-input';
import type { Receipt, Sending } from '../sending';
import { byWhen, mayI, whatIsMissing } from '../sentences';
import { type Intent, Problem } from '../server';
import type { View } from '../view';
import { type Field, FIELDS, tidied } from './applicant-form';

/** Verdicts that go through without a word; with every other one the applicant says that they know. */
const PLAIN: ReadonlySet<Verdict> = new Set(['acceptable', 'deferrable']);

/** Tells the page that something was submitted. */
export class SubmittedEvent extends Event {
  constructor(readonly receipt: Receipt) {
    super('yushen-submitted', { bubbles: true });
  }
}

/** 提交: who applies, what for, and the act itself. */
@customElement('yushen-submit-page')
export class SubmitPage extends Part {
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) sending!: Sending;
  @state() private intent: Intent = 'file';
  @state() private acknowledged = false;
  /** Faults are shown once the button was pressed. */
  @state() private pressed = false;
  @state() private busy = false;
  @state() private problem: Problem | null = null;

  protected override render() {
    if (isEmpty(this.view.draft) && !this.busy) {
      return html`<section class="page narrow">
        <h1 tabindex="-1">${t().submitTitle}</h1>
        <p>${t().submitEmpty}</p>
        <p><a class="button primary" href="#/">${t().backToCheck}</a></p>
      </section>`;
    }
    const review = this.#review();
    return html`<section class="page narrow">
      <p><a href="#/">← ${t().backToCheck}</a></p>
      <h1 tabindex="-1">${this.sending.amending ? t().amendTitle : t().submitTitle}</h1>
      <p class="lead">${t().submitLead}</p>
      ${this.#summary(review)}
      <form novalidate @submit=${this.#send}>
        ${this.sending.amending ? nothing : this.#intents()} ${this.#applicant(review)} ${this.#acknowledge(review)}
        <div aria-live="assertive">${this.#told()}</div>
        <button class="button primary large" data-testid="send" ?disabled=${this.busy} aria-busy=${this.busy}>
          ${this.busy ? t().sending : this.problem?.unreached ? t().retry : t().send[this.sending.amending ? 'amended' : this.intent]}
        </button>
        <p class="note">${t().advice}</p>
      </form>
    </section>`;
  }

  get #form(): Applicant {
    return this.view.draft.applicant ?? { unitName: '', creditCode: '', contact: '', phone: '' };
  }

  #draft(): Draft {
    return { ...this.view.draft, applicant: tidied(this.#form) };
  }

  #review(): Review {
    const { rulebook, today } = this.view;
    return rulebook.review(rulesInput(application(this.#draft(), rulebook.id)), today);
  }

  /**
   * The verdict on the project: faults of the form are put right here, not acknowledged. Once there are none, papers
   * that do not agree with the form count as well.
   */
  #verdict(review: Review): Verdict {
    const faulty = review.findings.some((finding) => finding.code === 'applicant-field');
    return (faulty ? this.view.review : review).verdict;
  }

  #summary(review: Review) {
    const judged = this.#verdict(review);
    const verdict = t().verdicts[judged];
    const disagree = review.findings.filter((finding) => finding.code === 'papers-disagree');
    const sentences = [...mayI(this.view), whatIsMissing(review), byWhen(this.view)];
    return html`<section class="summary-box" aria-labelledby="read-back">
      <h2 id="read-back">${t().readBack}</h2>
      <p class="mark" data-verdict=${judged} data-testid="submit-verdict"><i aria-hidden="true">${verdict.mark}</i>${verdict.word}</p>
      <ul class="plain">
        ${sentences.map((sentence) => html`<li>${sentence.text}</li>`)}
        ${disagree.map(({ reason }) => html`<li class="fault">${say(reason.text)} ${standingMark(reason.basis.standing)}</li>`)}
      </ul>
      <p class="note"><a href="#/sheet/receipt" data-testid="to-sheet">${t().printPaperReceipt}</a></p>
    </section>`;
  }

  #intents() {
    const { programs } = this.view.review;
    const assist = programs.find((program) => program.id === 'assist');
    const option = (intent: Intent) => html`<label class="option tall">
      <input
        type="radio"
        name="intent"
        data-testid="intent-${intent}"
        .checked=${this.intent === intent}
        @change=${() => (this.intent = intent)}
      />
      <span><b>${t().intents[intent].name}</b><small>${t().intents[intent].hint}</small></span>
    </label>`;
    return html`<fieldset class="plain-set">
      <legend>${t().intentTitle}</legend>
      <div class="options">${option('file')} ${option('assist')}</div>
      ${this.intent === 'assist' && assist
        ? assist.reasons.slice(0, 1).map((reason) => html`<p class="note">${say(reason.text)}</p>`)
        : nothing}
    </fieldset>`;
  }

  #applicant(review: Review) {
    return html`<fieldset class="plain-set">
      <legend>${t().applicantTitle}</legend>
      ${FIELDS.map((field) => this.#field(field, this.#fault(review, field)))}
    </fieldset>`;
  }

  #field(field: Field, fault: string | null) {
    const name = t()[field.id];
    const hint = field.id === 'creditCode' ? t().creditCodeHint : '';
    const input = (event: Event) => {
      const applicant = { ...this.#form, [field.id]: (event.target as HTMLInputElement).value };
      this.view.change({ ...this.view.draft, applicant });
    };
    return html`<div class="form-row">
      <label for="applicant-${field.id}">${name} <small>${t().required}</small></label>
      <input
        class="field"
        id="applicant-${field.id}"
        data-testid="applicant-${field.id}"
        autocomplete=${field.autocomplete}
        inputmode=${field.inputmode}
        maxlength=${field.maxlength}
        required
        aria-invalid=${fault !== null}
        aria-describedby="applicant-${field.id}-about"
        .value=${this.#form[field.id]}
        @input=${input}
      />
      <p id="applicant-${field.id}-about" class=${fault ? 'fault' : 'note'} data-testid="fault-${field.id}">${fault ?? hint}</p>
    </div>`;
  }

  #fault(review: Review, field: Field): string | null {
    const found = review.findings.find(
      (finding) => finding.code === 'applicant-field' && finding.subject === field.id,
    );
    if (!found || !this.pressed) return null;
    return this.#form[field.id].trim() === '' ? t().isRequired(t()[field.id]) : say(found.reason.text);
  }

  #mustAcknowledge(review: Review): boolean {
    const intent = this.sending.amending?.intent ?? this.intent;
    return intent === 'file' && !PLAIN.has(this.#verdict(review));
  }

  #acknowledge(review: Review) {
    if (!this.#mustAcknowledge(review)) return nothing;
    const words = t().acknowledge.replace('{verdict}', t().verdicts[this.#verdict(review)].word);
    const missing = this.pressed && !this.acknowledged;
    return html`<div class="acknowledge">
      <label class="tick">
        <input
          type="checkbox"
          id="acknowledge"
          data-testid="acknowledge"
          aria-describedby="acknowledge-why"
          aria-invalid=${missing}
          .checked=${this.acknowledged}
          @change=${(event: Event) => (this.acknowledged = (event.target as HTMLInputElement).checked)}
        />
        <span>${words}</span>
      </label>
      <p class="note" id="acknowledge-why">${t().acknowledgeWhy}</p>
      ${missing ? html`<p class="fault">${t().acknowledgeNeeded}</p>` : nothing}
    </div>`;
  }

  #told() {
    const { problem } = this;
    if (!problem) return nothing;
    const words = problem.unreached
      ? t().unreached
      : problem.status === 429
        ? t().tooMany
        : problem.status >= 500
          ? t().serverFailed
          : t().refused(problem.status);
    return html`<div class="faults" data-testid="submit-problem">
      <p class="fault">${words}</p>
      ${problem.text.zh ? html`<p>${say(problem.text)}</p>` : nothing}
      ${problem.errors.map((error) => html`<p class="note"><code>${error.pointer}</code> ${error[language()]}</p>`)}
    </div>`;
  }

  readonly #send = async (event: Event) => {
    event.preventDefault();
    if (this.busy) return;
    this.pressed = true;
    const review = this.#review();
    const faulty = FIELDS.find((field) => this.#fault(review, field) !== null);
    const stop = faulty ? `applicant-${faulty.id}` : this.#mustAcknowledge(review) && !this.acknowledged ? 'acknowledge' : '';
    if (stop) {
      this.querySelector<HTMLElement>(`#${stop}`)?.focus();
      return;
    }
    this.busy = true;
    this.problem = null;
    try {
      const { rulebook } = this.view;
      const receipt = await this.sending.send({
        intent: this.sending.amending?.intent ?? this.intent,
        acknowledged: this.#mustAcknowledge(review) ? true : undefined,
        application: application(this.#draft(), rulebook.id),
        review: { rulebook: { hash: rulebook.hash }, on: review.on, verdict: review.verdict },
      });
      this.dispatchEvent(new SubmittedEvent(receipt));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem = error;
    } finally {
      this.busy = false;
    }
  };
}
