// An application that is kept inside wasm while it is filled in: one change in, what changed out.

import { asked, json } from './input.js';
import type { Session as Kept } from './yushen.js';
import type {
  Allowance, Answer, Applicant, Ask, Commitment, Eligibility, MaterialState, Names, Need, Paper, Promise as Promised, Review, Timing, Verdict,
} from './types.js';

/** Kinds of subjects, in the order of their numbers: the whole is 0, then programs, total limits, items, papers, questions, and the papers as items ask for them. */
export type SubjectKind = 'whole' | 'program' | 'total' | 'item' | 'paper' | 'fact' | 'use';

/** Something that stands otherwise than before the last call, and how it stands now. */
export type SubjectState =
  | { kind: 'whole'; verdict: Verdict }
  | { kind: 'program'; id: string; verdict: Eligibility; wished: boolean }
  | { kind: 'total'; id: string; verdict: Allowance; days?: number }
  | { kind: 'item'; id: string; need: Need; timing: Timing; wished: boolean; done: boolean }
  | { kind: 'paper'; id: string; need: Need; state: MaterialState }
  /** How many undetermined programs, total limits, items and papers an answer can move. */
  | { kind: 'fact'; id: string; moves: number }
  /** A paper as an item asks for it, by its place among all such. */
  | { kind: 'use'; at: number; need: Need };

/** What is said of a paper; what is left out is not the case. */
export interface PaperSaid {
  /** In hand, and what is told of it; several where it is there more than once. */
  inHand?: true | Omit<Paper, 'id'> | readonly Omit<Paper, 'id'>[];
  /** 容缺承诺. */
  promised?: true | Omit<Promised, 'material'>;
  /** 告知承诺. */
  committed?: boolean;
}

// In the order in which the Rust types list them, of which a state holds the number.
const VERDICTS: readonly Verdict[] = ['acceptable', 'deferrable', 'undetermined', 'incomplete', 'not-acceptable'];
const ELIGIBILITIES: readonly Eligibility[] = ['eligible', 'not-eligible', 'undetermined', 'refer'];
const ALLOWANCES: readonly Allowance[] = ['limited', 'none', 'undetermined', 'refer'];
const NEEDS: readonly Need[] = ['needed', 'not-needed', 'undetermined'];
const TIMINGS: readonly Timing[] = ['now', 'later'];
const STATES: readonly MaterialState[] = ['in-hand', 'promised', 'committed', 'missing', 'irregular', 'by-outcome', 'shared', 'waived'];

const KINDS = ['programs', 'totals', 'items', 'materials', 'facts'] as const;

/**
 * One application on one day. Every change returns how many subjects it changed: {@link changed} has them as numbers,
 * {@link changes} with their names. The fast ways in take numbers (places in {@link names}); what is out of their range
 * changes nothing. Those with ids take whatever an application may hold, and throw for what it may not.
 *
 * Holds memory of the module until {@link free} is called or the object is collected.
 */
export class Session {
  /** Ids in the order of their numbers. */
  readonly names: Names;
  readonly #kept: Kept;
  readonly #memory: WebAssembly.Memory;
  readonly #rulebook: string;
  /** By kind, where its numbers begin. */
  readonly #first: { readonly [Kind in Exclude<SubjectKind, 'whole'>]: number };
  readonly #numbers: Map<string, number>;
  /** The module's memory. */
  #words = new Uint32Array();
  #count = 0;
  /** Where the changes stand, and views of them by their number: a view takes longer to make than a change to work out. */
  #changesAt = 0;
  readonly #views = new Map<number, Uint32Array>();

  /** Use `rulebook.session(…)`. */
  constructor(kept: Kept, memory: WebAssembly.Memory, rulebook: string) {
    this.#kept = kept;
    this.#memory = memory;
    this.#rulebook = rulebook;
    this.names = JSON.parse(kept.names()) as Names;
    const sizes = KINDS.map((kind) => this.names[kind].length);
    const [program = 0, total = 0, item = 0, paper = 0, fact = 0, use = 0] = [0, ...sizes].map((_, n) => 1 + sizes.slice(0, n).reduce((sum, size) => sum + size, 0));
    this.#first = { program, total, item, paper, fact, use };
    this.#numbers = new Map(KINDS.flatMap((kind) => this.names[kind].map((id, n): [string, number] => [`${kind}/${id}`, n])));
  }

