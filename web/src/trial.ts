// A way out, tried on the draft.

import type { Plain as Value, Remedy } from 'yushen';
import { answer, type Draft, type Plain, promise, supply } from './draft';
import { Exact, writeJson } from './exact';

/** A way out that stands in the draft on trial, and what the draft was before. */
export interface Trial {
  readonly remedy: Remedy;
  readonly before: Draft;
}

/** A value as the rules write it. */
export const plainOf = (value: Value): Plain => (typeof value === 'number' ? new Exact(String(value)) : value);

/** Whether a way out still stands in the draft: the reader may have answered otherwise since. */
export function stands(draft: Draft, { changes, supply, promise: promised }: Remedy): boolean {
  const same = (a: unknown, b: unknown) => writeJson(a) === writeJson(b);
  return (
    changes.every(({ fact, to }) => same(draft.facts.get(fact)?.value, plainOf(to))) &&
    supply.every((id) => draft.materials.has(id)) &&
    promised.every((id) => draft.promises.some((each) => each.material === id))
  );
}

/** With a way out taken: its answers changed, its papers in hand or promised. */
export function applied(draft: Draft, remedy: Remedy): Draft {
  const answered = remedy.changes.reduce((so, { fact, to }) => answer(so, fact, plainOf(to)), draft);
  const inHand = remedy.supply.reduce((so, material) => supply(so, material), answered);
  return remedy.promise.reduce((so, material) => promise(so, material, true), inHand);
}

/** With a way out taken back; whatever else was answered since stays. */
export function takenBack(draft: Draft, before: Draft, remedy: Remedy): Draft {
  const facts = new Map(draft.facts);
  for (const { fact } of remedy.changes) {
    const given = before.facts.get(fact);
    if (given) facts.set(fact, given);
    else facts.delete(fact);
  }
  const materials = new Map(draft.materials);
  for (const id of remedy.supply) {
    const told = before.materials.get(id);
    if (told) materials.set(id, told);
    else materials.delete(id);
  }
  const promised = remedy.promise.filter((id) => !before.promises.some((each) => each.material === id));
  return {
    ...draft,
    facts,
    materials,
    promises: draft.promises.filter((each) => !promised.includes(each.material)),
  };
}
