import { html, nothing } from 'lit';
import type { Fact } from 'yushen';
import { AskEvent } from '../events';
import { say, t } from '../language';
import type { View } from '../view';

/** So many open questions are named at once; the rest unfold. */
const SHOWN = 3;

/** The questions whose answers would settle a verdict, each with the way to it. */
export function askAlso(view: View, ids: string[]) {
  const facts = ids.flatMap((id) => view.index.facts.get(id) ?? []);
  if (facts.length === 0) return nothing;
  return html`<div class="ask">
    <h4>${t().askMore}</h4>
    ${questions(facts.slice(0, SHOWN))}
    ${facts.length > SHOWN
      ? html`<details class="folded">
          <summary>${t().moreQuestions(facts.length - SHOWN)}</summary>
          ${questions(facts.slice(SHOWN))}
        </details>`
      : nothing}
  </div>`;
}

const questions = (facts: Fact[]) => html`<ul class="plain">
  ${facts.map((fact) => html`<li>${askButton(fact, say(fact.question))}</li>`)}
</ul>`;

/** A link to a question. */
export const askButton = (fact: Fact, words: string) => html`<button
  type="button"
  class="link"
  @click=${(event: Event) => event.target?.dispatchEvent(new AskEvent(fact.id))}
>
  ${words}
</button>`;
