// regorus, compiled (`regorus/`, built by `make bench`): Rego that answers with the formulas that hold, each with what it asks for.
//
// Truth values are joined by their order, false < true, and facts are read by their place: with a rule for each disjunction,
// as Rego would have it, and facts by name, a check takes more than twice as long.

import initialise, { Policy } from '../../results/regorus/regorus.js';

import { grouped, translated } from './formulas.mjs';

const opposite = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };
const fact = (at) => `input[${at}]`;
const leaf = (yes, no = `(${yes}) == false`) => ({ yes: `(${yes})`, no: `(${no})` });
/** Each condition and its opposite: `a and b` is `a > not b`. A condition of the workload has no more than two sides. */
const write = {
  all: ([a, b]) => ({ yes: `(${a.yes} > ${b.no})`, no: `(${a.no} >= ${b.yes})` }),
  any: ([a, b]) => ({ yes: `(${a.yes} >= ${b.no})`, no: `(${a.no} > ${b.yes})` }),
  not: ({ yes, no }) => ({ yes: no, no: yes }),
  yes: (_, at) => leaf(fact(at)),
  in: (_, choices, at) =>
    choices.length === 1 ? leaf(`${fact(at)} == "${choices[0]}"`, `${fact(at)} != "${choices[0]}"`) : leaf(`${fact(at)} in ${JSON.stringify(choices)}`),
  compare: (_, op, value, at) => leaf(`${fact(at)} ${op} ${value}`, `${fact(at)} ${opposite[op]} ${value}`),
};
/** In one policy: compiled, it may have 65,535 instructions. */
const FORMULAS = 600;

export const wasm = new URL('../../results/regorus/regorus_bg.wasm', import.meta.url).href;

export function translate(workload) {
  const { programs, items, papers } = translated(workload, write);
  const asked = grouped({ items, papers });
  const rule = (at, { yes }, papers) => `holds contains [${[at, ...papers].join(',\n')}] if ${yes}`;
  const rules = [
    ...programs.map((formula, at) => rule(at, formula, [])),
    ...items.map((formula, item) => rule(programs.length + item, formula, asked[item].map(([, paper]) => paper?.yes ?? 'true'))),
  ];
  const policies = Array.from({ length: Math.ceil(rules.length / FORMULAS) }, (_, n) => ['package yushen', ...rules.slice(n * FORMULAS, (n + 1) * FORMULAS)].join('\n'));
  return JSON.stringify({ policies, programs: programs.length, papers: asked.map((some) => some.map(([at]) => at)) });
}

/** `bytes` of the module where it cannot be fetched. */
export async function prepare(text, bytes) {
  await initialise({ module_or_path: bytes ?? wasm });
  const { policies, programs, papers } = JSON.parse(text);
  const compiled = policies.map((policy) => new Policy(policy, 'data.yushen.holds'));
  return {
    check({ values, hand }) {
      const facts = JSON.stringify(values);
      const verdicts = new Array(programs).fill(false);
      const needed = [];
      const missing = [];
      for (const policy of compiled) {
        for (const [at, ...asked] of JSON.parse(policy.evaluate(facts))) {
          if (at < programs) {
            verdicts[at] = true;
            continue;
          }
          const item = at - programs;
          needed.push(item);
          papers[item].forEach((paper, n) => asked[n] && hand[paper] === 0 && missing.push(paper));
        }
      }
      return { verdicts, needed, missing };
    },
  };
}
