// ajv: each formula a JSON Schema, compiled to JavaScript, so it needs `unsafe-eval`.

import Ajv from 'ajv';

import { checker, translated } from './formulas.mjs';

const bounds = { '<': 'exclusiveMaximum', '<=': 'maximum', '>': 'exclusiveMinimum', '>=': 'minimum' };
const property = (id, schema) => ({ properties: { [id]: schema } });
const write = {
  all: (parts) => ({ allOf: parts }),
  any: (parts) => ({ anyOf: parts }),
  not: (part) => ({ not: part }),
  yes: (id) => property(id, { const: true }),
  in: (id, choices) => property(id, choices.length === 1 ? { const: choices[0] } : { enum: choices }),
  compare: (id, op, value) => property(id, { [bounds[op]]: value }),
};

export const translate = (workload) => JSON.stringify(translated(workload, write));

export function prepare(rules) {
  const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, messages: false });
  return { check: checker(JSON.parse(rules), (schema) => ajv.compile(schema)) };
}
