// Due days looked up in what core has counted: a call into the module takes longer than that.

/** Where working days end from every published day on. */
export class Ends {
  /** Day numbers count from 1970-01-01. */
  readonly #first: number;
  /** By day from the first on: the place in `#days` where no days end, and the place after which others count. */
  readonly #none: Int32Array;
  readonly #some: Int32Array;
  /** The days on which a period can end, ascending. */
  readonly #days: Int32Array;
  /** The days from the first on as dates, each once it is asked for. */
  readonly #dates: string[] = [];

  constructor(told: Int32Array) {
    const [first = 0, count = 0] = told;
    this.#first = first;
    this.#none = told.subarray(2, 2 + count);
    this.#some = told.subarray(2 + count, 2 + 2 * count);
    this.#days = told.subarray(2 + 2 * count);
  }

  /** The day on which working days end; `NaN` where that is open, or a number is none of days. */
  end(from: number, workingDays: number): number {
    const at = from - this.#first;
    if ((workingDays | 0) !== workingDays || workingDays < 0 || !(at >= 0 && at < this.#some.length)) return NaN;
    const place = workingDays === 0 ? this.#none[at]! : this.#some[at]! + workingDays;
    return place < this.#days.length ? this.#days[place]! : NaN;
  }

  /** The same by dates; nothing where the end is open, or the date is none. */
  endOf(date: string, workingDays: number): string | undefined {
    const from = dayOf(date);
    if (this.#date(from) !== date) return undefined;
    return this.#date(this.end(from, workingDays));
  }

  /** A day as a date; of the published days only. */
  #date(day: number): string | undefined {
    const at = day - this.#first;
    if (!(at >= 0 && at < this.#some.length)) return undefined;
    return (this.#dates[at] ??= new Date(day * DAY).toISOString().slice(0, 10));
  }
}

/** The number of `2026-11-23`; `NaN`, or the number of another day, for what is no date. */
function dayOf(date: string): number {
  if (typeof date !== 'string' || date.length !== 10) return NaN;
  const digit = (at: number) => date.charCodeAt(at) - ZERO;
  const month = 10 * digit(5) + digit(6);
  // A year from March on ends with the day that it may lack.
  const year = 1000 * digit(0) + 100 * digit(1) + 10 * digit(2) + digit(3) - (month < 3 ? 1 : 0);
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const before = Math.floor((153 * (month < 3 ? month + 9 : month - 3) + 2) / 5);
  return 365 * year + leaps + before + 10 * digit(8) + digit(9) - EPOCH;
}

const [ZERO, DAY] = [0x30, 86_400_000];
/** 1970-01-01, where the first of March of the year 0 is day 1. */
const EPOCH = 719_469;
