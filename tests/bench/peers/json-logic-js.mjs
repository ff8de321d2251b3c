// json-logic-js: walks the rule at each question.

import jsonLogic from 'json-logic-js';

import { checker } from './formulas.mjs';

export { translate } from './json-logic.mjs';

export const prepare = (rules) => ({ check: checker(JSON.parse(rules), (rule) => (facts) => jsonLogic.apply(rule, facts)) });
