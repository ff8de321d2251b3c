// An application from outside the page, from a file or a link: opened only if the rules accept it as one.

import { InputError } from 'yushen';
import { draftOf } from './draft';
import { readJson } from './exact';
import { inBoth } from './language';
import { rulesInput } from './rules-input';
import type { FieldError } from './server';
import type { Strings } from './strings/zh';
import type { View } from './view';

/** What is said of a text that is no application of this place. */
export interface Saying {
  notJson: (words: Strings) => string;
  other: (words: Strings, rulebook: string) => string;
}

/** Opens the application in a text; else says everything that is wrong with it. */
export function open(text: string, view: View, saying: Saying): FieldError[] {
  let given: unknown;
  try {
    given = readJson(text);
  } catch {
    return [fault(saying.notJson)];
  }
  const { rulebook } = (given ?? {}) as { rulebook?: unknown };
  if (typeof rulebook === 'string' && rulebook !== view.rulebook.id) {
    return [fault((words) => saying.other(words, rulebook))];
  }
  try {
    view.rulebook.review(rulesInput(given), view.today);
  } catch (error) {
    if (error instanceof InputError) return error.errors;
    throw error;
  }
  view.change(draftOf(given, view.index.law));
  return [];
}

/** What is wrong with the text as a whole. */
export const fault = (words: (strings: Strings) => string): FieldError => ({ pointer: '', code: 'file', ...inBoth(words) });
