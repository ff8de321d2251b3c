import { html, nothing, type TemplateResult } from 'lit';
import type { Duty } from 'yushen';
import { basisFull, standingMark } from '../grounds';
import { say, t } from '../language';
import type { View } from '../view';

/** Whose duties they are: the reader's own, what others owe the reader, and what the government's people have set themselves. */
interface Whose {
  key: 'own' | 'owed' | 'agent';
  title: string;
  duties: Duty[];
}

/** Duties by whose they are; nobody's list is empty. */
export function byWhose(duties: Duty[]): Whose[] {
  const of = (duty: Duty): Whose['key'] => (!duty.who || duty.who === 'applicant' ? 'own' : duty.who === 'agent' ? 'agent' : 'owed');
  return (['own', 'owed', 'agent'] as const)
    .map((key) => ({ key, title: t().duties[key], duties: duties.filter((duty) => of(duty) === key) }))
    .filter((whose) => whose.duties.length > 0);
}

/** 期限: what has to be done in time, by the reader and by others, for the items that this project needs and for none in particular. */
export function allDuties(view: View): TemplateResult | typeof nothing {
  const needed = new Set(view.review.items.filter((item) => item.need !== 'not-needed').map((item) => item.id));
  const duties = view.index.law.duties.filter((duty) => duty.item === undefined || needed.has(duty.item));
  if (duties.length === 0) return nothing;
  return html`<div class="open-ends">
    ${byWhose(duties).map(
      (whose) => html`<section data-testid="duties-${whose.key}">
        <h3>${whose.title} ${sharedStanding(whose.duties)}</h3>
        ${dutyList(view, whose.duties)}
      </section>`,
    )}
  </div>`;
}

/** 报道, 示例: said once, where it is true of all of them. */
function sharedStanding(duties: Duty[]) {
  const [standing, ...others] = new Set(duties.map((duty) => duty.basis.standing));
  return standing && others.length === 0 ? standingMark(standing) : nothing;
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
