// json-logic-engine, compiled: it writes JavaScript, so it needs `unsafe-eval`.

import { LogicEngine } from 'json-logic-engine';

import { checker } from './formulas.mjs';

export { translate } from './json-logic.mjs';

export function prepare(rules) {
  const engine = new LogicEngine();
  return { check: checker(JSON.parse(rules), (rule) => engine.build(rule)) };
}
