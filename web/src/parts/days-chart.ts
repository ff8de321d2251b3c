import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Due, Open, Step } from 'yushen';
import { axisDay, dayAt, writeDue, writeMonth, writeShortDay, writeShortDue } from '../days';
import { basisLine } from '../grounds';
import { say, t } from '../language';
import { Part } from '../part';
import type { View } from '../view';
import { ownDuties } from './duties';
import { totalLimits } from './totals';

/** A stretch of the axis in calendar days. */
interface Axis {
  first: string;
  length: number;
}

/** 时间: the steps as bars on an axis of days; the same table is read out row by row. */
@customElement('yushen-days-chart')
export class DaysChart extends Part {
  @property({ attribute: false }) view!: View;

  protected override render() {
    const { plan, from } = this.view;
    return html`<label class="from">
        <span>${t().startFrom}</span>
        <input
          type="date"
          class="field small"
          data-testid="from"
          min="2019-01-01"
          max="2100-12-31"
          .value=${from}
          @change=${this.#start}
        />
      </label>
      ${totalLimits(this.view)}
      ${plan.steps.length === 0 ? html`<p class="empty">${t().noPlan}</p>` : this.#chart()}
      ${plan.open.length > 0 ? this.#open(plan.open) : nothing} ${ownDuties(this.view)}`;
  }

  #chart() {
    const { plan } = this.view;
    const axis = axisOf(plan.from, [plan.end, ...plan.steps.flatMap((step) => [step.start, step.end])]);
    const { limit } = plan.total;
    return html`<p class="lead">${t().daysLead}</p>
      <p class="note">
        ${t().totalDays(plan.total.days, plan.open.length > 0)}
        ${limit ? html`${t().jointLimit(limit.days, limit.unit)} ${basisLine(this.view.index, limit.basis)}` : nothing}
      </p>
      <ul class="legend plain" aria-hidden="true">
        <li><i class="bar critical"></i>${t().legendCritical}</li>
        <li><i class="bar"></i>${t().legendStep}</li>
        <li><i class="bar hatched"></i>${t().legendProvisional}</li>
        <li><i class="rest"></i>${t().legendRest}</li>
      </ul>
      <table class="chart" .style=${`--rest: ${this.#rest(axis)}`}>
        <thead>
          <tr>
            <th scope="col">${t().step}</th>
            <th scope="col" class="axis">
              <span class="unseen">${t().ends}</span>
              <span class="months" aria-hidden="true">${months(axis)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          ${plan.steps.map((step) => this.#row(axis, step))}
        </tbody>
      </table>`;
  }

  #row(axis: Axis, step: Step) {
    const { index, today } = this.view;
    const law = index.items.get(step.item);
    const length = step.days === null ? t().noLimit : t().lengthOf(step.days, step.unit);
    const slack = step.critical ? t().critical : step.slack > 0 ? t().slack(step.slack) : '';
    return html`<tr data-testid="step-${step.item}">
      <th scope="row">
        ${law ? say(law.name) : step.item}
        <small>${[length, slack].filter(Boolean).join(' · ')}</small>
      </th>
      <td>
        <span class="bars" aria-hidden="true">${bars(axis, step)}</span>
        <span class="dates">
          <span class="unseen">${t().starts} ${writeDue(step.start, today)}, ${t().ends} ${writeDue(step.end, today)}</span>
          <span aria-hidden="true">${this.#span(step)}</span>
          ${step.end.provisional ? html`<span class="tag">${t().provisional}</span>` : nothing}
        </span>
      </td>
    </tr>`;
  }

  /** `11月22日 → 12月21日`; where only lower bounds are known, `最早` goes before. */
  #span({ start, end }: Step): string {
    const { today } = this.view;
    const lowest = (due: Due) => (!due.day && !due.latest && due.earliest ? writeShortDay(due.earliest, today) : null);
    const least = lowest(end);
    if (least === null) return `${writeShortDue(start, today)} → ${writeShortDue(end, today)}`;
    return t().atTheEarliest(`${lowest(start) ?? writeShortDue(start, today)} → ${least}`);
  }

  /** The rest days of the axis as stripes, as the calendar gives them. */
  #rest(axis: Axis): string {
    const { skipped } = this.view.rulebook.due({ from: axis.first, days: axis.length, unit: 'working' });
    const stops = skipped.flatMap((span) => {
      const [start, end] = [axisDay(axis.first, span.from), axisDay(axis.first, span.to) + 1];
      if (start >= axis.length) return [];
      const at = (place: number) => percent(axis, place);
      return [`transparent ${at(start)}`, `var(--shade) ${at(start)} ${at(end)}`, `transparent ${at(end)}`];
    });
    return stops.length > 0 ? `linear-gradient(90deg, ${stops.join(', ')})` : 'none';
  }

  #open(open: Open[]) {
    return html`<section class="open-ends">
      <h3>${t().openTitle}</h3>
      <ul class="plain lines">
        ${open.map(
          (each) => html`<li data-testid="open-${each.subject}">
            <p>${say(each.text)}</p>
            ${each.basis ? basisLine(this.view.index, each.basis) : nothing}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  readonly #start = (event: Event) => {
    const day = (event.target as HTMLInputElement).value;
    if (day) this.view.startFrom(day);
  };
}

const lastOf = (due: Due): string | null => due.latest ?? due.day ?? due.earliest;
const firstOf = (due: Due): string | null => due.day ?? due.earliest ?? due.latest;

function axisOf(first: string, dues: Due[]): Axis {
  const last = dues.flatMap((due) => lastOf(due) ?? []).reduce((a, b) => (a > b ? a : b), first);
  return { first, length: axisDay(first, last) + 1 };
}

const percent = (axis: Axis, place: number): string =>
  `${Math.round((Math.min(Math.max(place, 0), axis.length) / axis.length) * 10000) / 100}%`;

/** A bar from start to the day that is certain, and a hatched one over what is not. */
function bars(axis: Axis, step: Step) {
  const [start, sure, latest] = [firstOf(step.start), firstOf(step.end), lastOf(step.end)];
  if (!start || !sure) return nothing;
  const bar = (from: number, to: number, kind: string) =>
    html`<i class="bar ${kind}" .style=${`left: ${percent(axis, from)}; right: calc(100% - ${percent(axis, to)})`}></i>`;
  const [a, b, c] = [axisDay(axis.first, start), axisDay(axis.first, sure) + 1, axisDay(axis.first, latest ?? sure) + 1];
  const kind = [step.critical ? 'critical' : '', step.days === null || !step.start.day ? 'hatched' : ''].join(' ');
  return html`${bar(a, Math.max(b, a + 1), kind)} ${c > b ? bar(b, c, 'hatched') : nothing}`;
}

/** The names of the months, each where it begins. */
function months(axis: Axis) {
  const places = Array.from({ length: axis.length }, (_, place) => place);
  const begins = places.filter((place) => place === 0 || dayAt(axis.first, place).endsWith('-01'));
  const wide = begins.filter((place, n) => (begins[n + 1] ?? axis.length) - place > axis.length / 14);
  return wide.map((place) => html`<i .style=${`left: ${percent(axis, place)}`}>${writeMonth(dayAt(axis.first, place))}</i>`);
}
