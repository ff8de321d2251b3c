// The controls of a question, by the type of its answer. An answer of `undefined` is none at all; null is "not sure".

import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Fact } from 'yushen';
import type { Plain } from '../draft';
import { FIRST_DAY, LAST_DAY, typedDay } from '../days';
import { Exact, grouped, inMyriads, readNumber } from '../exact';
import { language, say, t } from '../language';

type Answer = (value: Plain | undefined) => void;

/** More choices than this, and a list takes less room than buttons. */
const MANY = 6;

export function yesNoControl(fact: Fact, value: Plain | undefined, answer: Answer): TemplateResult {
  return html`<div class="options">
    ${radio(fact, 'yes', t().yes, value === true, () => answer(true))}
    ${radio(fact, 'no', t().no, value === false, () => answer(false))}
    ${radio(fact, 'unsure', t().unsure, value === null, () => answer(null))}
  </div>`;
}

export function choiceControl(fact: Fact, value: Plain | undefined, answer: Answer): TemplateResult {
  if (fact.choices.length > MANY) return choiceList(fact, value, answer);
  return html`<div class="options">
    ${fact.choices.map((each) => radio(fact, each.id, say(each.text), value === each.id, () => answer(each.id)))}
    ${radio(fact, '?', t().unsure, value === null, () => answer(null))}
  </div>`;
}

function choiceList(fact: Fact, value: Plain | undefined, answer: Answer): TemplateResult {
  const chosen = value === null ? '?' : typeof value === 'string' ? value : '';
  const change = (event: Event) => {
    const id = (event.target as HTMLSelectElement).value;
    answer(id === '' ? undefined : id === '?' ? null : id);
  };
  const option = (id: string, text: string) => html`<option value=${id} ?selected=${id === chosen}>${text}</option>`;
  return html`<select class="field" aria-label=${say(fact.question)} .value=${live(chosen)} @change=${change}>
    ${option('', t().choose)} ${fact.choices.map((each) => option(each.id, say(each.text)))} ${option('?', t().unsure)}
  </select>`;
}

export function setControl(fact: Fact, value: Plain | undefined, answer: Answer): TemplateResult {
  const ticked = Array.isArray(value) ? (value as readonly string[]) : null;
  const toggle = (id: string, on: boolean) => {
    const others = (ticked ?? []).filter((each) => each !== id);
    const next = on ? [...others, id] : others;
    // The last tick taken away is no answer again; "none of these" is said in so many words.
    answer(next.length > 0 ? next : undefined);
  };
  const none = ticked?.length === 0;
  return html`<p class="note">${t().severalPossible}${ticked || value === null ? '' : ` · ${t().unanswered}`}</p>
    <div class="options">
      ${fact.choices.map((each) =>
        check(each.id, say(each.text), ticked?.includes(each.id) ?? false, (on) => toggle(each.id, on)),
      )}
      ${check('none', t().noneOfThese, none, (on) => answer(on ? [] : undefined))}
      ${check('unsure', t().unsure, value === null, (on) => answer(on ? null : undefined))}
    </div>`;
}

/** What stands in a number's field while it is written: `left` once the reader has gone on. */
export interface Typed {
  text: string;
  left: boolean;
}

export function numberControl(
  fact: Fact,
  value: Plain | undefined,
  typed: Typed | null,
  answer: Answer,
  type: (typed: Typed | null) => void,
): TemplateResult {
  const unit = fact.unit ? say(fact.unit) : '';
  const text = value instanceof Exact ? value.text : null;
  const read = (event: Event) => {
    const written = (event.target as HTMLInputElement).value;
    const number = readNumber(written);
    type({ text: written, left: false });
    answer(number === null ? undefined : new Exact(number));
  };
  const leave = (event: Event) => {
    const written = (event.target as HTMLInputElement).value;
    const fine = readNumber(written) !== null || written.trim() === '';
    type(fine ? null : { text: written, left: true });
  };
  const unread = typed?.left ?? false;
  return html`<div class="number">
    <input
      class="field"
      inputmode="decimal"
      autocomplete="off"
      aria-label=${unit ? `${say(fact.question)} ${t().unitOf(unit)}` : say(fact.question)}
      aria-invalid=${unread}
      .value=${live(typed?.text ?? (text === null ? '' : grouped(text)))}
      @input=${read}
      @change=${leave}
    />
    ${unit ? html`<span class="unit" aria-hidden="true">${unit}</span>` : nothing}
    ${notSure(value === null, (on) => answer(on ? null : undefined))}
    ${text === null ? nothing : myriads(text, unit)}
    ${unread ? html`<p class="fault" role="alert">${t().notANumber}</p>` : nothing}
  </div>`;
}

export function dateControl(fact: Fact, value: Plain | undefined, answer: Answer): TemplateResult {
  const change = (event: Event) => {
    const day = typedDay(event);
    if (day !== undefined) answer(day ?? undefined);
  };
  return html`<div class="number">
    <input
      class="field"
      type="date"
      min=${FIRST_DAY}
      max=${LAST_DAY}
      aria-label=${say(fact.question)}
      .value=${typeof value === 'string' ? value : ''}
      @change=${change}
    />
    ${notSure(value === null, (on) => answer(on ? null : undefined))}
  </div>`;
}

function myriads(text: string, unit: string) {
  const short = language() === 'zh' ? inMyriads(text) : null;
  return short === null ? nothing : html`<span class="note">${t().about(short, unit)}</span>`;
}

function radio(fact: Fact, value: string, text: string, chosen: boolean, choose: () => void): TemplateResult {
  return html`<label class="option">
    <input type="radio" name="fact-${fact.id}" value=${value} .checked=${live(chosen)} @change=${choose} />
    <span>${text}</span>
  </label>`;
}

function check(value: string, text: string, ticked: boolean, toggle: (on: boolean) => void): TemplateResult {
  const change = (event: Event) => toggle((event.target as HTMLInputElement).checked);
  return html`<label class="option">
    <input type="checkbox" value=${value} .checked=${live(ticked)} @change=${change} />
    <span>${text}</span>
  </label>`;
}

/** "Not sure yet" beside a field. */
const notSure = (on: boolean, toggle: (on: boolean) => void): TemplateResult => check('unsure', t().unsure, on, toggle);
