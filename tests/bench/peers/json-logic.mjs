// JsonLogic's words, for the two engines that read them.

import { translated } from './formulas.mjs';

const write = {
  all: (parts) => ({ and: parts }),
  any: (parts) => ({ or: parts }),
  not: (part) => ({ '!': [part] }),
  yes: (id) => ({ var: id }),
  in: (id, choices) => (choices.length === 1 ? { '===': [{ var: id }, choices[0]] } : { in: [{ var: id }, choices] }),
  compare: (id, op, value) => ({ [op]: [{ var: id }, value] }),
};

export const translate = (workload) => JSON.stringify(translated(workload, write));
