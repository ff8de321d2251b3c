import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Fact, Group } from 'yushen';
import { firstContradiction } from '../findings';
import { say, t } from '../language';
import { Part } from '../part';
import type { View } from '../view';
import type { Question } from './question';
import './question';

/** All questions of the rulebook, by group, and how many of them can still change something. */
@customElement('yushen-questions')
export class Questions extends Part {
  @property({ attribute: false }) view!: View;

  /** Shows a question and puts the focus on it. */
  show(fact: string): void {
    const question = [...this.querySelectorAll<Question>('yushen-question')].find((each) => each.fact.id === fact);
    void question?.reveal();
  }

  protected override render() {
    const { law } = this.view.index;
    const asked = new Set(this.view.standings.ask.map((ask) => ask.id));
    const numbers = new Map(law.groups.flatMap((group) => this.#of(group)).map((fact, place) => [fact.id, place + 1]));
    return html`<h2 id="questions" tabindex="-1">${t().questions}</h2>
      ${this.#standing()}
      ${law.groups.map(
        (group) => html`<section class="group" aria-labelledby="group-${group.id}">
          <h3 id="group-${group.id}">${say(group.name)}</h3>
          ${repeat(
            this.#of(group),
            (fact) => fact.id,
            (fact) =>
              html`<yushen-question
                .view=${this.view}
                .fact=${fact}
                .number=${numbers.get(fact.id) ?? 0}
                .matters=${asked.has(fact.id)}
              ></yushen-question>`,
          )}
        </section>`,
      )}`;
  }

  #of(group: Group): Fact[] {
    return this.view.index.law.facts.filter((fact) => fact.group === group.id);
  }

  #standing() {
    const { standings, draft, index } = this.view;
    const best = standings.ask[0];
    const clash = firstContradiction(this.view);
    return html`<div class="standing-bar">
      <p>
        <b data-testid="ask-count">${best ? t().moving(standings.ask.length) : t().settled}</b>
        <span class="note">${t().answered(draft.facts.size, index.law.facts.length)}</span>
      </p>
      ${clash
        ? html`<button type="button" class="button danger" data-testid="to-clash" @click=${() => this.show(clash.id)}>
            ${t().toContradiction}
          </button>`
        : nothing}
      ${best && !clash
        ? html`<button type="button" class="button" data-testid="ask-next" @click=${() => this.show(best.id)}>
            ${t().next}
          </button>`
        : nothing}
    </div>`;
  }
}
