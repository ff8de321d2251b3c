import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Item, ItemReview, Limit } from 'yushen';
import { writeValid } from '../days';
import { basesFull, basisFull, basisLine, reasonView, standingMark } from '../grounds';
import { itemStanding } from '../item-state';
import { say, t } from '../language';
import { Part } from '../part';
import type { View } from '../view';
import { byWhose, dutyList } from './duties';
import { restsLine } from './rests';

/** Everything about one approval: agency, why, limit, what goes before and after, papers, the articles. */
@customElement('yushen-item-sheet')
export class ItemSheet extends Part {
  @property({ attribute: false }) view!: View;
  @state() private item = '';
  @query('dialog') private dialog!: HTMLDialogElement;

  open(item: string): void {
    this.item = item;
    void this.updateComplete.then(() => {
      if (!this.dialog.open) this.dialog.showModal();
      this.dialog.scrollTop = 0;
    });
  }

  protected override render() {
    const law = this.view.index.items.get(this.item);
    const review = this.view.review.items.find((each) => each.id === this.item);
    return html`<dialog class="drawer" aria-labelledby="item-title" data-testid="item-sheet" @click=${this.#outside}>
      ${law && review ? this.#sheet(law, review) : nothing}
    </dialog>`;
  }

  #sheet(law: Item, review: ItemReview) {
    const { index, plan } = this.view;
    const standing = itemStanding(this.view, review);
    const before = plan.steps.find((step) => step.item === law.id)?.after ?? [];
    const after = plan.steps.filter((step) => step.after.includes(law.id)).map((step) => step.item);
    const outcome = law.outcome ? index.materials.get(law.outcome) : undefined;
    const [gate, duties] = [index.gate(law.id), index.duties(law.id)];
    const row = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<header class="drawer-head">
        <h2 id="item-title">${say(law.name)}</h2>
        <button type="button" class="quiet" autofocus @click=${() => this.dialog.close()}>${t().close}</button>
      </header>
      <p class="mark" data-tone=${standing.tone}><i aria-hidden="true">${standing.mark}</i>${standing.word}</p>
      ${restsLine(this.view, review.rests)} ${law.note ? html`<p>${say(law.note)}</p>` : nothing}
      <dl class="facts">
        ${row(t().agency, say(law.agency))}
        ${row(t().neededWhen, review.reason ? reasonView(this.view, review.reason) : say(law.neededText))}
        ${law.pledged ? row(t().pledgedLimit, this.#limit(law.pledged, law)) : nothing}
        ${row(t().timeLimit, law.limit ? this.#limit(law.limit, law) : t().noLimit)}
        ${gate ? row(t().gate, html`<p>${t().gateNote}</p>${basesFull(index, gate.basis)}`) : nothing}
        ${byWhose(duties).map((whose) => row(whose.title, dutyList(this.view, whose.duties)))}
        ${before.length > 0 ? row(t().waitsFor, this.#links(before)) : nothing}
        ${after.length > 0 ? row(t().before, this.#links(after)) : nothing}
        ${outcome ? row(t().outcome, say(outcome.name)) : nothing}
        ${law.valid ? row(t().inForce, writeValid(law.valid, index.on)) : nothing}
        ${row(t().basis, basesFull(index, law.basis))}
      </dl>
      <h3>${t().papersOfItem}</h3>
      ${law.closed ? html`<p class="note">${t().closed} ${basisLine(index, law.closed)}</p>` : nothing}
      ${this.#papers(law, review)}`;
  }

  #limit(limit: Limit, law: Item) {
    return html`<p>${t().limitOf(limit.days, limit.unit, limit.from)}</p>
      ${law.duration === 'third-party' ? html`<p class="note">${t().thirdParty}</p>` : nothing}
      ${limit.unmarked ? html`<p class="note">${t().unmarked}</p>` : nothing}
      ${limit.variants.length > 0 ? html`<p class="note">${t().limitVaries}</p>` : nothing}
      ${limit.note ? html`<p class="note">${say(limit.note)}</p>` : nothing}
      ${limit.extension
        ? html`<p class="note">${t().extension(limit.extension.days, say(limit.extension.by))}</p>`
        : nothing}
      ${basisFull(this.view.index, limit.basis)}`;
  }

  #links(items: string[]) {
    return html`<ul class="plain">
      ${items.map((id) => {
        const law = this.view.index.items.get(id);
        return law
          ? html`<li><button type="button" class="link" @click=${() => this.open(id)}>${say(law.name)}</button></li>`
          : nothing;
      })}
    </ul>`;
  }

  #papers(law: Item, review: ItemReview) {
    const { index } = this.view;
    const asked = law.materials.filter(
      (_, place) => review.need === 'not-needed' || review.materials[place]?.need !== 'not-needed',
    );
    if (asked.length === 0) return html`<p class="empty">${t().noPapers}</p>`;
    return html`<ul class="plain lines">
      ${asked.map((use) => {
        const material = index.materials.get(use.material);
        const paper = this.view.review.materials.find((each) => each.id === use.material);
        const open = paper?.need === 'undetermined' && paper.state === 'missing';
        const standing = open ? t().paperOpen : paper && t().paperStates[paper.state];
        return html`<li>
          <details class="reason">
            <summary>
              <span>${material ? say(material.name) : use.material} ${use.added ? html`<span class="tag">${t().addedHere}</span>` : nothing}</span>
              ${standing ? html`<span class="mark"><i aria-hidden="true">${standing.mark}</i>${standing.word}</span>` : nothing}
            </summary>
            ${use.called ? html`<p class="note">${t().called} ${say(use.called)}</p>` : nothing}
            <p class="note">${t().askedWhen} ${say(use.neededText)}</p>
            ${use.deferrable
              ? html`<p class="note">${standingMark(use.deferrable.standing)} ${say(use.deferrable.why)}</p>`
              : nothing}
            ${basesFull(index, use.basis)}
          </details>
        </li>`;
      })}
    </ul>`;
  }

  /** A press beside the sheet closes it; inside, the target is never the dialog itself. */
  readonly #outside = (event: MouseEvent) => {
    if (event.target !== this.dialog) return;
    const box = this.dialog.getBoundingClientRect();
    if (event.clientX < box.left || event.clientY < box.top || event.clientX > box.right) this.dialog.close();
  };
}
