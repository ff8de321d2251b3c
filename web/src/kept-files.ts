// The files themselves, for as long as the page is open: what the draft keeps are only the facts about them.

import type { OtherKind } from './file-facts';

export interface Kept {
  file: File;
  other: OtherKind | null;
}

const kept = new Map<string, Kept>();

const key = (paper: string, sha256: string): string => `${paper} ${sha256}`;

export const keep = (paper: string, sha256: string, file: Kept): void => void kept.set(key(paper, sha256), file);
export const keptFile = (paper: string, sha256: string): Kept | null => kept.get(key(paper, sha256)) ?? null;
export const forget = (paper: string, sha256: string): void => void kept.delete(key(paper, sha256));
export const forgetAll = (): void => kept.clear();
