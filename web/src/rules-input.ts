import type { ApplicationInput } from 'yushen';
import { Exact } from './exact';

type RawJson = typeof JSON & { rawJSON?: (text: string) => unknown };

/**
 * An application as the package takes it: an object that `JSON.stringify` writes with every number's own text.
 * A browser without `JSON.rawJSON` gets a double, which is exact for all that people type (15 digits).
 */
export const rulesInput = (application: unknown): ApplicationInput => plain(application) as ApplicationInput;

function plain(value: unknown): unknown {
  if (value instanceof Exact) return (JSON as RawJson).rawJSON?.(value.text) ?? Number(value.text);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
