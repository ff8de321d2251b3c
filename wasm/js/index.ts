// Yushen 预审 for browsers and bundlers.

import { type Rulebook, type RulebookSource, read } from './rulebook.js';

export type * from './types.js';
export { InputError } from './input.js';
export {
  Rulebook, today, type ApplicationInput, type BriefInput, type CaseInput, type Period, type PlanAim, type RulebookSource,
} from './rulebook.js';
export { Session, type PaperSaid, type SubjectState, type SubjectKind } from './session.js';

/** Starts the module and reads a rulebook, by default East Lake's from this page's own server. */
export function load(source: RulebookSource = '/api/v1/rulebooks/donghu'): Promise<Rulebook> {
  return read(source, new URL('./yushen_bg.wasm', import.meta.url));
}
