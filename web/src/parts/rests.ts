import { html, nothing } from 'lit';
import type { Rest } from 'yushen';
import { answerText } from '../answer-text';
import { meaningMark } from '../grounds';
import { say, t } from '../language';
import type { View } from '../view';
import { askButton } from './ask';

/** What a verdict rests on that is not plainly given: the estimates and the undertakings, each with the way to it. */
export function restsLine(view: View, rests: Rest[]) {
  const facts = rests.flatMap(({ fact: id, as }) => {
    const fact = view.index.facts.get(id);
    return fact && as !== 'given' ? [{ fact, as }] : [];
  });
  if (facts.length === 0) return nothing;
  return html`<div class="rests" data-testid="rests">
    <p>${t().restsOn(facts.length)}</p>
    <ul class="plain">
      ${facts.map(
        ({ fact, as }) => html`<li>
          ${askButton(fact, say(fact.question))} <b>${answerText(fact, view.draft.facts.get(fact.id))}</b>
          ${meaningMark(as)}
        </li>`,
      )}
    </ul>
  </div>`;
}
