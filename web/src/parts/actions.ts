import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { InputError } from 'yushen';
import { application, draftOf, EMPTY, isEmpty } from '../draft';
import { readJson, writeJson } from '../exact';
import { inBoth, language, t } from '../language';
import { Part } from '../part';
import { go } from '../route';
import { rulesInput } from '../rules-input';
import type { FieldError } from '../server';
import type { Strings } from '../strings/zh';
import type { View } from '../view';

/** What one can do with the draft: save, open, print, see the papers, start over, submit. */
@customElement('yushen-actions')
export class Actions extends Part {
  @property({ attribute: false }) view!: View;
  @state() private errors: FieldError[] = [];
  @state() private said = '';
  @query('input[type=file]') private file!: HTMLInputElement;

  protected override render() {
    const empty = isEmpty(this.view.draft);
    return html`<div class="actions">
        <button type="button" class="quiet" data-testid="save" @click=${this.#save}>${t().save}</button>
        <button type="button" class="quiet" data-testid="open" @click=${() => this.file.click()}>${t().open}</button>
        <button type="button" class="quiet" data-testid="print" @click=${() => window.print()}>${t().print}</button>
        <button type="button" class="quiet" data-testid="sheets" @click=${() => go('/sheet/checklist')}>${t().sheetsShort}</button>
        ${empty
          ? nothing
          : html`<button type="button" class="quiet" data-testid="start-over" @click=${this.#startOver}>${t().startOver}</button>`}
        <span class="said" aria-live="polite">${this.said ? html`<span data-testid="file-said">${this.said}</span>` : nothing}</span>
        <button type="button" class="button primary" data-testid="submit" @click=${() => go('/submit')}>${t().goSubmit}</button>
        <input type="file" class="unseen" tabindex="-1" aria-label=${t().open} accept=".json,application/json" data-testid="file" @change=${this.#open} />
      </div>
      <div aria-live="polite">${this.#told()}</div>`;
  }

  #told() {
    if (this.errors.length === 0) return nothing;
    return html`<div class="faults" data-testid="file-errors">
      <div class="faults-head">
        <p class="fault">${t().fileErrors}</p>
        <button type="button" class="quiet" @click=${() => (this.errors = [])}>${t().close}</button>
      </div>
      <ul class="plain lines">
        ${this.errors.map(
          (error) => html`<li>
            ${error.pointer ? html`<p class="note">${t().where} <code>${error.pointer}</code></p>` : nothing}
            <p lang=${language() === 'zh' ? 'zh-CN' : 'en'}>${error[language()]}</p>
            <p class="note" lang=${language() === 'zh' ? 'en' : 'zh-CN'}>${error[language() === 'zh' ? 'en' : 'zh']}</p>
          </li>`,
        )}
      </ul>
    </div>`;
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
    this.errors = read(await file.text(), this.view);
    this.said = this.errors.length === 0 ? t().opened : '';
    // So that the same file, mended, can be opened again.
    this.file.value = '';
  };

  readonly #startOver = () => {
    if (confirm(t().startOverSure)) this.view.change(EMPTY);
  };
}

/** Opens a file's application if the rules accept it as one; else says everything that is wrong with it. */
function read(text: string, view: View): FieldError[] {
  let given: unknown;
  try {
    given = readJson(text);
  } catch {
    return [fileError((words) => words.fileNotJson)];
  }
  const { rulebook } = (given ?? {}) as { rulebook?: unknown };
  if (typeof rulebook === 'string' && rulebook !== view.rulebook.id) return [fileError((words) => words.fileOther(rulebook))];
  try {
    view.rulebook.review(rulesInput(given), view.today);
  } catch (error) {
    if (error instanceof InputError) return error.errors;
    throw error;
  }
  view.change(draftOf(given, view.index.law));
  return [];
}

const fileError = (words: (strings: Strings) => string): FieldError => ({ pointer: '', code: 'file', ...inBoth(words) });
