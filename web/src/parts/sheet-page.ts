import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Sheet, SheetKind } from 'yushen';
import { application } from '../draft';
import { markDocument, say, t } from '../language';
import { Part } from '../part';
import { SHEET_KINDS } from '../route';
import { rulesInput } from '../rules-input';
import type { View } from '../view';
import { tidied } from './applicant-form';
import { sheetPaper } from './sheet-paper';
import '../styles/sheet.css';

/** A paper of the present draft. */
function sheetOf({ draft, rulebook, on }: View, kind: SheetKind): Sheet {
  const applicant = draft.applicant && tidied(draft.applicant);
  return rulebook.sheet({ kind, application: rulesInput(application({ ...draft, applicant }, rulebook.id)) }, on);
}

export const checklist = (view: View) => sheetPaper(view, sheetOf(view, 'checklist'));

/** 文书与清单: which paper, and the paper itself. Written by the rules in the browser; nothing is sent. */
@customElement('yushen-sheet-page')
export class SheetPage extends Part {
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) kind!: SheetKind;
  #sheets: Sheet[] = [];

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    markDocument();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('view')) this.#sheets = SHEET_KINDS.map((kind) => sheetOf(this.view, kind));
  }

  protected override render() {
    const sheet = this.#sheets.find(({ kind }) => kind === this.kind);
    return html`<section class="page sheet-page">
      <aside>
        <p><a href="#/">← ${t().backToCheck}</a></p>
        <nav aria-label=${t().sheets}>
          <b aria-hidden="true">${t().sheets}</b>
          <ul class="plain">
            ${this.#sheets.map((each) => this.#link(each))}
          </ul>
        </nav>
        <p class="note">${t().sheetsLead}</p>
        <button type="button" class="button primary" data-testid="print-sheet" @click=${() => window.print()}>${t().printSheet}</button>
      </aside>
      ${sheet ? sheetPaper(this.view, sheet) : nothing}
    </section>`;
  }

  /** The paper's name is what a file of it is called. */
  protected override updated(): void {
    const sheet = this.#sheets.find(({ kind }) => kind === this.kind);
    if (sheet) document.title = `${say(sheet.title)} · ${t().brand}`;
  }

  #link({ kind, title, fits }: Sheet) {
    return html`<li>
      <a href="#/sheet/${kind}" data-testid="sheet-${kind}" aria-current=${kind === this.kind ? 'page' : 'false'}>
        ${say(title)}${fits ? nothing : html` <small>${t().notNow}</small>`}
      </a>
    </li>`;
  }
}
