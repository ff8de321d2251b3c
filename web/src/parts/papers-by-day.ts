import { html, nothing, type TemplateResult } from 'lit';
import type { Day, Due, Plan } from 'yushen';
import { firstOf, writeDue } from '../days';
import { say, t } from '../language';
import { dayWords } from '../strings/days';
import type { View } from '../view';

/** The papers that have the same last day. */
interface DayOfPapers {
  /** The first day that it can be. */
  day: Day | null;
  last: Due;
  papers: Plan['papers'];
}

/** The papers of a plan, the first day first. */
export function papersByDay({ plan }: View): DayOfPapers[] {
  const groups = new Map<string, Plan['papers']>();
  const order = ({ last }: Plan['papers'][number]) => last.day ?? `${firstOf(last) ?? '9'}~`;
  for (const paper of [...plan.papers].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0))) {
    const key = [order(paper), paper.last.day, paper.last.latest].join('|');
    groups.set(key, [...(groups.get(key) ?? []), paper]);
  }
  return [...groups.values()].flatMap((papers) => {
    const last = papers[0]?.last;
    return last ? [{ day: firstOf(last), last, papers }] : [];
  });
}

/** 材料最晚哪天交: grouped by day, each with where it stands. */
export function papersByDayList(view: View): TemplateResult | typeof nothing {
  const groups = papersByDay(view);
  const words = dayWords();
  if (groups.length === 0) return nothing;
  return html`<section class="by-day" data-testid="papers-by-day">
    <h3>${words.papersTitle}</h3>
    <p class="note">${words.papersLead}</p>
    <ol class="plain lines">
      ${groups.map(
        ({ last, papers }) => html`<li>
          <h4>${writeDue(last, view.today)} <small>${words.papersOn(papers.length)}</small>
            ${last.day === null ? html`<span class="tag">${words.provisional}</span>` : nothing}</h4>
          <ul class="plain">
            ${papers.map(({ id }) => paper(view, id))}
          </ul>
        </li>`,
      )}
    </ol>
  </section>`;
}

function paper({ index, review }: View, id: string) {
  const law = index.materials.get(id);
  const state = review.materials.find((each) => each.id === id)?.state;
  const standing = state && t().paperStates[state];
  return html`<li data-testid="paper-day-${id}">
    ${standing ? html`<i aria-hidden="true" data-tone=${state === 'in-hand' ? 'yes' : 'no'}>${standing.mark}</i>` : nothing}
    <span>${law ? say(law.name) : id}${standing ? html` <small>${standing.word}</small>` : nothing}</span>
  </li>`;
}
