import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Clock, type Day, type Due, type Skipped, today } from 'yushen';
import { writeDay, writeDue, writeShortDay } from '../days';
import { basisLine } from '../grounds';
import { say, t } from '../language';
import type { LawIndex } from '../law-index';
import { Part } from '../part';
import { dayWords } from '../strings/days';
import '../styles/clocks.css';

/** A clock with what later rules tell besides: whose duty it is, and the days that did not count. */
type Told = Omit<Clock, 'kind' | 'skipped'> & { kind: string } & Partial<{
    who: string;
    skipped: Skipped[];
    /** When it would be due if it were paused. */
    ifPaused: Due;
  }>;

/** Kinds that name whose duty it is. */
const SAID_BY_KIND = new Set(['agent', 'applicant', 'third-party']);
const ORDER: Clock['state'][] = ['overdue', 'due-soon', 'running', 'paused', 'met'];

/** 时限: whose duty, since when, how much of it is used, when it is due; what is late comes first. */
@customElement('yushen-clocks')
export class Clocks extends Part {
  @property({ attribute: false }) clocks: Clock[] = [];
  /** Names the articles, where the rules are loaded. */
  @property({ attribute: false }) index: LawIndex | null = null;

  protected override render() {
    if (this.clocks.length === 0) return html`<p class="empty">${dayWords().noClocks}</p>`;
    return html`<ul class="plain lines clocks" data-testid="clocks">
      ${alike(this.clocks).map((group) => this.#group(group))}
    </ul>`;
  }

  #group(group: Told[]) {
    const [clock] = group;
    if (!clock) return nothing;
    const words = dayWords();
    const state = words.clockStates[clock.state];
    const who = SAID_BY_KIND.has(clock.kind) ? undefined : clock.who && words.who[clock.who];
    const running = clock.state !== 'met' && clock.left !== null;
    return html`<li data-testid="clock" data-state=${clock.state} data-clock=${clock.state}>
      <p class="clock-line">
        <b>${words.clockKinds[clock.kind] ?? clock.kind}</b> ${who ? html`<span class="tag">${who}</span>` : nothing}
        <span class="mark" data-clock=${clock.state}><i aria-hidden="true">${state.mark}</i>${state.word}</span>
      </p>
      <p class="clock-due">
        <b>${words.due(writeDue(clock.due, today()))}</b>
        ${running ? html`<span>${words.left(clock.left ?? 0)}</span>` : nothing}
        ${clock.due.day === null ? html`<span class="tag">${words.provisional}</span>` : nothing}
      </p>
      ${bar(clock)}
      <p class="note">${words.since(writeDay(clock.from, today()))} · ${words.used(clock.used)}</p>
      ${group.length === 1
        ? html`<p>${say(clock.duty)}</p>`
        : html`<details class="folded">
            <summary>${words.clockItems(group.length)}</summary>
            <ul class="plain">
              ${group.map((each) => html`<li>${say(each.duty)}</li>`)}
            </ul>
          </details>`}
      ${clock.state !== 'met' && clock.ifPaused ? html`<p class="note">${words.ifPaused(writeDue(clock.ifPaused, today()))}</p>` : nothing}
      ${skipped(clock.skipped ?? [])}
      <p>${this.index ? basisLine(this.index, clock.basis) : clock.basis.article}</p>
    </li>`;
  }
}

/** How much of the time is used; hatched where nobody knows yet how much is left. */
function bar({ used, left, state }: Told) {
  if (used === 0 && left === null) return nothing;
  const whole = left === null ? used * 2 : Math.max(used + left, used, 1);
  const share = state === 'met' ? 100 : Math.round((Math.min(used, whole) / whole) * 100);
  return html`<span class="clock-bar" aria-hidden="true" data-open=${left === null}><i .style=${`width: ${share}%`}></i></span>`;
}

/** The days that did not count, run by run. */
function skipped(runs: Skipped[]) {
  if (runs.length === 0) return nothing;
  const day = (of: Day) => writeShortDay(of, today());
  return html`<details class="folded" data-testid="not-counted">
    <summary>${dayWords().notCountedDays}</summary>
    <ul class="plain">
      ${runs.map(({ from, to, why }) => html`<li>${from === to ? day(from) : `${day(from)}–${day(to)}`}${t().colon}${say(why)}</li>`)}
    </ul>
  </details>`;
}

/** Clocks of one kind that run out on one day stand together; what is late comes first, then what runs out first. */
function alike(clocks: Clock[]): Told[][] {
  const groups = new Map<string, Told[]>();
  for (const clock of clocks as Told[]) {
    const { day, earliest } = clock.due;
    const { source, article } = clock.basis;
    const rank = ORDER.indexOf(clock.state);
    const key = [rank, day ?? earliest ?? '9', clock.kind, clock.who, clock.from, clock.left, source, article].join('|');
    groups.set(key, [...(groups.get(key) ?? []), clock]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
