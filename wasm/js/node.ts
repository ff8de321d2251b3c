// Yushen 预审 for Node, where a file is read and not fetched.

import { readFile } from 'node:fs/promises';

import { type Rulebook, type RulebookSource, read } from './rulebook.js';

export type * from './types.js';
export { InputError } from './input.js';
export {
  Rulebook, today, type ApplicationInput, type BriefInput, type CaseInput, type Period, type PlanAim, type RulebookSource,
} from './rulebook.js';
export { Session, type PaperSaid, type SubjectState, type SubjectKind } from './session.js';

/** Starts the module and reads a rulebook. */
export function load(source: RulebookSource): Promise<Rulebook> {
  return read(source, readFile(new URL('./yushen_bg.wasm', import.meta.url)));
}
