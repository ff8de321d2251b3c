// Yushen: a whole review as text, and the session, where the package has one.

import { load } from 'yushen';

import { law } from '../law.mjs';

export const on = '2026-11-23';

export const translate = (workload, calendar) => JSON.stringify({ rulebook: law(workload), calendar });

export async function prepare(rules) {
  const rulebook = await load(JSON.parse(rules));
  const place = new Places(rulebook.lawOn(on));
  return {
    check: (answers) => place.lists(rulebook.review(application(answers), on)),
    /** The whole review with every reason, text to text. */
    review: (answers) => rulebook.reviewText(application(answers), on),
    session: typeof rulebook.session === 'function' && ((answers) => session(rulebook, place, answers)),
    rulebook,
  };
}

export function application({ facts, hand }) {
  const materials = [];
  hand.forEach((there, at) => there && materials.push({ id: `m${at}` }));
  return { facts, materials };
}

/** A session that is told single answers; `change` gives how many subjects that changed. */
function session(rulebook, place, answers) {
  const kept = rulebook.session(application(answers), on);
  const kinds = place.law.facts.map(({ type }) => type);
  const cells = place.law.facts.map(({ choices }) => new Map(choices.map(({ id }, n) => [id, n])));
  let seen = 0;
  return {
    /** Tells one answer, and reads every subject that changed. */
    change({ fact, value }) {
      const count =
        kinds[fact] === 'number' ? kept.number(fact, Math.round(value * 10_000))
        : kept.choose(fact, kinds[fact] === 'bool' ? Number(value) : cells[fact].get(value));
      const changed = kept.changed;
      for (let at = 0; at < 2 * count; at += 2) seen += changed[at] ^ changed[at + 1];
      return count;
    },
    changed: (count) => Array.from({ length: count }, (_, n) => kept.changed[2 * n]),
    subject: (kind, index) => kept.subject(kind, index),
    evaluate: () => kept.evaluate(),
    lists: () => place.lists(kept.review()),
    text: () => JSON.stringify(kept.review()),
    seen: () => seen,
  };
}

/** Where the names of a law stand in it. */
class Places {
  constructor(law) {
    this.law = law;
    const places = (all) => new Map(all.map(({ id }, n) => [id, n]));
    this.items = places(law.items);
    this.papers = places(law.materials);
  }

  lists({ programs, items, materials }) {
    return {
      verdicts: programs.map(({ verdict }) => verdict === 'eligible'),
      needed: items.filter(({ need }) => need === 'needed').map(({ id }) => this.items.get(id)),
      missing: materials.filter(({ need, state }) => need === 'needed' && state === 'missing').map(({ id }) => this.papers.get(id)).sort((a, b) => a - b),
    };
  }
}
