// @gorules/zen-engine-wasm: ZEN expressions, asked all at once, since each call crosses into wasm with the facts.

import initialise, { Variable } from '@gorules/zen-engine-wasm';

import { grouped, translated } from './formulas.mjs';

const write = {
  all: (parts) => `(${parts.join(' and ')})`,
  any: (parts) => `(${parts.join(' or ')})`,
  not: (part) => `not (${part})`,
  yes: (id) => id,
  in: (id, choices) => (choices.length === 1 ? `(${id} == "${choices[0]}")` : `(${id} in ${JSON.stringify(choices)})`),
  compare: (id, op, value) => `(${id} ${op} ${value})`,
};

export const wasm = '@gorules/zen-engine-wasm/dist/zen_engine_wasm_bg.wasm';

export const translate = (workload) => JSON.stringify(translated(workload, write));

/** `bytes` of the module where it cannot be fetched. */
export async function prepare(text, bytes) {
  await initialise(bytes && { module_or_path: bytes });
  const rules = JSON.parse(text);
  const papers = grouped(rules);
  const first = `[${[...rules.programs, ...rules.items].join(', ')}]`;
  return {
    check({ facts, hand }) {
      const variable = new Variable(facts);
      const answers = variable.evaluateExpression(first);
      const verdicts = answers.slice(0, rules.programs.length);
      const needed = [];
      const missing = [];
      const open = [];
      answers.slice(rules.programs.length).forEach((holds, item) => holds && needed.push(item));
      for (const item of needed) {
        for (const paper of papers[item]) {
          if (hand[paper[0]] === 0) (paper[1] ? open : missing).push(paper);
        }
      }
      const asked = variable.evaluateExpression(`[${open.map(([, formula]) => formula).join(', ')}]`);
      asked.forEach((holds, n) => holds && missing.push(open[n]));
      variable.free();
      return { verdicts, needed, missing: missing.map(([at]) => at).sort((a, b) => a - b) };
    },
  };
}
