import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Change, Remedy, Review } from 'yushen';
import { answerText } from '../answer-text';
import { application } from '../draft';
import { AskEvent } from '../events';
import { say, t } from '../language';
import { Part } from '../part';
import { rulesInput } from '../rules-input';
import { plainOf } from '../trial';
import type { View } from '../view';

/** Reckoned once for a review, and only when somebody asks. */
const reckoned = new WeakMap<Review, Remedy[]>();

function waysOut(view: View): Remedy[] {
  const known = reckoned.get(view.review);
  if (known) return known;
  const { draft, rulebook, on } = view;
  const input = rulesInput(application({ ...draft, applicant: null }, rulebook.id));
  const { remedies: ways } = rulebook.remedies(input, on);
  reckoned.set(view.review, ways);
  return ways;
}

/** A way out in words: which answer becomes which, which papers are supplied or promised. */
export function remedyText(view: View, remedy: Remedy): TemplateResult {
  const names = (ids: string[]) => ids.flatMap((id) => view.index.materials.get(id) ?? []).map((each) => say(each.name));
  return html`<ul class="plain change-list">
    ${remedy.changes.map((change) => html`<li>${changeText(view, change)}</li>`)}
    ${remedy.supply.length > 0 ? html`<li>${t().supply(names(remedy.supply).join(t().listGap))}</li>` : nothing}
    ${remedy.promise.length > 0 ? html`<li>${t().promiseLater(names(remedy.promise).join(t().listGap))}</li>` : nothing}
  </ul>`;
}

function changeText(view: View, { fact: id, from, to }: Change) {
  const fact = view.index.facts.get(id);
  if (!fact) return id;
  const written = (value: Change['to']) => answerText(fact, { value: plainOf(value) });
  return html`${say(fact.question)}
    <span class="change">${from === null ? t().unanswered : written(from)} <span class="unseen">${t().becomes}</span><i aria-hidden="true">→</i> <b>${written(to)}</b></span>`;
}

/** 出路: the smallest changes that would turn a program's verdict, or complete the papers. In the browser, on demand. */
@customElement('yushen-remedies')
export class Remedies extends Part {
  @property({ attribute: false }) view!: View;
  /** The program that is not open to the project; without one, the papers that are missing. */
  @property({ attribute: false }) program: string | null = null;
  /** There is something to turn; what was opened stays so over a trial. */
  @property({ attribute: false }) asked = false;
  @state() private open = false;

  protected override render() {
    if (!this.asked) return nothing;
    const id = `ways-${this.program ?? 'papers'}`;
    return html`<button
        type="button"
        class="button"
        data-testid=${id}
        aria-expanded=${this.open}
        aria-controls=${id}
        @click=${() => (this.open = !this.open)}
      >
        ${this.program ? t().waysOut : t().waysOutPapers}
      </button>
      <div id=${id} class="ways" ?hidden=${!this.open}>${this.open ? this.#ways() : nothing}</div>`;
  }

  #ways() {
    const { program } = this;
    const all = waysOut(this.view);
    if (!program) return this.#papers(all);
    const ways = all.filter((way) => 'program' in way.target && way.target.program === program);
    if (ways.length === 0) return html`<p class="note">${t().noWayOut}</p>`;
    return html`<p class="note">${t().waysLead}</p>
      <ol class="plain lines">
        ${ways.map((way) => this.#way(way, t().eligibility[way.to as 'eligible']?.word ?? ''))}
      </ol>`;
  }

  #way(way: Remedy, to: string) {
    return html`<li class="way" data-testid="way">
      ${remedyText(this.view, way)}
      <p class="way-foot">
        ${to ? html`<span class="note">${t().then(to)}</span>` : nothing}
        <button type="button" class="button" data-testid="try" @click=${() => this.view.tryOut(way)}>${t().tryOut}</button>
        ${way.changes.map(
          ({ fact }) => html`<button type="button" class="quiet" @click=${() => this.dispatchEvent(new AskEvent(fact))}>${t().toQuestion}</button>`,
        )}
      </p>
    </li>`;
  }

  /** By paper; those that can only be supplied are named together. */
  #papers(ways: Remedy[]) {
    const papers = [...new Set(ways.flatMap((way) => paperOf(way) ?? []))];
    const of = (paper: string) => ways.filter((way) => paperOf(way) === paper);
    const choice = papers.filter((paper) => of(paper).some((way) => !isPlainSupply(way, paper)));
    const plain = papers.filter((paper) => !choice.includes(paper));
    const name = (id: string) => {
      const material = this.view.index.materials.get(id);
      return material ? say(material.name) : id;
    };
    return html`<p class="note">${t().waysLead}</p>
      ${choice.map(
        (paper) => html`<section class="way-paper" data-testid="way-${paper}">
          <h4>${name(paper)}</h4>
          <ol class="plain lines">
            ${of(paper)
              .filter((way) => !isPlainSupply(way, paper))
              .map((way) => this.#way(way, t().paperStates[way.to as 'waived']?.word ?? ''))}
          </ol>
        </section>`,
      )}
      ${plain.length > 0 ? html`<p class="note">${t().onlySupply(plain.length, plain.map(name).join(t().listGap))}</p>` : nothing}`;
  }
}

const paperOf = ({ target }: Remedy): string | null => ('material' in target ? target.material : null);

const isPlainSupply = ({ changes, supply, promise }: Remedy, paper: string): boolean =>
  changes.length === 0 && promise.length === 0 && supply.length === 1 && supply[0] === paper;
