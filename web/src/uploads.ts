// Sending the files of a submission, one after another, once the submission itself is stored. Loaded when there are any.

import type { PaperFile, Text } from 'yushen';
import type { Draft } from './draft';
import { keptFile } from './kept-files';
import { Problem, putFile } from './server';

/** `absent`: the draft was opened from a file, and this one was not added again. */
export type UploadState = 'waiting' | 'sending' | 'stored' | 'failed' | 'refused' | 'absent';

export interface Upload {
  readonly file: PaperFile;
  readonly blob: File | null;
  readonly state: UploadState;
  /** Why it was refused. */
  readonly told: readonly Text[];
}

/** Before each further try, milliseconds. */
const PAUSES = [0, 1000, 4000];

/** Tells `change` whenever one of them goes on. */
export class Uploads extends EventTarget {
  #all: readonly Upload[];
  #running = false;

  constructor(
    readonly id: string,
    readonly key: string,
    draft: Draft,
  ) {
    super();
    const files = [...draft.materials].flatMap(([paper, { files = [] }]) =>
      files.map((file) => ({ file, blob: keptFile(paper, file.sha256)?.file ?? null })),
    );
    // One content may be a file of two papers; it is sent once, from wherever it is.
    const bySha = new Map<string, Upload>();
    for (const { file, blob } of files) {
      if (!bySha.get(file.sha256)?.blob) bySha.set(file.sha256, { file, blob, state: blob ? 'waiting' : 'absent', told: [] });
    }
    this.#all = [...bySha.values()];
  }

  get all(): readonly Upload[] {
    return this.#all;
  }

  /** Whether something would be lost if the page were closed now. */
  get busy(): boolean {
    return this.#all.some(({ state }) => state === 'waiting' || state === 'sending' || state === 'failed');
  }

  /** Sends what is not stored yet. */
  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    for (const { file, state } of this.#all) if (state === 'failed') this.#set(file, 'waiting');
    for (const { file, blob, state } of this.#all) if (blob && state === 'waiting') await this.#send(file, blob);
    this.#running = false;
  }

  async #send(file: PaperFile, blob: File): Promise<void> {
    this.#set(file, 'sending');
    for (const pause of PAUSES) {
      await new Promise((on) => setTimeout(on, pause));
      try {
        await putFile(this.id, this.key, file.sha256, blob);
        return this.#set(file, 'stored');
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        const again = error.unreached || error.status >= 500 || error.status === 408 || error.status === 429;
        if (!again) return this.#set(file, 'refused', error.errors.length > 0 ? error.errors : [error.text]);
      }
    }
    this.#set(file, 'failed');
  }

  #set(file: PaperFile, state: UploadState, told: readonly Text[] = []): void {
    this.#all = this.#all.map((each) => (each.file.sha256 === file.sha256 ? { ...each, state, told } : each));
    this.dispatchEvent(new Event('change'));
  }
}
