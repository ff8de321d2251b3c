import { html, nothing, type TemplateResult } from 'lit';
import type { Duty } from 'yushen';
import { basisFull } from '../grounds';
import { say, t } from '../language';
import type { View } from '../view';

/** 您自己的期限: what the applicant has to do in time, of the items that this project needs and of none in particular. */
export function ownDuties(view: View): TemplateResult | typeof nothing {
  const needed = new Set(view.review.items.filter((item) => item.need !== 'not-needed').map((item) => item.id));
  const duties = view.index.law.duties.filter((duty) => duty.item === undefined || needed.has(duty.item));
  if (duties.length === 0) return nothing;
  return html`<section class="open-ends" data-testid="duties">
    <h3>${t().ownDuties}</h3>
    ${dutyList(view, duties)}
  </section>`;
}

/** Duties one by one: how long, from what, and what has to be done. */
export const dutyList = (view: View, duties: Duty[]): TemplateResult => html`<ul class="plain">
  ${duties.map(
    (duty) => html`<li data-testid="duty-${duty.id}">
      <details class="reason">
        <summary>
          <span>
            <b>${say(duty.name)}</b> ${t().dutyWithin(say(duty.after), t().lengthOf(duty.days, duty.unit), duty.before ?? false)}
          </span>
        </summary>
        <p>${say(duty.what)}</p>
        ${duty.extension ? html`<p class="note">${say(duty.extension)}</p>` : nothing}
        ${duty.note ? html`<p class="note">${say(duty.note)}</p>` : nothing} ${basisFull(view.index, duty.basis)}
      </details>
    </li>`,
  )}
</ul>`;
