import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { writeDay } from '../days';
import { t } from '../language';
import { Part } from '../part';
import { byWhen, mayI, type Sentence, whatIsMissing } from '../sentences';
import type { View } from '../view';
import { remedyText } from './remedies';
import './notes';
import './papers';
import './programs';
import './route-map';

const TABS = ['programs', 'route', 'papers', 'days', 'notes'] as const;
type Tab = (typeof TABS)[number];

/** The answer: three sentences, then the grounds for them in five tabs. */
@customElement('yushen-answer')
export class Answer extends Part {
  @property({ attribute: false }) view!: View;
  @state() private tab: Tab = 'programs';

  /** Another tab begins at its beginning; on a phone the sheet scrolls as a whole. */
  protected override updated(changed: Map<string, unknown>): void {
    const before = (changed.get('view') as View | undefined)?.trial ?? null;
    if (this.view.trial !== before && changed.has('view')) this.#toTrial();
    if (!changed.has('tab')) return;
    const [panel, sheet] = [this.querySelector('.tab-panel'), this.closest('dialog')];
    const head = this.querySelector<HTMLElement>('.answer-head')?.offsetHeight ?? 0;
    if (panel) panel.scrollTop = 0;
    if (sheet && sheet.scrollTop > head) sheet.scrollTop = head;
  }

  /** The button that was pressed may be gone with what it changed. */
  #toTrial(): void {
    const trial = this.querySelector<HTMLElement>('[data-testid=trial]');
    if (trial) {
      trial.focus({ preventScroll: true });
      trial.scrollIntoView({ block: 'nearest' });
    } else if (document.activeElement === document.body) {
      this.querySelector<HTMLElement>('.tab-panel')?.focus({ preventScroll: true });
    }
  }

  protected override render() {
    const { review } = this.view;
    const { standings } = this.view;
    const verdict = t().verdicts[standings.verdict];
    return html`<div class="answer-head">
        <h2 class="answer-title">${t().answer}</h2>
        <dl class="sentences" data-testid="sentences">
          ${this.#sentence(t().may, mayI(this.view), 'may')}
          ${this.#sentence(t().missing, [whatIsMissing(review)], 'missing')}
          ${this.#sentence(t().when, [byWhen(this.view)], 'when')}
        </dl>
        <p class="seal" data-verdict=${standings.verdict} data-testid="verdict" title=${verdict.word}>
          <span class="unseen">${verdict.word}</span>
          <span aria-hidden="true">${verdict.seal[0]}<br />${verdict.seal[1]}</span>
        </p>
        <p class="advice">${t().advice}</p>
        ${this.#past()} ${this.#trial()}
      </div>
      <div class="tabs" role="tablist" aria-label=${t().answer} @keydown=${this.#walk}>
        ${TABS.map((tab) => this.#tab(tab))}
      </div>
      <div class="tab-panel" role="tabpanel" id="panel" aria-labelledby="tab-${this.tab}" tabindex="0">
        ${this.#panel()}
      </div>`;
  }

  /** The law of another day: said before anything that rests on it. */
  #past() {
    const { on, today, reschedule } = this.view;
    if (on === today) return nothing;
    return html`<p class="trial" data-testid="past">
      <span>${t().pastLaw(writeDay(on, today))}</span>
      <button type="button" class="quiet" @click=${() => reschedule({ from: today })}>${t().backToToday}</button>
    </p>`;
  }

  /** What is being tried out, and the way back. */
  #trial() {
    const { trial, undo, tryOut } = this.view;
    return html`<div role="status">
      ${trial
        ? html`<div class="trial" data-testid="trial" tabindex="-1">
            <div><b>${t().trial}</b> ${remedyText(this.view, trial.remedy)}</div>
            <p class="actions">
              <button type="button" class="button" data-testid="undo" @click=${undo}>${t().undo}</button>
              <button type="button" class="quiet" data-testid="keep" @click=${() => tryOut(null)}>${t().keep}</button>
            </p>
          </div>`
        : nothing}
    </div>`;
  }

  #sentence(name: string, sentences: Sentence[], id: string) {
    return html`<div data-testid="sentence-${id}">
      <dt>${name}</dt>
      ${sentences.map(
        (each) => html`<dd data-tone=${each.tone}>
          ${each.text}${each.more ? html` <span class="more">${each.more}</span>` : nothing}
        </dd>`,
      )}
    </div>`;
  }

  #tab(tab: Tab) {
    const count = this.#count(tab);
    const here = tab === this.tab;
    return html`<button
      type="button"
      role="tab"
      id="tab-${tab}"
      data-testid="tab-${tab}"
      aria-selected=${here}
      aria-controls="panel"
      tabindex=${here ? 0 : -1}
      @click=${() => (this.tab = tab)}
    >
      ${t().tabs[tab]}${count === null ? nothing : html` <small>${count}</small>`}
    </button>`;
  }

  #count(tab: Tab): number | null {
    const { standings } = this.view;
    switch (tab) {
      case 'programs':
        return standings.programs.length;
      case 'route':
        return standings.items.filter((item) => item.need !== 'not-needed').length;
      case 'papers':
        return standings.papers.filter((paper) => paper.need !== 'not-needed').length;
      case 'days':
      case 'notes':
        return null;
    }
  }

  #panel() {
    switch (this.tab) {
      case 'programs':
        return html`<yushen-programs .view=${this.view}></yushen-programs>`;
      case 'route':
        return html`<yushen-route-map .view=${this.view}></yushen-route-map>`;
      case 'papers':
        return html`<yushen-papers .view=${this.view}></yushen-papers>`;
      case 'days':
        return html`<yushen-days-chart .view=${this.view}></yushen-days-chart>`;
      case 'notes':
        return html`<yushen-notes .index=${this.view.index} .rulebook=${this.view.rulebook}></yushen-notes>`;
    }
  }

  /** Arrow keys, Home and End, as in any list of tabs. */
  readonly #walk = (event: KeyboardEvent) => {
    const here = TABS.indexOf(this.tab);
    const steps: Record<string, number> = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: TABS.length - 1 };
    const to = steps[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.tab = TABS[(to + TABS.length) % TABS.length] ?? this.tab;
    this.querySelector<HTMLElement>(`#tab-${this.tab}`)?.focus();
  };
}
