// json-rules-engine: each formula a rule with an event; one run for all of them, and it answers later.

import { Engine } from 'json-rules-engine';

import { grouped, translated } from './formulas.mjs';

const operators = { '<': 'lessThan', '<=': 'lessThanInclusive', '>': 'greaterThan', '>=': 'greaterThanInclusive' };
const leaf = (fact, operator, value) => ({ fact, operator, value });
const write = {
  all: (parts) => ({ all: parts }),
  any: (parts) => ({ any: parts }),
  not: (part) => ({ not: part }),
  yes: (id) => leaf(id, 'equal', true),
  in: (id, choices) => (choices.length === 1 ? leaf(id, 'equal', choices[0]) : leaf(id, 'in', choices)),
  compare: (id, op, value) => leaf(id, operators[op], value),
};

export const translate = (workload) => JSON.stringify(translated(workload, write));

export function prepare(text) {
  const rules = JSON.parse(text);
  const papers = grouped(rules);
  const engine = new Engine([], { replaceFactsInEventParams: false });
  const add = (conditions, type, at) => engine.addRule({ conditions: conditions.fact ? { all: [conditions] } : conditions, event: { type, params: { at } } });
  rules.programs.forEach((rule, at) => add(rule, 'program', at));
  rules.items.forEach((rule, at) => add(rule, 'item', at));
  rules.papers.forEach(([, rule], at) => rule && add(rule, 'paper', at));
  return {
    async check({ facts, hand }) {
      const { events } = await engine.run(facts);
      const held = { program: new Set(), item: new Set(), paper: new Set() };
      for (const { type, params } of events) held[type].add(params.at);
      const needed = [...held.item].sort((a, b) => a - b);
      const missing = needed.flatMap((item) =>
        papers[item].filter(([at, rule]) => hand[at] === 0 && (!rule || held.paper.has(at))).map(([at]) => at),
      );
      return { verdicts: rules.programs.map((_, at) => held.program.has(at)), needed, missing };
    },
  };
}
