// The limit: JavaScript written for one rulebook. It needs a build step, or `unsafe-eval`.

import { grouped, translated } from './formulas.mjs';

const write = {
  all: (parts) => `(${parts.join(' && ')})`,
  any: (parts) => `(${parts.join(' || ')})`,
  not: (part) => `!${part}`,
  yes: (_, at) => `v[${at}]`,
  in: (_, choices, at) => `(${choices.map((choice) => `v[${at}] === '${choice}'`).join(' || ')})`,
  compare: (_, op, value, at) => `(v[${at}] ${op} ${value})`,
};

/** One function for each item and its papers: a single one would be too long for the compiler that optimises. */
export function translate(workload) {
  const rules = translated(workload, write);
  const papers = grouped(rules).map((some) =>
    some.map(([at, when]) => `if (h[${at}] === 0${when ? ` && ${when}` : ''}) m.push(${at});`).join('\n'),
  );
  const items = rules.items.map((when, n) => `function i${n}(v, h, n, m) { if (${when}) {\nn.push(${n});\n${papers[n]}\n} }`);
  const calls = chunks(items.map((_, n) => `i${n}(v, h, n, m);`)).map((some, n) => `function c${n}(v, h, n, m) { ${some.join(' ')} }`);
  return `${[...items, ...calls].join('\n')}
return ({ values: v, hand: h }) => {
  const n = [], m = [];
  const verdicts = [${rules.programs.join(', ')}];
  ${calls.map((_, n) => `c${n}(v, h, n, m);`).join(' ')}
  return { verdicts, needed: n, missing: m };
};`;
}

function chunks(lines) {
  return Array.from({ length: Math.ceil(lines.length / 50) }, (_, n) => lines.slice(50 * n, 50 * n + 50));
}

export function prepare(source) {
  return { check: new Function(source)() };
}
