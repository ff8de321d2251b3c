// Yushen: a whole review as text, and the session, where the package has one.

import { load } from 'yushen';

import { law } from '../law.mjs';

const on = '2026-11-23';

export const translate = (workload, calendar) => JSON.stringify({ rulebook: law(workload), calendar });

export async function prepare(rules) {
  const rulebook = await load(JSON.parse(rules));
  const open = typeof rulebook.session === 'function' && ((answers) => session(rulebook.session(application(answers), on)));
  const check = (answers) => listed(rulebook.review(application(answers), on));
  return {
    check,
    /** What a page shows first. */
    first: open ? (answers) => open(answers).lists() : check,
    /** The whole review with every reason, text to text. */
    review: (answers) => rulebook.reviewText(application(answers), on),
    session: open,
  };
}

function application({ facts, hand }) {
  const materials = [];
  hand.forEach((there, at) => there && materials.push({ id: `m${at}` }));
  return { facts, materials };
}

/** A session that is told single answers. */
function session(kept) {
  let seen = 0;
  return {
    /** An answer as the session takes it: its number, in ten-thousandths or among the question's answers. */
    worded({ fact, value }) {
      const scaled = typeof value === 'number';
      return { fact, scaled, number: scaled ? Math.round(value * 10_000) : typeof value === 'boolean' ? Number(value) : numberOf(value) };
    },
    /** Tells one answer and reads everything that changed; gives how many subjects that were. */
    change({ fact, scaled, number }) {
      const count = scaled ? kept.number(fact, number) : kept.choose(fact, number);
      const { changed } = kept;
      for (let at = 0; at < 2 * count; at += 2) seen += changed[at] ^ changed[at + 1];
      return count;
    },
    changed: (count) => Array.from({ length: count }, (_, n) => kept.changed[2 * n]),
    subject: (kind, index) => kept.subject(kind, index),
    evaluate: () => kept.evaluate(),
    lists() {
      const standing = kept.standing();
      const of = (kind) => standing.filter((change) => change.kind === kind);
      return listed({ programs: of('program'), items: of('item'), materials: of('paper') });
    },
    text: () => kept.reviewText(),
    seen: () => seen,
  };
}

function listed({ programs, items, materials }) {
  const numbers = (some) => some.map(({ id }) => numberOf(id)).sort((a, b) => a - b);
  return {
    verdicts: programs.map(({ verdict }) => verdict === 'eligible'),
    needed: numbers(items.filter(({ need }) => need === 'needed')),
    missing: numbers(materials.filter(({ need, state }) => need === 'needed' && state === 'missing')),
  };
}

/** The workload's names are a letter and a number. */
function numberOf(name) {
  return Number(name.slice(1));
}
