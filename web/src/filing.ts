// Taking files in: what was found in them goes into the draft, they themselves stay in the page. Loaded with the first file.

import type { PaperFile } from 'yushen';
import { type Looked, lookAt, MOST_BYTES } from './file-facts';
import { keep } from './kept-files';
import { fileWords } from './strings/files';
// What sends them is at hand from now on, also where the network fails right after submitting.
import './parts/uploads';
import './uploads';

/** As many as an application may tell of for one paper. */
const MOST_FILES = 20;

export interface TakenIn {
  files: PaperFile[];
  /** Why others were not taken in. */
  faults: string[];
}

/** Looks at the files of a paper that has so many already. */
export async function takeIn(paper: string, files: readonly File[], known: number): Promise<TakenIn> {
  const room = Math.max(0, MOST_FILES - known);
  const words = fileWords();
  const taken: TakenIn = { files: [], faults: files.length > room ? [words.tooMany(MOST_FILES)] : [] };
  // Without HTTPS the browser gives no way to hash.
  if (!globalThis.crypto?.subtle) return { files: [], faults: [words.noHash] };
  for (const file of files.slice(0, room)) {
    const looked = file.size > MOST_BYTES ? words.tooLargeToRead(file.name) : await lookAt(file).catch(() => words.notRead(file.name));
    if (typeof looked === 'string') taken.faults.push(looked);
    else taken.files.push(kept(paper, looked, file));
  }
  return taken;
}

function kept(paper: string, { facts, other }: Looked, file: File): PaperFile {
  keep(paper, facts.sha256, { file, other });
  return facts;
}
