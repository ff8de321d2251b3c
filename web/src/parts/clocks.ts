import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { type Clock, type CountingChoice, type Day, type Skipped, today } from 'yushen';
import { type IfPaused, ifPaused } from '../case-clocks';
import { LAST_DAY, typedDay, writeDay, writeDue, writeShortDay } from '../days';
import { basisLine } from '../grounds';
import { say, t } from '../language';
import { Part } from '../part';
import type { StoredCase } from '../server';
import { dayWords } from '../strings/days';
import type { Loaded } from './case-view';
import '../styles/clocks.css';

/** Kinds that name whose duty it is. */
const SAID_BY_KIND = new Set<Clock['kind']>(['agent', 'applicant', 'third-party']);
const ORDER: Clock['state'][] = ['overdue', 'due-soon', 'running', 'paused', 'met'];

/** 时限: whose duty, since when, how much of it is used, when it is due; what is late comes first. */
@customElement('yushen-clocks')
export class Clocks extends Part {
  @property({ attribute: false }) clocks: Clock[] = [];
  /** How they were counted where the law is silent. */
  @property({ attribute: false }) choices: CountingChoice[] = [];
  /** Names the articles and asks again, where the rules are loaded. */
  @property({ attribute: false }) rules: Loaded | null = null;
  @property({ attribute: false }) stored: StoredCase | null = null;
  /** Until when a special procedure would take. */
  @state() private until: Day | null = null;
  #paused: IfPaused | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('stored') && !changed.has('rules')) return;
    this.#paused = this.stored && this.stored.state !== 'withdrawn' ? ifPaused(this.stored, this.rules?.rulebook) : null;
    this.until = null;
  }

  protected override render() {
    if (this.clocks.length === 0) return html`<p class="empty">${dayWords().noClocks}</p>`;
    const clocks = (this.until && this.#paused?.(this.until)) || this.clocks;
    return html`${this.#pause(clocks)}
      <ul class="plain lines clocks" data-testid="clocks">
        ${alike(clocks).map((group) => this.#group(group))}
      </ul>
      ${this.#howCounted()}`;
  }

  /** What a special procedure would do: asked of the rules, told at each clock. */
  #pause(clocks: Clock[]) {
    if (!this.#paused || clocks.every((clock) => clock.state === 'met')) return nothing;
    const words = dayWords();
    const moved = clocks.filter((clock) => clock.ifPaused).length;
    return html`<div class="if-paused">
      <label>
        <span>${words.pauseAsk}</span>
        <input
          type="date"
          class="field small"
          data-testid="pause-until"
          aria-describedby="pause-hint"
          min=${this.stored?.progress?.on ?? today()}
          max=${LAST_DAY}
          .value=${live(this.until ?? '')}
          @change=${this.#choose}
        />
      </label>
      <p class="note" id="pause-hint" role="status" data-testid="pause-said">${this.until ? words.pauseMoves(moved) : words.pauseHint}</p>
    </div>`;
  }

  readonly #choose = (event: Event) => {
    const day = typedDay(event);
    if (day !== undefined && (event.target as HTMLInputElement).validity.valid) this.until = day;
  };

  #howCounted() {
    if (this.choices.length === 0) return nothing;
    return html`<details class="folded" data-testid="how-counted">
      <summary>${dayWords().howCounted}</summary>
      <ul class="plain lines">
        ${this.choices.map(({ text, basis }) => html`<li><p>${say(text)}</p>${this.rules ? basisLine(this.rules.index, basis) : basis.article}</li>`)}
      </ul>
    </details>`;
  }

  #group(group: Clock[]) {
    const [clock] = group;
    if (!clock) return nothing;
    const words = dayWords();
    const state = words.clockStates[clock.state];
    const who = SAID_BY_KIND.has(clock.kind) ? undefined : words.who[clock.who];
    const running = clock.state !== 'met' && clock.left !== null;
    return html`<li data-testid="clock" data-state=${clock.state} data-clock=${clock.state}>
      <p class="clock-line">
        <b>${words.clockKinds[clock.kind]}</b> ${who ? html`<span class="tag">${who}</span>` : nothing}
        <span class="mark" data-clock=${clock.state}><i aria-hidden="true">${state.mark}</i>${state.word}</span>
      </p>
      <p class="clock-due">
        <b>${words.due(writeDue(clock.due, today()))}</b>
        ${running ? html`<span>${words.left(clock.left ?? 0, clock.due.day === today())}</span>` : nothing}
        ${clock.due.day === null ? html`<span class="tag">${words.provisional}</span>` : nothing}
      </p>
      ${bar(clock)}
      <p class="note">${since(clock)}</p>
      ${group.length === 1
        ? html`<p data-duty=${about(clock)}>${say(clock.duty)}</p>`
        : html`<details class="folded">
            <summary>${words.clockItems(group.length)}</summary>
            <ul class="plain">
              ${group.map((each) => html`<li data-duty=${about(each)}>${say(each.duty)}</li>`)}
            </ul>
          </details>`}
      ${clock.note ? html`<p class="note">${say(clock.note)}</p>` : nothing}
      ${clock.state !== 'met' && clock.ifPaused ? html`<p class="clock-paused" data-testid="if-paused"><i aria-hidden="true">‖</i>${words.ifPaused(writeDue(clock.ifPaused, today()))}</p>` : nothing}
      ${skipped(clock.skipped)}
      <p>${this.rules ? basisLine(this.rules.index, clock.basis) : clock.basis.article}</p>
    </li>`;
  }
}

/** Since when, and how much is used; of a duty that is counted back, from which day. */
function since({ from, due, used }: Clock): string {
  const words = dayWords();
  const day = writeDay(from, today());
  return (due.latest ?? from) < from ? words.countedBack(day) : `${words.since(day)} · ${words.used(used)}`;
}

const about = ({ item, program }: Clock): string => item ?? program ?? '';

/** How much of the time is used; hatched where nobody knows yet how much is left. */
function bar({ used, left, state }: Clock) {
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
function alike(clocks: Clock[]): Clock[][] {
  const groups = new Map<string, Clock[]>();
  for (const clock of clocks) {
    const { day, earliest } = clock.due;
    const { source, article } = clock.basis;
    const rank = ORDER.indexOf(clock.state);
    const key = [rank, day ?? earliest ?? '9', clock.kind, clock.who, clock.from, clock.left, source, article, clock.ifPaused?.latest].join('|');
    groups.set(key, [...(groups.get(key) ?? []), clock]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
