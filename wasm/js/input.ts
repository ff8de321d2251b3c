// What goes into the module, and what it says where that is no input.

import type { InputError as Problem } from './types.js';

/** The input is no application, no case, no question: everything that is wrong with it, at once. */
export class InputError extends Error {
  override readonly name = 'InputError';

  constructor(readonly errors: Problem[]) {
    super(errors.map(({ pointer, zh, en }) => `${pointer}: ${zh} ${en}`).join('\n'));
  }
}

/** What the server would be sent, to the byte; what JSON has no text for is null, as it is inside a list. */
export function json(input: unknown): string {
  return JSON.stringify(input) ?? 'null';
}

export function asked<T>(answer: () => T): T {
  try {
    return answer();
  } catch (error) {
    throw Array.isArray((error as InputError).errors) ? new InputError((error as InputError).errors) : error;
  }
}
