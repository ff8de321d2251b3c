// The contest's workload, in no engine's language: questions, programs, items and their papers, made from a seed.
//
// A condition is `{ all: [c] }`, `{ any: [c] }`, `{ not: c }`, or a comparison of one fact, by its index:
// `{ fact, is: true }`, `{ fact, in: [choice] }`, `{ fact, op: '<' | '<=' | '>' | '>=', value }`; a paper's may be null: always.

import { generator } from '../generator.mjs';

export const SIZES = {
  small: { facts: 30, programs: 4, items: 25, papers: 150, seed: 30 },
  large: { facts: 300, programs: 4, items: 1_700, papers: 10_000, seed: 300 },
};

/** `{ facts, programs, items, papers }`; papers stand item by item, and are asked for only where their item is needed. */
export function workload(size) {
  const counts = SIZES[size];
  const random = generator(counts.seed);
  const facts = Array.from({ length: counts.facts }, (_, n) => fact(n));
  const some = (from, to) => condition(random, facts, from + random(to - from + 1));
  const programs = Array.from({ length: counts.programs }, (_, n) => ({ id: `p${n}`, when: some(5, 12) }));
  const items = Array.from({ length: counts.items }, (_, n) => ({ id: `i${n}`, when: some(1, 4) }));
  const owners = Array.from({ length: counts.papers }, () => random(counts.items)).sort((a, b) => a - b);
  const papers = owners.map((item, n) => ({ id: `m${n}`, item, when: some(0, 3) }));
  return { size, facts, programs, items, papers };
}

/** Six kinds of question in turn: half yes or no, a third choices, a sixth numbers. */
function fact(n) {
  const kind = ['bool', 'choice', 'bool', 'number', 'bool', 'choice'][n % 6];
  return { id: `f${n}`, kind, ...(kind === 'choice' && { choices: Array.from({ length: 3 + (n % 4) }, (_, c) => `c${c}`) }) };
}

/** Comparisons of so many different facts, in a tree whose levels take turns at `all` and `any`. */
function condition(random, facts, leaves) {
  const taken = new Set();
  while (taken.size < leaves) taken.add(random(facts.length));
  const tree = (some, joint) => {
    if (some.length === 1) return comparison(random, facts[some[0]], some[0]);
    const cut = 1 + random(some.length - 1);
    const below = joint === 'all' ? 'any' : 'all';
    const joined = { [joint]: [tree(some.slice(0, cut), below), tree(some.slice(cut), below)] };
    return random(8) === 0 ? { not: joined } : joined;
  };
  return leaves === 0 ? null : tree([...taken], random(2) ? 'all' : 'any');
}

function comparison(random, { kind, choices }, fact) {
  if (kind === 'bool') return random(4) === 0 ? { not: { fact, is: true } } : { fact, is: true };
  if (kind === 'number') return { fact, op: ['<', '<=', '>', '>='][random(4)], value: [300, 2000.5, 50000][random(3)] };
  const some = choices.filter(() => random(2));
  return { fact, in: some.length > 0 && some.length < choices.length ? some : [choices[random(choices.length)]] };
}

/**
 * So many full applications to one workload: `values` by the fact's index, and `hand`, 1 for a paper that is there. About
 * half of the papers are, of those that are asked for.
 */
export function applications({ facts, items, papers }, count, seed = 7) {
  const random = generator(seed);
  return Array.from({ length: count }, () => {
    const values = facts.map((fact) => value(random, fact));
    const asked = ({ item, when }) => holds(items[item].when, values) && (!when || holds(when, values));
    return { values, hand: Uint8Array.from(papers, (paper) => Number(asked(paper) && random(2) === 0)) };
  });
}

function holds(condition, values) {
  if (condition.all) return condition.all.every((part) => holds(part, values));
  if (condition.any) return condition.any.some((part) => holds(part, values));
  if (condition.not) return !holds(condition.not, values);
  const answer = values[condition.fact];
  if (condition.is) return answer;
  if (condition.in) return condition.in.includes(answer);
  const difference = answer - condition.value;
  return { '<': difference < 0, '<=': difference <= 0, '>': difference > 0, '>=': difference >= 0 }[condition.op];
}

/** A road of single changed answers, that ends where it began: `[{ fact, value }]`. */
export function changes({ facts }, { values }, count, seed = 11) {
  const random = generator(seed);
  const now = [...values];
  const there = [];
  const back = [];
  while (there.length < count) {
    const at = random(facts.length);
    const next = value(random, facts[at]);
    if (next === now[at]) continue;
    there.push({ fact: at, value: next });
    back.unshift({ fact: at, value: now[at] });
    now[at] = next;
  }
  return [...there, ...back];
}

function value(random, { kind, choices }) {
  if (kind === 'bool') return random(2) === 1;
  if (kind === 'choice') return choices[random(choices.length)];
  return random(4) === 0 ? [300, 2000.5, 50000][random(3)] : random(2) ? random(4_000) / 2 : random(100_000);
}
