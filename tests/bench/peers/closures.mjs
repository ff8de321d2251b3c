// JavaScript by hand that a strict page allows: each condition a closure over smaller ones.

import { checker, translated } from './formulas.mjs';

const write = {
  all: (parts) => ['all', parts],
  any: (parts) => ['any', parts],
  not: (part) => ['not', part],
  yes: (id) => ['yes', id],
  in: (id, choices) => ['in', id, choices],
  compare: (id, op, value) => [op, id, value],
};

export const translate = (workload) => JSON.stringify(translated(workload, write));

export const prepare = (rules) => ({ check: checker(JSON.parse(rules), closure) });

function closure([op, a, b]) {
  switch (op) {
    case 'all': return joined(a.map(closure), false);
    case 'any': return joined(a.map(closure), true);
    case 'not': return negated(closure(a));
    case 'yes': return (facts) => facts[a];
    case 'in': return b.length === 1 ? (facts) => facts[a] === b[0] : (facts) => b.includes(facts[a]);
    case '<': return (facts) => facts[a] < b;
    case '<=': return (facts) => facts[a] <= b;
    case '>': return (facts) => facts[a] > b;
    default: return (facts) => facts[a] >= b;
  }
}

/** Two sides, the first deciding alone where it is `decisive`; a condition of the workload has no more. */
function joined([first, second], decisive) {
  return decisive ? (facts) => first(facts) || second(facts) : (facts) => first(facts) && second(facts);
}

function negated(part) {
  return (facts) => !part(facts);
}
