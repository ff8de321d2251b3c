// @marcbachmann/cel-js: the Common Expression Language, parsed and type-checked once.

import { Environment } from '@marcbachmann/cel-js';

import { checker, translated } from './formulas.mjs';

const types = { bool: 'bool', choice: 'string', number: 'double' };
const write = {
  all: (parts) => `(${parts.join(' && ')})`,
  any: (parts) => `(${parts.join(' || ')})`,
  not: (part) => `!${part}`,
  yes: (id) => id,
  in: (id, choices) => (choices.length === 1 ? `(${id} == "${choices[0]}")` : `(${id} in ${JSON.stringify(choices)})`),
  compare: (id, op, value) => `(${id} ${op} ${value.toFixed(1)})`,
};

export function translate(workload) {
  const facts = workload.facts.map(({ id, kind }) => [id, types[kind]]);
  return JSON.stringify({ facts, ...translated(workload, write) });
}

export function prepare(text) {
  const rules = JSON.parse(text);
  const environment = new Environment();
  for (const [id, type] of rules.facts) environment.registerVariable(id, type);
  return { check: checker(rules, (expression) => environment.parse(expression)) };
}