  /** A choice by its place among the question's choices; of a yes-or-no question 0 is no, 1 is yes. */
  choose(fact: number, choice: number): number {
    return (this.#count = this.#kept.choose(fact, choice));
  }

  /** A number in whole ten-thousandths. */
  number(fact: number, scaled: number): number {
    return (this.#count = this.#kept.number(fact, scaled));
  }

  /** Takes an answer back. */
  open(fact: number): number {
    return (this.#count = this.#kept.open(fact));
  }

  /** A paper that is in hand, of which no more is told; or not any more. */
  hold(paper: number, inHand: boolean): number {
    return (this.#count = this.#kept.hold(paper, inHand));
  }

  /** Everything once more, from the answers that are kept. */
  evaluate(): number {
    return (this.#count = this.#kept.evaluate());
  }

  /** An answer as an application holds it; `undefined` takes it back. */
  answer(fact: string, answer: Answer | undefined): number {
    const number = this.numberOf('facts', fact);
    if (answer === undefined) return this.open(number);
    return (this.#count = this.#said({ facts: { [fact]: answer } }, (text) => this.#kept.answerAs(number, text)));
  }

  /** All that is said of a paper. */
  paper(id: string, { inHand, promised, committed }: PaperSaid): number {
    const papers = inHand === true ? [{}] : Array.isArray(inHand) ? inHand : inHand ? [inHand] : [];
    const materials = papers.map((paper): object => ({ id, ...paper }));
    const promises = promised ? [{ material: id, ...(promised === true ? {} : promised) }] : [];
    const commitments: Commitment[] = committed ? [{ material: id }] : [];
    const number = this.numberOf('materials', id);
    return (this.#count = this.#said({ materials, promises, commitments }, (text) => this.#kept.paperAs(number, text)));
  }

  /** Wishes for an item by name, or no longer. */
  wish(item: string, wished: boolean): number {
    return (this.#count = this.#kept.wish(this.numberOf('items', item), wished));
  }

  /** Wishes for a program, or no longer. */
  wishProgram(program: string, wished: boolean): number {
    return (this.#count = this.#kept.wishProgram(this.numberOf('programs', program), wished));
  }

  /** The applicant's form, or none. */
  apply(applicant: Applicant | null): number {
    return (this.#count = this.#said(applicant ? { applicant } : {}, (text) => this.#kept.applyAs(text)));
  }

  /** The number by which the fast ways in know an id. */
  numberOf(kind: keyof Names, id: string): number {
    const number = this.#numbers.get(`${kind}/${id}`);
    if (number === undefined) throw new RangeError(`the rulebook ${this.#rulebook} has no ${kind} "${id}" on that day`);
    return number;
  }

  /** What the last call changed: subject and state in turn. A view of the module's memory: read it before the next call. */
  get changed(): Uint32Array {
    const at = this.#kept.changesAt();
    if (at !== this.#changesAt) this.#views.clear();
    this.#changesAt = at;
    this.#look();
    let view = this.#views.get(this.#count);
    if (!view) this.#views.set(this.#count, (view = this.#view(at, 2 * this.#count)));
    return view;
  }

  /** The number of a subject, of which {@link changed} tells. */
  subject(kind: SubjectKind, at = 0): number {
    return kind === 'whole' ? 0 : this.#first[kind] + at;
  }

  /** What the last call changed, by name. */
  changes(): SubjectState[] {
    const changed = this.changed;
    return Array.from({ length: this.#count }, (_, n) => this.#named(changed[2 * n] ?? 0, changed[2 * n + 1] ?? 0));
  }

  /** How everything stands, by name: the whole, every program, total limit, item, paper and question. */
  standing(): SubjectState[] {
    const states = this.#view(this.#kept.statesAt(), this.#first.use);
    return Array.from(states, (state, subject) => this.#named(subject, state));
  }

  /** The verdict on the whole. */
  get verdict(): Verdict {
    return at(VERDICTS, this.#view(this.#kept.statesAt(), 1)[0] ?? 0);
  }

  /** What to ask next, and what each answer can move. */
  ask(): Ask[] {
    return JSON.parse(this.#kept.ask()) as Ask[];
  }

  /** The whole review, with its reasons. */
  review(): Review {
    return JSON.parse(this.reviewText()) as Review;
  }

  reviewText(): string {
    return this.#kept.review();
  }

  /** Gives the memory back at once. */
  free(): void {
    this.#kept.free();
  }

  #said(said: object, take: (application: string) => number): number {
    return asked(() => take(json({ rulebook: this.#rulebook, facts: {}, ...said })));
  }

  /** Where memory grew, all views of it are empty. */
  #look(): void {
    if (this.#words.length > 0) return;
    this.#words = new Uint32Array(this.#memory.buffer);
    this.#views.clear();
  }

  #view(at: number, length: number): Uint32Array {
    this.#look();
    return this.#words.subarray(at / 4, at / 4 + length);
  }

  #named(subject: number, state: number): SubjectState {
    const first = this.#first;
    if (subject === 0) return { kind: 'whole', verdict: at(VERDICTS, state) };
    if (subject < first.total) {
      return { kind: 'program', id: at(this.names.programs, subject - first.program), verdict: at(ELIGIBILITIES, state & 3), wished: state > 3 };
    }
    if (subject < first.item) {
      const days = state >> 2;
      return { kind: 'total', id: at(this.names.totals, subject - first.total), verdict: at(ALLOWANCES, state & 3), ...(days > 0 ? { days: days - 1 } : {}) };
    }
    if (subject < first.paper) {
      const [need, timing] = [at(NEEDS, state & 3), at(TIMINGS, (state >> 2) & 1)];
      return { kind: 'item', id: at(this.names.items, subject - first.item), need, timing, wished: (state & 8) > 0, done: (state & 16) > 0 };
    }
    if (subject < first.fact) {
      return { kind: 'paper', id: at(this.names.materials, subject - first.paper), need: at(NEEDS, state & 3), state: at(STATES, state >> 2) };
    }
    if (subject < first.use) return { kind: 'fact', id: at(this.names.facts, subject - first.fact), moves: state };
    return { kind: 'use', at: subject - first.use, need: at(NEEDS, state) };
  }
}

function at<T>(list: readonly T[], place: number): T {
  const value = list[place];
  if (value === undefined) throw new RangeError(`there is no number ${place} of ${list.length}`);
  return value;
}
