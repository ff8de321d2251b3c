import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Day, Due } from 'yushen';
import { typedDay, writeDay } from '../days';
import { basisLine } from '../grounds';
import { say, t } from '../language';
import { shortName } from '../sentences';
import { dayWords } from '../strings/days';
import type { View } from '../view';
import { papersByDay } from './papers-by-day';

const MOST = 365;

/** From which day on, or by which day; and how long the applicant itself needs. */
export function scheduleControl(view: View): TemplateResult {
  const words = dayWords();
  return html`<div class="schedule">
      ${modes(view)}
      <label class="from">
        <span>${view.by === null ? words.startDay : words.readyDay}</span>
        <input
          type="date"
          class="field small"
          data-testid=${view.by === null ? 'from' : 'by'}
          min="2019-01-01"
          max="2100-12-31"
          .value=${live(view.by ?? view.from)}
          @change=${(event: Event) => choose(view, event)}
        />
      </label>
    </div>
    ${ownDays(view)}`;
}

function modes(view: View) {
  const words = dayWords();
  const mode = (by: boolean, name: string) => html`<label class="option">
    <input
      type="radio"
      name="mode"
      data-testid=${by ? 'mode-by' : 'mode-from'}
      .checked=${live((view.by !== null) === by)}
      @change=${() => view.reschedule({ by: by ? lastDay(view) : null })}
    /><span>${name}</span>
  </label>`;
  return html`<fieldset class="modes">
    <legend class="unseen">${words.mode}</legend>
    ${mode(false, words.startOn)} ${mode(true, words.readyBy)}
  </fieldset>`;
}

/** The day that the forward plan ends is the first that is worth asking about. */
const lastDay = ({ plan, from }: View): string => plan.end.latest ?? plan.end.day ?? plan.end.earliest ?? from;

function choose(view: View, event: Event): void {
  const day = typedDay(event);
  if (day) view.reschedule(view.by === null ? { from: day } : { by: day });
}

/** Working days that the applicant needs before an item can be filed, one small field for each step. */
function ownDays(view: View) {
  const words = dayWords();
  if (view.plan.steps.length === 0) return nothing;
  return html`<details class="folded own-days">
    <summary>${words.ownTitle}${view.own.size > 0 ? html` <small>${[...view.own.values()].reduce((a, b) => a + b, 0)} ${words.ownUnit}</small>` : nothing}</summary>
    <p class="note">${words.ownHint}</p>
    <ul class="plain lines">
      ${view.plan.steps.map(({ item }) => {
        const law = view.index.items.get(item);
        const name = law ? say(law.name) : item;
        return html`<li>
          <label>
            <span>${name}</span>
            <span class="own-field">
              <input
                type="number"
                inputmode="numeric"
                class="field small"
                data-testid="own-${item}"
                min="0"
                max=${MOST}
                step="1"
                aria-label=${words.ownOf(name)}
                .value=${live(String(view.own.get(item) ?? ''))}
                @change=${(event: Event) => setOwn(view, item, event)}
              />
              <small aria-hidden="true">${words.ownUnit}</small>
            </span>
          </label>
        </li>`;
      })}
    </ul>
  </details>`;
}

function setOwn(view: View, item: string, event: Event): void {
  const field = event.target as HTMLInputElement;
  field.setCustomValidity('');
  if (!field.validity.valid) {
    field.setCustomValidity(dayWords().ownFault);
    field.reportValidity();
    return;
  }
  const own = new Map(view.own);
  const days = Number(field.value);
  if (days > 0) own.set(item, days);
  else own.delete(item);
  view.reschedule({ own });
}

/** Whether the wished day can be met, what stands in its way, when works may start, and what would save days. */
export function scheduleAnswer(view: View): TemplateResult {
  const { plan } = view;
  return html`<div class="schedule-answer" role="status">${view.by === null ? nothing : wished(view, view.by)}</div>
    ${plan.worksStart ? worksStart(view, plan.worksStart) : nothing} ${savers(view)}`;
}

function wished(view: View, by: string) {
  const { plan, today } = view;
  const words = dayWords();
  const day = writeDay(by, today);
  if (plan.feasible) {
    const [first] = papersByDay(view);
    return html`<p class="wish" data-tone="yes" data-testid="wish">
      <i aria-hidden="true">✓</i><span><b>${words.inTime(day)}</b> ${first?.day ? words.firstPaper(writeDay(first.day, today), first.last.day !== null) : nothing}</span>
    </p>`;
  }
  const because = (plan.because ?? []).flatMap((id) => view.index.items.get(id) ?? []);
  return html`<div class="wish" data-tone="no" data-testid="wish">
    <i aria-hidden="true">✕</i>
    <div>
      <p>
        <b>${words.tooLate(day)}</b> ${plan.earliest ? html`<b>${atLeast(plan.earliest, today, words.earliest)}</b>` : nothing}
        ${plan.short ? words.short(plan.short) : nothing}
      </p>
      ${because.length > 0
        ? html`<p>${words.because}</p>
            <ol class="because plain" data-testid="because">
              ${because.map((item) => html`<li>${shortName(item.name)}</li>`)}
            </ol>`
        : nothing}
    </div>
  </div>`;
}

/** A day that is sure, or the first that is possible. */
function atLeast({ day, earliest }: Due, today: Day, words: (day: string, sure: boolean) => string): string {
  const first = day ?? earliest;
  return first ? words(writeDay(first, today), day !== null) : t().noDay;
}

function worksStart(view: View, { day, gates }: NonNullable<View['plan']['worksStart']>) {
  const words = dayWords();
  const names = gates.flatMap((id) => view.index.items.get(id) ?? []).map((item) => shortName(item.name));
  return html`<p class="works" data-testid="works-start">
    <b>${atLeast(day, view.today, words.worksStart)}</b> ${names.length > 0 ? words.worksGates(names.join(t().listGap)) : nothing}
  </p>`;
}

function savers({ plan, index }: View) {
  const { saves } = plan;
  const words = dayWords();
  if (saves.length === 0) return nothing;
  return html`<section class="saves" data-testid="saves">
    <h3>${words.saves}</h3>
    <ul class="plain lines">
      ${saves.map((each) => html`<li><p>${say(each.text)}</p>${each.basis ? basisLine(index, each.basis) : nothing}</li>`)}
    </ul>
  </section>`;
}
