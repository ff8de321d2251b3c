import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Item, ItemReview, Stage } from 'yushen';
import { pick, tick, ticks } from '../draft';
import { ItemEvent } from '../events';
import { standingMark } from '../grounds';
import { itemStanding } from '../item-state';
import { say, t } from '../language';
import { Part } from '../part';
import { shortName } from '../sentences';
import type { View } from '../view';
import type { ItemSheet } from './item-sheet';
import './item-sheet';
import './savings';
import './route-lines';

/** 统筹图: the stages as columns, the approvals as stations, lines for what waits for what. */
@customElement('yushen-route-map')
export class RouteMap extends Part {
  @property({ attribute: false }) view!: View;
  @state() private picking = false;
  /** The station under pointer or focus: its lines stand out. */
  @state() private near = '';
  @query('yushen-item-sheet') private sheet!: ItemSheet;

  constructor() {
    super();
    this.addEventListener('yushen-item', (event) => this.sheet.open((event as ItemEvent).item));
  }

  protected override render() {
    const { review, index } = this.view;
    const shown = review.items.filter((item) => item.need !== 'not-needed' || item.wished);
    const rest = review.items.filter((item) => !shown.includes(item));
    return html`<p class="lead">${t().routeLead}</p>
      ${this.#savings()} ${this.#gates(shown)}
      <label class="switch">
        <input
          type="checkbox"
          data-testid="picking"
          .checked=${live(this.#picks)}
          @change=${this.#togglePicking}
        />
        <span>${t().picking}<small>${t().pickingHint}</small></span>
      </label>
      ${shown.length === 0
        ? html`<p class="empty">${t().noItems}</p>`
        : html`<div class="route" @pointerover=${this.#approach} @pointerleave=${this.#away} @focusin=${this.#approach}>
            <yushen-route-lines .edges=${this.#edges()} .near=${this.near}></yushen-route-lines>
            ${index.law.stages.map((stage) => this.#stage(stage, shown))}
          </div>`}
      ${rest.length > 0 ? this.#notNeeded(rest) : nothing}
      <yushen-savings .view=${this.view}></yushen-savings>
      <yushen-item-sheet .view=${this.view}></yushen-item-sheet>`;
  }

  get #picks(): boolean {
    return this.picking || this.view.draft.items.length > 0;
  }

  #savings() {
    const { papers, visits } = this.view.review.savings;
    const words = t().together(papers.alone - papers.together, visits.alone - visits.together);
    return words ? html`<p class="note">${t().savings(words)}</p>` : nothing;
  }

  /** 开工前必须办结: how many of them are done. */
  #gates(shown: ItemReview[]) {
    const gates = shown.filter((item) => item.gate && item.need !== 'not-needed');
    if (gates.length === 0) return nothing;
    return html`<p class="note" data-testid="gates">${t().gates(gates.length, gates.filter((item) => item.done).length)}</p>`;
  }

  #edges(): [string, string][] {
    return this.view.plan.steps.flatMap((step) => step.after.map((before): [string, string] => [before, step.item]));
  }

  #stage(stage: Stage, shown: ItemReview[]) {
    const items = shown.flatMap((item) => {
      const law = this.view.index.items.get(item.id);
      return law?.stage === stage.id ? [{ item, law }] : [];
    });
    if (items.length === 0) return nothing;
    return html`<section class="stage" aria-labelledby="stage-${stage.id}">
      <h3 id="stage-${stage.id}">${say(stage.name)}</h3>
      <ol class="plain">
        ${items.map(({ item, law }) => this.#station(item, law))}
      </ol>
    </section>`;
  }

  #station(item: ItemReview, law: Item) {
    const standing = itemStanding(this.view, item);
    const waits = this.view.plan.steps.find((step) => step.item === item.id)?.after ?? [];
    return html`<li
      class="station"
      id="station-${item.id}"
      data-item=${item.id}
      data-testid="item-${item.id}"
      data-state=${standing.id}
    >
      <button type="button" class="station-name" @click=${() => this.dispatchEvent(new ItemEvent(item.id))}>
        ${say(law.name)}
      </button>
      <p class="mark" data-tone=${standing.tone}><i aria-hidden="true">${standing.mark}</i>${standing.word}</p>
      ${item.gate ? html`<p><span class="tag gate">${t().gateShort}</span></p>` : nothing}
      ${item.rests.length > 0 ? html`<p><span class="tag meant">${t().byEstimate}</span></p>` : nothing}
      ${waits.length > 0 ? html`<p class="waits">${t().waitsForItems(this.#names(waits))}</p>` : nothing}
      ${this.#ticks(item)}
    </li>`;
  }

  #names(ids: string[]): string {
    return ids.flatMap((id) => this.view.index.items.get(id) ?? []).map((item) => shortName(item.name)).join(t().listGap);
  }

  #ticks(item: ItemReview) {
    const { draft, index } = this.view;
    const bundle = index.bundle(item.id);
    const checked = (event: Event) => (event.target as HTMLInputElement).checked;
    return html`${this.#picks
      ? html`<label class="tick">
          <input
            type="checkbox"
            data-testid="pick-${item.id}"
            .checked=${live(item.wished)}
            @change=${(event: Event) => this.view.change(pick(draft, item.id, checked(event)))}
          /><span>${t().picked}</span>
        </label>`
      : nothing}
    ${bundle
      ? html`<label class="tick">
          <input
            type="checkbox"
            data-testid="tick-${item.id}"
            .checked=${live(ticks(draft, bundle.fact)?.includes(item.id) ?? false)}
            @change=${(event: Event) => this.view.change(tick(draft, bundle.fact, item.id, checked(event)))}
          /><span>${t().inBundle}</span>${bundle.basis.standing === 'illustrative'
            ? standingMark(bundle.basis.standing)
            : nothing}
        </label>`
      : nothing}`;
  }

  #notNeeded(items: ItemReview[]) {
    return html`<details class="folded">
      <summary>${t().notNeeded(items.length)}</summary>
      <p class="note">${t().notNeededNote}</p>
      <ul class="plain">
        ${items.map((item) => {
          const law = this.view.index.items.get(item.id);
          return html`<li data-testid="item-${item.id}" data-state="not-needed">
            <button type="button" class="link" @click=${() => this.dispatchEvent(new ItemEvent(item.id))}>
              ${law ? say(law.name) : item.id}
            </button>
          </li>`;
        })}
      </ul>
    </details>`;
  }

  readonly #togglePicking = (event: Event) => {
    this.picking = (event.target as HTMLInputElement).checked;
    if (!this.picking) this.view.change({ ...this.view.draft, items: [] });
  };

  readonly #approach = (event: Event) => {
    this.near = (event.target as Element).closest<HTMLElement>('.station')?.dataset['item'] ?? '';
  };

  readonly #away = () => {
    this.near = '';
  };
}
