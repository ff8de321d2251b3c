import { html, nothing, type TemplateResult } from 'lit';
import type { Day, Due, Stage, Step } from 'yushen';
import { type Axis, axisOf, type Rest } from '../axis';
import { axisDay, dayAt, firstOf, writeMonth, writeShortDay, writeShortDue } from '../days';
import { ItemEvent } from '../events';
import { say, t } from '../language';
import { shortName } from '../sentences';
import { dayWords } from '../strings/days';
import type { View } from '../view';

/** The plan as one table: every step with its office, what it waits for, its days; and a bar on the axis of working days. */
export function planTable(view: View): TemplateResult {
  const axis = axisOfPlan(view);
  const rows = rowsOf(view);
  const chain = chainOf(axis, rows);
  const lines = linesOf(view, axis);
  const words = dayWords();
  const head = (name: string, kind: string) => html`<th role="columnheader" scope="col" class="c-${kind}">${name}</th>`;
  return html`<table role="table" class="plan" aria-label=${words.tableName} data-testid="plan" .style=${`--ground: ${ground(axis)}`}>
    <thead role="rowgroup">
      <tr role="row">
        ${head(words.step, 'step')} ${head(words.office, 'office')} ${head(words.waits, 'waits')} ${head(words.starts, 'day')}
        ${head(words.ends, 'day')} ${head(words.length, 'length')} ${head(words.slackHead, 'slack')}
        <th role="columnheader" scope="col" class="c-bars axis" aria-label=${words.picture}>${axisHead(axis, lines)}</th>
      </tr>
    </thead>
    ${groups(rows).map(
      (group) => html`<tbody role="rowgroup" aria-labelledby=${group.stage ? `days-${group.stage.id}` : nothing}>
        ${group.rows.map((row) =>
          row.step
            ? stepRow(view, axis, row.step, chain.get(row.place) ?? [], lines)
            : html`<tr role="row" class="stage-row">
                <th role="rowheader" scope="rowgroup" colspan="7" id="days-${row.stage?.id}">${row.stage ? say(row.stage.name) : ''}</th>
                ${barCell(axis, chain.get(row.place) ?? [], lines)}
              </tr>`,
        )}
      </tbody>`,
    )}
  </table>`;
}

/** What the picture shows, in words. */
export function planLegend(view: View): TemplateResult {
  const axis = axisOfPlan(view);
  const words = dayWords();
  const { steps } = view.plan;
  const sign = (kind: string, name: string, shown = true) => (shown ? html`<li><i class="bar ${kind}"></i>${name}</li>` : nothing);
  const named = axis.rests.filter((rest) => rest.named);
  return html`<ul class="legend plain" aria-hidden="true">
      ${sign('critical', words.legendCritical)} ${sign('', words.legendStep, steps.some((step) => !step.critical))}
      ${sign('hatched', words.legendProvisional, steps.some(isOpen))}
      ${sign('endless', words.legendEndless, steps.some((step) => step.days === null))}
      ${sign('own', words.legendOwn, view.own.size > 0)}
      ${named.length > 0 ? html`<li><i class="off"></i>${words.legendRest}</li>` : nothing}
    </ul>
    <p class="note plan-notes">
      ${named.length > 0 ? html`<span>${words.notCounted(named.map((rest) => restName(rest, view.today)).join(t().listGap))}</span>` : nothing}
      ${axis.openFrom ? html`<span>${words.notPublished(writeShortDay(axis.openFrom, view.today))}</span>` : nothing}
      ${steps.some(isOpen) ? html`<span>${words.provisionalWhy}</span>` : nothing}
    </p>`;
}

const axes = new WeakMap<View['plan'], Axis>();

/** How many days before the plan today still stands on the axis. */
const NEAR = 45;

/** From the first day of the plan, or today where that is near, to its last. */
function axisOfPlan({ plan, rulebook, by, today }: View): Axis {
  const known = axes.get(plan);
  if (known) return known;
  const days = [plan.end, ...plan.steps.flatMap((step) => [step.start, step.end])].flatMap((due) => [firstOf(due) ?? [], lastOf(due) ?? []].flat());
  const ahead = axisDay(today, plan.from);
  const near = ahead > 0 && ahead <= NEAR ? [today] : [];
  const all = [plan.from, ...days, ...near, ...(by ? [by] : [])].sort();
  const axis = axisOf(rulebook, all[0] ?? plan.from, all.at(-1) ?? plan.from);
  axes.set(plan, axis);
  return axis;
}

