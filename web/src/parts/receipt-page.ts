import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { today } from 'yushen';
import { writeInstant } from '../days';
import { t } from '../language';
import { Part } from '../part';
import type { Receipt } from '../sending';
import type { Uploads } from '../uploads';

/** 回执: the number, the key (this once), and what happens next. */
@customElement('yushen-receipt-page')
export class ReceiptPage extends Part {
  @property({ attribute: false }) receipt: Receipt | null = null;
  @property({ attribute: false }) uploads: Uploads | null = null;
  @state() private said = '';

  protected override render() {
    if (!this.receipt) {
      return html`<section class="page narrow">
        <h1 tabindex="-1">${t().receiptTitle}</h1>
        <p>${t().receiptGone}</p>
        <p><a class="button primary" href="#/find">${t().toFind}</a></p>
      </section>`;
    }
    const { submission, key, kind } = this.receipt;
    const verdict = t().verdicts[submission.review.verdict];
    const agreed = submission.agreed === null ? t().notCompared : submission.agreed ? t().agreed : t().disagreed;
    return html`<section class="page narrow receipt" data-testid="receipt">
      <header class="receipt-head">
        <h1 tabindex="-1">${kind === 'amended' ? t().amendedTitle : t().receiptTitle}</h1>
        <p class="seal" data-verdict="acceptable" aria-hidden="true"><span>${t().receivedSeal[0]}<br />${t().receivedSeal[1]}</span></p>
      </header>
      <dl class="receipt-lines">
        ${this.#line(t().receiptId, submission.id, 'receipt-id', true)}
        ${kind === 'amended' ? nothing : this.#line(t().receiptKey, key, 'receipt-key', true)}
        ${this.#line(t().receivedAt, writeInstant(submission.receivedAt, today()), 'receipt-at')}
        ${this.#line(t().intent, t().intents[submission.intent].name, 'receipt-intent')}
        ${this.#line(t().verdictOfServer, `${verdict.mark} ${verdict.word}`, 'receipt-verdict')}
      </dl>
      <p data-testid="receipt-agreed" data-agreed=${submission.agreed} class=${submission.agreed === false ? 'fault' : 'note'}>${agreed}</p>
      ${kind === 'earlier' ? html`<p class="warning" role="alert" data-testid="receipt-earlier">${t().earlierStored}</p>` : nothing}
      ${kind === 'amended' ? nothing : html`<p class="warning">${t().keyOnce}</p>`}
      <p class="note" aria-live="polite">${this.said}</p>
      ${this.uploads?.id === submission.id ? html`<yushen-uploads .uploads=${this.uploads}></yushen-uploads>` : nothing}
      <h2>${t().nextTitle}</h2>
      <ol class="next">
        ${(submission.intent === 'file' ? t().nextFile : t().nextAssist).map((step) => html`<li>${step}</li>`)}
      </ol>
      <p class="actions">
        <button type="button" class="button primary" data-testid="print-receipt" @click=${() => window.print()}>${t().printReceipt}</button>
        <a class="button" data-testid="to-sheet" href="#/sheet/receipt">${t().printPaperReceipt}</a>
        <a class="button" data-testid="to-case" href="#/find/${submission.id}">${t().toThisCase}</a>
      </p>
    </section>`;
  }

  #line(name: string, value: string, id: string, copyable = false) {
    return html`<div>
      <dt>${name}</dt>
      <dd>
        ${copyable
          ? html`<code data-testid=${id}>${value}</code>
              <button type="button" class="button" data-testid="copy-${id}" aria-label=${t().copyOf(name)} @click=${() => this.#copy(value)}>
                ${t().copy}
              </button>`
          : html`<span data-testid=${id}>${value}</span>`}
      </dd>
    </div>`;
  }

  async #copy(text: string) {
    // The clipboard is there only over HTTPS or on this machine.
    const done = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    this.said = done ? t().copied : t().copyFailed;
  }
}
