// What both entries share: a rulebook read for use, over the wasm module that runs the rules.

import { Ends } from './ends.js';
import { asked, json } from './input.js';
import { Session } from './session.js';
import initialise, { type InitInput, Rulebook as Module, Session as Kept } from './yushen.js';
import type {
  Addition, Application, CalendarData, Case, DueAnswer, Entry, HandIn, Law, PeriodUnit, Plan, Progress, Remedies, Review, Sheet, SheetKind,
} from './types.js';

/** Where a rulebook comes from: the address of `/api/v1/rulebooks/{id}`, or the compiled texts themselves. */
export type RulebookSource = string | URL | { rulebook: string | Law; calendar: string | CalendarData };

/** An application as one hands it in: the rulebook's id may be left out, it is chosen already. */
export type ApplicationInput = Omit<Application, 'rulebook' | 'facts'> & Partial<Pick<Application, 'rulebook' | 'facts'>>;

/** A case as one hands it in. */
export type CaseInput = Omit<Case, 'application'> & { application: ApplicationInput };

/** What a paper is made from; of what was handed in earlier only a notice takes account. */
export type BriefInput = {
  kind: SheetKind;
  application: ApplicationInput;
  earlier?: (Omit<HandIn, 'application'> & { application: ApplicationInput })[];
  adds?: Addition[];
};

/**
 * What a plan aims at: `from` is the day on which the road begins, `by` the day by which everything is to be decided (倒排工期);
 * not both. `own` is the working days that the applicant needs before filing an item, or to build before the first item
 * after the works.
 */
export type PlanAim = { on?: string; from?: string; by?: string; own?: { item: string; days: number }[] };

/**
 * So many days, months or hours from a day; spans that do not count include both their ends. `at` (`HH:MM`) is the time
 * of the event where hours are counted; `list` asks for every day, at most 1,000.
 */
export type Period = {
  from: string; days: number; unit?: PeriodUnit; at?: string; paused?: { from: string; to: string }[]; list?: boolean;
};

/** One place's rules, ready to answer. Every answer comes as an object, or as the JSON text that the server would give. */
export class Rulebook {
  readonly id: string;
  readonly #module: Module;
  readonly #text: string;
  #law: Law | undefined;
  #ends: Ends | undefined;

  /** Use {@link load}. */
  constructor(rulebook: string, calendar: string) {
    this.#module = new Module(rulebook, calendar);
    this.#text = rulebook;
    this.id = this.#module.id;
  }