const lastOf = (due: Due): Day | null => due.latest ?? due.day ?? due.earliest;
const isOpen = (step: Step): boolean => step.end.day === null;

/** How much of the axis it takes to fade away. */
const FADES = 16;

/** A row of the table: the heading of a stage, or a step. */
interface Row {
  place: number;
  stage: Stage | null;
  step: Step | null;
}

function rowsOf({ plan, index }: View): Row[] {
  const { stages } = index.law;
  const stageOf = (step: Step) => index.items.get(step.item)?.stage;
  const known = stages.map((stage) => ({ stage, steps: plan.steps.filter((step) => stageOf(step) === stage.id) }));
  const rest = plan.steps.filter((step) => !stages.some((stage) => stage.id === stageOf(step)));
  const rows = [...known, { stage: null, steps: rest }]
    .filter(({ steps }) => steps.length > 0)
    .flatMap(({ stage, steps }) => [...(stage ? [{ stage, step: null }] : []), ...steps.map((step) => ({ stage, step }))]);
  return rows.map((row, place) => ({ ...row, place }));
}

function groups(rows: Row[]): { stage: Stage | null; rows: Row[] }[] {
  const stages = [...new Set(rows.map((row) => row.stage))];
  return stages.map((stage) => ({ stage, rows: rows.filter((row) => row.stage === stage) }));
}

/** A piece of the line that connects two critical steps, as it runs through one row. */
interface Piece {
  at: number;
  /** Through the whole row, from its bar downward, upward from its bar, or arriving at it from above or from below. */
  run: 'through' | 'down' | 'up' | 'from-above' | 'from-below';
}

/** The critical path: each critical step is connected with those critical ones that it waits for. */
function chainOf(axis: Axis, rows: Row[]): Map<number, Piece[]> {
  const pieces = new Map<number, Piece[]>();
  const add = (place: number, piece: Piece) => pieces.set(place, [...(pieces.get(place) ?? []), piece]);
  for (const { step, place: to } of rows) {
    if (!step?.critical) continue;
    const before = rows.filter((row) => row.step?.critical && step.after.includes(row.step.item));
    const last = before.map(({ step: first }) => (first && firstOf(first.end)) ?? '').sort().at(-1);
    for (const { step: first, place: from } of before) {
      const end = first && firstOf(first.end);
      if (!end || end !== last) continue;
      const at = axis.middle(end);
      const down = from < to;
      add(from, { at, run: down ? 'down' : 'up' });
      for (let place = Math.min(from, to) + 1; place < Math.max(from, to); place++) add(place, { at, run: 'through' });
      add(to, { at, run: down ? 'from-above' : 'from-below' });
    }
  }
  return pieces;
}

/** A day that is marked through all rows. */
interface Line {
  kind: 'today' | 'wished' | 'works';
  name: string;
  at: number;
}

function linesOf({ today, by, plan }: View, axis: Axis): Line[] {
  const words = dayWords();
  const line = (kind: Line['kind'], name: string, day: Day | null | undefined) =>
    day && day >= axis.first && day <= axis.last ? [{ kind, name, at: axis.middle(day) }] : [];
  return [
    ...line('today', words.today, today),
    ...line('works', words.works, plan.worksStart && firstOf(plan.worksStart.day)),
    ...line('wished', words.wished, by),
  ];
}

