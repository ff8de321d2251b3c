import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { application, EMPTY, isEmpty } from '../draft';
import { writeJson } from '../exact';
import { forgetAll } from '../kept-files';
import { t } from '../language';
import { open, type Saying } from '../opening';
import { Part } from '../part';
import { go } from '../route';
import type { FieldError } from '../server';
import { shareLink } from '../share';
import type { View } from '../view';
import { faults } from './faults';

/** What one can do with the draft: save, open, share, print, see the papers, start over, submit. */
@customElement('yushen-actions')
export class Actions extends Part {
  @property({ attribute: false }) view!: View;
  @state() private errors: FieldError[] = [];
  @state() private said = '';
  /** A link that could not be copied, to be copied by hand. */
  @state() private link = '';
  @query('input[type=file]') private file!: HTMLInputElement;

  protected override render() {
    const empty = isEmpty(this.view.draft);
    return html`<div class="actions">
        <button type="button" class="quiet" data-testid="save" @click=${this.#save}>${t().save}</button>
        <button type="button" class="quiet" data-testid="open" @click=${() => this.file.click()}>${t().open}</button>
        <button type="button" class="quiet" data-testid="share" @click=${this.#share}>${t().share}</button>
        <button type="button" class="quiet" data-testid="print" @click=${() => window.print()}>${t().print}</button>
        <button type="button" class="quiet" data-testid="sheets" @click=${() => go('/sheet/checklist')}>${t().sheetsShort}</button>
        ${empty
          ? nothing
          : html`<button type="button" class="quiet" data-testid="start-over" @click=${this.#startOver}>${t().startOver}</button>`}
        <span class="said" aria-live="polite">${this.said ? html`<span data-testid="file-said">${this.said}</span>` : nothing}</span>
        <button type="button" class="button primary" data-testid="submit" @click=${() => go('/submit')}>${t().goSubmit}</button>
        <input type="file" class="unseen" tabindex="-1" aria-label=${t().open} accept=".json,application/json" data-testid="file" @change=${this.#open} />
      </div>
      ${this.link
        ? html`<label class="share-link"
            >${t().shareByHand}
            <input class="field" readonly data-testid="share-link" .value=${this.link} @focus=${selectAll} />
          </label>`
        : nothing}
      <div aria-live="polite">${faults(t().fileErrors, this.errors, 'file-errors', () => (this.errors = []))}</div>`;
  }

  readonly #save = () => {
    const { draft, rulebook, today } = this.view;
    const text = `${writeJson(application(draft, rulebook.id), '\n')}\n`;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    link.download = t().fileName(today);
    link.click();
    URL.revokeObjectURL(link.href);
  };

  readonly #open = async () => {
    const [file] = this.file.files ?? [];
    if (!file) return;
    this.errors = open(await file.text(), this.view, FILE);
    this.said = this.errors.length === 0 ? t().opened : '';
    // So that the same file, mended, can be opened again.
    this.file.value = '';
  };

  readonly #share = async () => {
    const link = await shareLink(this.view.draft, this.view.rulebook.id);
    // The clipboard is there only over HTTPS or on this machine.
    const copied = await navigator.clipboard?.writeText(link).then(
      () => true,
      () => false,
    );
    this.link = copied ? '' : link;
    this.said = copied ? t().shared : '';
  };

  readonly #startOver = () => {
    if (!confirm(t().startOverSure)) return;
    forgetAll();
    this.view.change(EMPTY);
  };
}

const selectAll = (event: Event) => (event.target as HTMLInputElement).select();

const FILE: Saying = {
  notJson: (words) => words.fileNotJson,
  other: (words, rulebook) => words.fileOther(rulebook),
};
