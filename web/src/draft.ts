// The application as it is being written. Nothing here is stored: it lives in the page, or in the reader's own file.

import type { Applicant, Commitment, Law, Paper, PaperFile } from 'yushen';
import { Exact } from './exact';

/** A plain answer; null is "not sure". */
export type Plain = boolean | string | readonly string[] | Exact | null;
/** How an answer is meant, where it is not plainly given: 推定, 承诺. */
export type Meaning = 'presumed' | 'promised';

export interface Answered {
  readonly value: Plain;
  readonly as?: Meaning | undefined;
}

export interface Promised {
  readonly material: string;
  readonly by?: string | undefined;
}

/** What is told of a paper in hand; what is not told is not judged. Numbers keep their text. */
export type Told = Omit<Paper, 'id' | 'copies' | 'fields'> & {
  readonly copies?: Exact;
  readonly fields?: { readonly [field: string]: Exact | string };
};

/** What of a paper may be told anew; `undefined` takes it back. */
export type Telling = { readonly [Part in keyof Told]?: Told[Part] | undefined };

export interface Draft {
  readonly facts: ReadonlyMap<string, Answered>;
  readonly programs: readonly string[];
  /** Empty: all that are needed. */
  readonly items: readonly string[];
  /** The papers in hand, in the order in which they came. */
  readonly materials: ReadonlyMap<string, Told>;
  /** 容缺: papers that follow later. */
  readonly promises: readonly Promised[];
  /** 告知承诺: papers in whose stead it is undertaken in writing that the condition is met. */
  readonly commitments: readonly string[];
  readonly applicant: Applicant | null;
}

export const EMPTY: Draft = {
  facts: new Map(),
  programs: [],
  items: [],
  materials: new Map(),
  promises: [],
  commitments: [],
  applicant: null,
};

/** Whether there is anything in it that the reader would not like to lose. */
export const isEmpty = ({ facts, programs, items, materials, promises, commitments }: Draft): boolean =>
  facts.size + programs.length + items.length + materials.size + promises.length + commitments.length === 0;

const toggled = (ids: readonly string[], id: string, on: boolean) =>
  on ? (ids.includes(id) ? ids : [...ids, id]) : ids.filter((each) => each !== id);

/** With an answer; `undefined` takes it back. */
export function answer(draft: Draft, fact: string, value: Plain | undefined): Draft {
  const facts = new Map(draft.facts);
  if (value === undefined) facts.delete(fact);
  else facts.set(fact, { value });
  return { ...draft, facts };
}

/** With an answer marked as an estimate, or as plainly given. */
export function estimate(draft: Draft, fact: string, on: boolean): Draft {
  const given = draft.facts.get(fact);
  if (!given) return draft;
  const facts = new Map(draft.facts).set(fact, { value: given.value, as: on ? 'presumed' : undefined });
  return { ...draft, facts };
}

/** The ticked choices of a set, or nothing where it is not answered. */
export function ticks(draft: Draft, fact: string): readonly string[] | null {
  const value = draft.facts.get(fact)?.value;
  return Array.isArray(value) ? (value as readonly string[]) : null;
}

/** With one choice of a set ticked or not. */
export const tick = (draft: Draft, fact: string, choice: string, on: boolean): Draft =>
  answer(draft, fact, toggled(ticks(draft, fact) ?? [], choice, on));

export const wish = (draft: Draft, program: string, on: boolean): Draft => ({
  ...draft,
  programs: toggled(draft.programs, program, on),
});

export const pick = (draft: Draft, item: string, on: boolean): Draft => ({
  ...draft,
  items: toggled(draft.items, item, on),
});

/** A paper that comes into hand is no longer promised, nor replaced by a commitment; what was told of one that is given away is forgotten. */
export function hold(draft: Draft, material: string, on: boolean): Draft {
  const materials = new Map(draft.materials);
  if (!on) materials.delete(material);
  else if (!materials.has(material)) materials.set(material, {});
  const promises = on ? draft.promises.filter((promise) => promise.material !== material) : draft.promises;
  const commitments = on ? toggled(draft.commitments, material, false) : draft.commitments;
  return { ...draft, materials, promises, commitments };
}

/** With a paper in hand of which nothing is told: as it is asked for. */
export const supply = (draft: Draft, material: string): Draft => hold(hold(draft, material, false), material, true);

/** With more told of a paper in hand. */
export function tell(draft: Draft, material: string, telling: Telling): Draft {
  const told = draft.materials.get(material);
  if (!told) return draft;
  const kept = Object.entries({ ...told, ...telling }).filter(([, part]) => part !== undefined);
  return { ...draft, materials: new Map(draft.materials).set(material, Object.fromEntries(kept) as Told) };
}

