// What becomes of a draft when the place is changed.

import type { Fact, Material } from 'yushen';
import type { Draft, Plain, Told } from './draft';
import type { LawIndex } from './law-index';

/** What of a draft holds under other rules too: the answers to questions that are the same there, and what has its id. */
export function carried(draft: Draft, from: LawIndex, to: LawIndex): Draft {
  const facts = [...draft.facts].filter(([id, { value }]) => {
    const [here, there] = [from.facts.get(id), to.facts.get(id)];
    return here && there && sameQuestion(here, there) && fits(there, value);
  });
  return {
    facts: new Map(facts),
    programs: draft.programs.filter((id) => to.programs.has(id)),
    items: draft.items.filter((id) => to.items.has(id)),
    materials: new Map(
      [...draft.materials].flatMap(([id, told]) => {
        const there = to.materials.get(id);
        return there ? [[id, readable(told, from.materials.get(id), there)] as const] : [];
      }),
    ),
    promises: draft.promises.filter((each) => to.materials.has(each.material)),
    commitments: draft.commitments.filter((id) => to.materials.has(id)),
    applicant: draft.applicant,
  };
}

/** The same words, asked for the same kind of answer. */
const sameQuestion = (here: Fact, there: Fact): boolean =>
  here.question.zh === there.question.zh && here.type === there.type && here.unit?.zh === there.unit?.zh;

/** What is told of a paper, with those of its fields that are on it there too. */
function readable({ fields, ...told }: Told, here: Material | undefined, there: Material): Told {
  const kind = (of: Material | undefined, id: string) => of?.fields?.find((field) => field.id === id)?.type;
  const kept = Object.entries(fields ?? {}).filter(([id]) => kind(there, id) !== undefined && kind(here, id) === kind(there, id));
  return kept.length > 0 ? { ...told, fields: Object.fromEntries(kept) } : told;
}

function fits(fact: Fact, value: Plain): boolean {
  const known = (id: string) => fact.choices.some((choice) => choice.id === id);
  if (fact.type === 'choice') return value === null || (typeof value === 'string' && known(value));
  return !Array.isArray(value) || value.every((id: string) => known(id));
}

/** What of a draft is not in a part of it. */
export function rest(draft: Draft, part: Draft): Draft {
  const without = (all: readonly string[], some: readonly string[]) => all.filter((id) => !some.includes(id));
  return {
    facts: new Map([...draft.facts].filter(([id]) => !part.facts.has(id))),
    programs: without(draft.programs, part.programs),
    items: without(draft.items, part.items),
    materials: new Map([...draft.materials].filter(([id]) => !part.materials.has(id))),
    promises: draft.promises.filter((each) => !part.promises.includes(each)),
    commitments: without(draft.commitments, part.commitments),
    applicant: null,
  };
}

/** Two drafts as one; the second prevails. */
export function merged(first: Draft, second: Draft): Draft {
  const both = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])];
  return {
    facts: new Map([...first.facts, ...second.facts]),
    programs: both(first.programs, second.programs),
    items: both(first.items, second.items),
    materials: new Map([...first.materials, ...second.materials]),
    promises: [...first.promises, ...second.promises],
    commitments: both(first.commitments, second.commitments),
    applicant: second.applicant ?? first.applicant,
  };
}