function stepRow(view: View, axis: Axis, step: Step, chain: Piece[], lines: Line[]) {
  const { index, today } = view;
  const words = dayWords();
  const law = index.items.get(step.item);
  const name = law ? say(law.name) : step.item;
  const length = step.days === null ? t().noLimit : t().lengthOf(step.days, step.unit);
  const mine = view.own.get(step.item) ?? 0;
  const slack = step.critical ? words.noSlack : String(step.slack);
  const waits = step.after.flatMap((id) => index.items.get(id) ?? []).map((item) => shortName(item.name)).join(t().listGap);
  const off = restsIn(axis, step).map((rest) => restShort(rest));
  const short = [length, step.critical ? '' : step.slack > 0 ? words.slack(step.slack) : '', mine > 0 ? words.ownDays(mine) : ''];
  return html`<tr role="row" data-testid="step-${step.item}" data-critical=${step.critical} data-provisional=${isOpen(step)}>
    <th role="rowheader" scope="row" class="c-step">
      <button type="button" class="link" @click=${(event: Event) => event.target?.dispatchEvent(new ItemEvent(step.item))}>${name}</button>
      ${step.critical ? html`<span class="tag key">◆ ${words.critical}</span>` : nothing}
      <small class="brief" aria-hidden="true">${short.filter(Boolean).join(' · ')}</small>
    </th>
    <td role="cell" class="c-office">${say(step.who)}</td>
    <td role="cell" class="c-waits">${waits || html`<span class="unseen">${words.none}</span>`}</td>
    <td role="cell" class="c-day">${writeShortDue(step.start, today)}</td>
    <td role="cell" class="c-day">
      ${writeShortDue(step.end, today)} ${isOpen(step) ? html`<span class="tag">${words.provisional}</span>` : nothing}
    </td>
    <td role="cell" class="c-length">
      ${length} ${limits(step)} ${mine > 0 ? html`<small>${words.ownDays(mine)}</small>` : nothing}
      ${off.length > 0 ? html`<small class="off-names">${words.notCountedIn(off.join(t().listGap))}</small>` : nothing}
    </td>
    <td role="cell" class="c-slack">${slack}</td>
    ${barCell(axis, chain, lines, barsOf(view, axis, step), spanOf(step, today), isOpen(step))}
  </tr>`;
}

/** The legal and the promised limit, where the plan tells both. */
function limits({ statutory, pledged }: Step) {
  const words = dayWords();
  if (!statutory || !pledged) return nothing;
  const of = (each: { days: number; unit: Step['unit'] }) => t().lengthOf(each.days, each.unit);
  return html`<small>${words.statutory} ${of(statutory)}${t().listGap}${words.pledged} ${of(pledged)}</small>`;
}

function barCell(axis: Axis, chain: Piece[], lines: Line[], bars: unknown = nothing, dates = '', open = false) {
  return html`<td role="cell" class="c-bars" aria-hidden="true">
    ${axis.openFrom ? html`<i class="unpublished" .style=${`left: ${axis.left(axis.openFrom)}%`}></i>` : nothing}
    ${lines.map((line) => html`<i class="line" data-line=${line.kind} .style=${`left: ${line.at}%`}></i>`)}
    ${chain.map((piece) => html`<i class="chain" data-run=${piece.run} .style=${`left: ${piece.at}%`}></i>`)}
    <span class="bars">${bars}</span>
    ${dates ? html`<span class="brief dates"><span>${dates} ${open ? html`<span class="tag">${dayWords().provisional}</span>` : nothing}</span></span>` : nothing}
  </td>`;
}

/** The applicant's own days, the days that are certain, and hatched what is not. */
function barsOf({ own, plan }: View, axis: Axis, step: Step) {
  const [start, sure, latest] = [firstOf(step.start), firstOf(step.end), lastOf(step.end)];
  if (!start || !sure) return nothing;
  const bar = (from: number, to: number, kind: string) =>
    html`<i class="bar ${kind}" .style=${`left: ${from}%; right: ${Math.max(0, Math.round((100 - to) * 100) / 100)}%`}></i>`;
  const [a, b, c] = [axis.left(start), axis.right(sure), axis.right(latest ?? sure)];
  const kind = [step.critical ? 'critical' : '', step.days !== null && !step.start.day ? 'hatched' : ''].join(' ');
  const ready = [plan.from, ...step.after.map((id) => endOf(plan.steps, id))].sort().at(-1) ?? plan.from;
  return html`${own.has(step.item) && ready < start ? bar(axis.middle(ready), a, 'own') : nothing}
  ${step.days === null ? endless(bar, a, b, step, kind) : html`${bar(a, b, kind)} ${c > b ? bar(b, c, 'hatched more') : nothing}`}`;
}

/** Without a limit it is open where it ends; counted back from a wished day, where it begins. */
function endless(bar: (from: number, to: number, kind: string) => unknown, from: number, to: number, step: Step, kind: string) {
  const back = step.start.earliest === null;
  return back ? bar(Math.max(0, to - FADES), to, `endless back ${kind}`) : bar(from, Math.min(100, from + FADES), `endless ${kind}`);
}

