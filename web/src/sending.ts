// One act of submitting. Whatever is retried goes out under the same number, so that nothing is filed twice.

import { mintId, mintKey } from './credentials';
import { writeJson } from './exact';
import { appendEvent, find, Problem, type Intent, type Seen, submit, type Submission } from './server';

/** What goes out. */
export interface Outgoing {
  intent: Intent;
  acknowledged?: true | undefined;
  application: unknown;
  review: Seen;
}

/** A submission that the server has confirmed, with the key that reads it back. */
export interface Receipt {
  submission: Submission;
  key: string;
  /** `earlier`: what is stored is an earlier try, from before the last changes. */
  kind: 'submitted' | 'earlier' | 'amended';
}

/** A case that is being amended. */
export interface Amending {
  id: string;
  key: string;
  intent: Intent;
}

/** Minted once; every press of the button, and every retry, uses it again. */
export class Sending {
  readonly #id = mintId();
  readonly #key = mintKey();
  #event = { id: mintId(), text: '' };

  constructor(readonly amending: Amending | null) {}

  async send(outgoing: Outgoing): Promise<Receipt> {
    if (!this.amending) return this.#submit(outgoing);
    const { id, key } = this.amending;
    const { acknowledged, application, review } = outgoing;
    // An event's number stands for its content: other content is another amendment.
    const text = writeJson(outgoing);
    if (this.#event.text !== text) this.#event = { id: mintId(), text };
    const event = { id: this.#event.id, type: 'amended', acknowledged, application, review } as const;
    return { submission: await appendEvent(id, key, event), key, kind: 'amended' };
  }

  async #submit(outgoing: Outgoing): Promise<Receipt> {
    try {
      return { submission: await submit(this.#id, this.#key, outgoing), key: this.#key, kind: 'submitted' };
    } catch (error) {
      // An earlier try was stored although its answer never came, and the form has been changed since: what is
      // stored is the truth, and it can be amended.
      if (!(error instanceof Problem) || error.status !== 409) throw error;
      return { submission: await find(this.#id, this.#key), key: this.#key, kind: 'earlier' };
    }
  }
}