/** With what stands in a field of a paper in hand; `undefined` takes it back. */
export function fill(draft: Draft, material: string, field: string, value: Exact | string | undefined): Draft {
  const { [field]: _, ...others } = draft.materials.get(material)?.fields ?? {};
  const fields = value === undefined ? others : { ...others, [field]: value };
  return tell(draft, material, { fields: Object.keys(fields).length > 0 ? fields : undefined });
}

/** With more files of a paper, which is then in hand; the same content counts once. */
export function addFiles(draft: Draft, material: string, files: readonly PaperFile[]): Draft {
  const held = hold(draft, material, true);
  const known = held.materials.get(material)?.files ?? [];
  const fresh = files.filter((file, n) => ![...known, ...files.slice(0, n)].some((each) => each.sha256 === file.sha256));
  return tell(held, material, { files: [...known, ...fresh] });
}

export function removeFile(draft: Draft, material: string, sha256: string): Draft {
  const files = draft.materials.get(material)?.files?.filter((file) => file.sha256 !== sha256) ?? [];
  return tell(draft, material, { files: files.length > 0 ? files : undefined });
}

/** With a promise to hand a paper in later, by a day or open. */
export function promise(draft: Draft, material: string, on: boolean, by?: string): Draft {
  const others = draft.promises.filter((each) => each.material !== material);
  return { ...draft, promises: on ? [...others, { material, by }] : others };
}

/** With a written commitment in place of a paper: then the paper itself does not follow. */
export function commit(draft: Draft, material: string, on: boolean): Draft {
  const commitments = toggled(draft.commitments, material, on);
  return { ...(on ? promise(draft, material, false) : draft), commitments };
}

/** The application that the rules read (core's `Application`); numbers keep their text. */
export function application(draft: Draft, rulebook: string): Record<string, unknown> {
  const some = <T>(list: readonly T[]) => (list.length > 0 ? list : undefined);
  const facts = [...draft.facts].map(([id, { value, as }]) => [id, as ? { value, as } : value]);
  return {
    rulebook,
    facts: Object.fromEntries(facts),
    programs: some(draft.programs),
    items: some(draft.items),
    materials: some([...draft.materials].map(([id, told]) => ({ id, ...told }))),
    promises: some(draft.promises),
    commitments: some(draft.commitments.map((material) => ({ material }))),
    applicant: draft.applicant ?? undefined,
  };
}

/** The draft of an application that the rules have accepted as one. */
export function draftOf(accepted: unknown, law: Law): Draft {
  const from = accepted as {
    facts?: Record<string, unknown>;
    programs?: string[];
    items?: string[];
    materials?: ({ id: string } & { [part: string]: unknown })[];
    promises?: Promised[];
    commitments?: Commitment[];
    applicant?: Applicant;
  };
  const order = new Map(law.facts.map((fact, place) => [fact.id, place]));
  const facts = Object.entries(from.facts ?? {})
    .sort(([a], [b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
    .map(([id, given]) => [id, answered(given)] as const);
  return {
    facts: new Map(facts),
    programs: from.programs ?? [],
    items: from.items ?? [],
    materials: new Map((from.materials ?? []).map((paper) => [paper.id, toldOf(paper)])),
    promises: from.promises ?? [],
    commitments: (from.commitments ?? []).map(({ material }) => material),
    applicant: from.applicant ?? null,
  };
}

/** The rules take a null for what is not told. */
function toldOf({ id: _, ...parts }: { id: string; [part: string]: unknown }): Told {
  const told = (of: object) => Object.entries(of).filter(([, part]) => part !== null);
  const fields = told(parts.fields ?? {});
  const files = ((parts.files ?? []) as object[]).map((file) => Object.fromEntries(told(file).map(plainNumber)));
  const rest = told(parts).filter(([part]) => part !== 'fields' && part !== 'files');
  if (fields.length > 0) rest.push(['fields', Object.fromEntries(fields)]);
  if (files.length > 0) rest.push(['files', files]);
  return Object.fromEntries(rest) as Told;
}

/** Bytes, pages and pixels are whole numbers that the browser can count to. */
const plainNumber = ([part, value]: [string, unknown]): [string, unknown] => [part, value instanceof Exact ? Number(value.text) : value];

function answered(given: unknown): Answered {
  const standing = given as { value: Plain; as?: Meaning | 'given' } | null;
  const plain = typeof given !== 'object' || given === null || Array.isArray(given) || given instanceof Exact;
  if (plain || !standing) return { value: given as Plain };
  return { value: standing.value, as: standing.as === 'given' ? undefined : standing.as };
}