const endOf = (steps: Step[], item: string): Day => {
  const step = steps.find((each) => each.item === item);
  return (step && firstOf(step.end)) ?? '';
};

/** `11月22日 → 12月21日`; where only lower bounds are known, `最早` goes before; without a limit it stays open. */
function spanOf({ start, end, days }: Step, today: Day): string {
  if (days === null && !end.day && end.earliest) return `${writeShortDue(start, today)} → …`;
  const lowest = (due: Due) => (!due.day && !due.latest && due.earliest ? writeShortDay(due.earliest, today) : null);
  const least = lowest(end);
  if (least === null) return `${writeShortDue(start, today)} → ${writeShortDue(end, today)}`;
  return t().atTheEarliest(`${lowest(start) ?? writeShortDue(start, today)} → ${least}`);
}

/** Without the notice that it rests on. */
const restShort = ({ why }: Rest): string => say(why).replace(/\s*[（(].*$/, '');

function restName(rest: Rest, today: Day): string {
  return dayWords().restOf(restShort(rest), writeShortDay(rest.from, today), writeShortDay(rest.to, today));
}

/** The holidays that a step runs through. */
function restsIn(axis: Axis, step: Step): Rest[] {
  const [start, end] = [firstOf(step.start), lastOf(step.end)];
  return axis.rests.filter((rest) => rest.named && start && end && rest.to > start && rest.from < end);
}

/** Months and weeks, the days that are marked, and the holidays: each says its name where it is pointed at or focused. */
function axisHead(axis: Axis, lines: Line[]) {
  const days = Array.from({ length: axisDay(axis.first, axis.last) + 1 }, (_, n) => dayAt(axis.first, n));
  const starts = days.filter((day, n) => n === 0 || day.endsWith('-01'));
  const months = starts.filter((day, n) => (n + 1 < starts.length ? axis.left(starts[n + 1] ?? axis.last) : 100) - axis.left(day) > 8);
  const mondays = days.filter((day) => new Date(`${day}T00:00Z`).getUTCDay() === 1 && axis.left(day) < 97);
  const named = axis.rests.filter((rest) => rest.named);
  const side = (at: number) => (at > 60 ? 'end' : 'start');
  return html`<span class="axis-head" data-weeks=${mondays.length < 12 ? 'few' : mondays.length < 26 ? 'some' : 'many'}>
    <span class="flags" aria-hidden="true" data-close=${lines.some((a) => lines.some((b) => a !== b && Math.abs(a.at - b.at) < 14))}>
      ${lines.map((line) => html`<i data-line=${line.kind} data-side=${side(line.at)} .style=${`left: ${line.at}%`}>${line.name}</i>`)}
    </span>
    <span class="months" aria-hidden="true">
      ${months.map((day) => html`<i .style=${`left: ${axis.left(day)}%`}>${writeMonth(day)}</i>`)}
    </span>
    <span class="weeks" aria-hidden="true">
      ${mondays.map((day, n) => html`<i data-every=${n % 4 === 0 ? 4 : n % 2 === 0 ? 2 : 1} .style=${`left: ${axis.left(day)}%`}>${Number(day.slice(8))}</i>`)}
    </span>
    <span class="offs">
      ${named.map((rest) => {
        const at = (axis.left(rest.from) + axis.right(rest.to)) / 2;
        const name = restName(rest, axis.first);
        return html`<button type="button" class="off-mark" data-testid="rest" data-side=${side(at)} .style=${`left: ${at}%`} aria-label=${name}>
          <i aria-hidden="true">${name}</i>
        </button>`;
      })}
    </span>
  </span>`;
}

/** What lies under the bars: weekends as hairlines, holidays as bands. */
function ground(axis: Axis): string {
  const bands = axis.rests.flatMap((rest) => {
    const start = `${axis.left(rest.from)}%`;
    const [colour, end] = rest.named ? ['var(--shade-off)', `${axis.right(rest.to)}%`] : ['var(--shade-week)', `calc(${start} + 1px)`];
    return [`transparent ${start}`, `${colour} ${start} ${end}`, `transparent ${end}`];
  });
  return bands.length > 0 ? `linear-gradient(90deg, ${bands.join(', ')})` : 'none';
}