  /** The law itself, with all its versions ({@link lawOn} for those of a day): every question, item, paper and limit with its words and its article. */
  get law(): Law {
    return (this.#law ??= JSON.parse(this.#text) as Law);
  }

  /** The SHA-256 of the compiled rulebook: its version. */
  get hash(): string {
    return this.#module.hash;
  }

  /** The SHA-256 of the compiled calendar. */
  get calendarHash(): string {
    return this.#module.calendarHash;
  }

  /** 预审: if this were filed on that day, would it be accepted, what is missing, and why? */
  review(application: ApplicationInput, on?: string): Review {
    return JSON.parse(this.reviewText(application, on)) as Review;
  }

  reviewText(application: ApplicationInput, on: string = today()): string {
    return asked(() => this.#module.review(json(application), on));
  }

  /** An application to be filled in step by step: after each change only what changed is told. */
  session(application: ApplicationInput = {}, on: string = today()): Session {
    const kept = asked(() => new Kept(this.#module, json({ rulebook: this.id, facts: {}, ...application }), on));
    return new Session(kept, memory, this.id);
  }

  /** Ways out: the smallest changes that would turn what is refused or lacking, each verified by another review. */
  remedies(application: ApplicationInput, on?: string): Remedies {
    return JSON.parse(this.remediesText(application, on)) as Remedies;
  }

  remediesText(application: ApplicationInput, on: string = today()): string {
    return asked(() => this.#module.remedies(json(application), on));
  }

  /** The law as it is in force on a day. */
  lawOn(on: string = today()): Law {
    return JSON.parse(asked(() => this.#module.lawOn(on))) as Law;
  }

  /** The road ahead: which approvals, in which order, from when to when; or from a wished day back to the last day for each. */
  plan(application: ApplicationInput, aim?: PlanAim): Plan {
    return JSON.parse(this.planText(application, aim)) as Plan;
  }

  planText(application: ApplicationInput, { on = today(), ...aim }: PlanAim = {}): string {
    return asked(() => this.#module.plan(json(application), on, json(aim)));
  }

  /** The clocks behind: what has happened, which duty is running, and when it is due. */
  progress(file: CaseInput, on?: string): Progress {
    return JSON.parse(this.progressText(file, on)) as Progress;
  }

  progressText(file: CaseInput, on: string = today()): string {
    return asked(() => this.#module.progress(json(file), on));
  }

  /** 日程: the dates of a plan, to take along in a calendar. */
  planAgenda(application: ApplicationInput, { on = today(), ...aim }: PlanAim = {}): Entry[] {
    return JSON.parse(asked(() => this.#module.planAgenda(json(application), on, json(aim)))) as Entry[];
  }

  /** 日程: the days on which the running clocks of a case end, to take along in a calendar. */
  progressAgenda(file: CaseInput, on: string = today()): Entry[] {
    return JSON.parse(asked(() => this.#module.progressAgenda(json(file), on))) as Entry[];
  }

  /** 文书: a one-time notice, a receipt, an acceptance, a refusal or a checklist, as structured text. */
  sheet(brief: BriefInput, on?: string): Sheet {
    return JSON.parse(this.sheetText(brief, on)) as Sheet;
  }

  sheetText(brief: BriefInput, on: string = today()): string {
    return asked(() => this.#module.sheet(json(brief), on));
  }

  /** The same law with another calendar, for example with the notice of next year; this rulebook stays as it is. */
  withCalendar(calendar: string | CalendarData): Rulebook {
    return new Rulebook(this.#text, text(calendar));
  }

  /** When a period ends, which days in between did not count, and how it was counted. */
  due(period: Period): DueAnswer {
    return JSON.parse(this.dueText(period)) as DueAnswer;
  }

  dueText(period: Period): string {
    return asked(() => this.#module.due(json(period)));
  }

  /**
   * When working days end, by day numbers: the day that {@link due} tells, for whoever asks by the thousand.
   *
   * Days are counted from 1970-01-01, as in `Date.UTC(2026, 3, 28) / 86_400_000`. `NaN` where {@link due} gives no certain
   * day (before the first published year, or an end that the next notice may change), and where a number is not whole or
   * the working days are fewer than none.
   */
  dueDay(day: number, workingDays: number): number {
    return this.#counted().end(day, workingDays);
  }

  /**
   * The same by dates, `YYYY-MM-DD`; `null` where {@link due} gives no certain day. What is no date or no number of days is
   * refused as {@link due} refuses it.
   */
  dueDate(date: string, workingDays: number): string | null {
    const due = this.#counted().endOf(date, workingDays);
    if (due !== undefined) return due;
    this.due({ from: date, days: workingDays });
    return null;
  }

  /** What core has counted, once it is asked for. */
  #counted(): Ends {
    return (this.#ends ??= new Ends(this.#module.ends()));
  }
}

/** Today's date in Beijing, which is the day that a window in China would write. */
export function today(now: Date = new Date()): string {
  return new Date(now.getTime() + 8 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

/** The module's memory, of which a session shows parts. */
let memory: WebAssembly.Memory;

/** Fetches what `source` names while the module starts, and reads it. */
export async function read(source: RulebookSource, module: InitInput | Promise<InitInput>): Promise<Rulebook> {
  const [[rulebook, calendar], started] = await Promise.all([texts(source), initialise({ module_or_path: module })]);
  ({ memory } = started);
  return new Rulebook(rulebook, calendar);
}

async function texts(source: RulebookSource): Promise<[rulebook: string, calendar: string]> {
  if (typeof source === 'string' || source instanceof URL) {
    const rulebook = new URL(source, globalThis.location?.href);
    return Promise.all([fetched(rulebook), fetched(new URL('../calendar', rulebook))]);
  }
  return [text(source.rulebook), text(source.calendar)];
}

/** A compiled text, as it is or written out again. */
function text(data: string | object): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}

async function fetched(url: URL): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}; it should be a compiled rulebook or calendar`);
  return response.text();
}
