// What the package is about to offer; until then, the page does without.

import type { ApplicationInput, Law, Remedies, Remedy, Rulebook } from 'yushen';

interface Coming {
  lawOn?: (on: string) => Law;
  remedies?: (application: ApplicationInput, on: string) => Remedies;
}

export const lawOn = (rulebook: Rulebook, on: string): Law => (rulebook as Coming).lawOn?.(on) ?? rulebook.law;
export const remediesOf = (rulebook: Rulebook, input: ApplicationInput, on: string): Remedy[] =>
  (rulebook as Coming).remedies?.(input, on).remedies ?? [];
