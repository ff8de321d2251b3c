import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { t } from '../language';
import { Part } from '../part';
import type { Amending } from '../sending';
import { find, Problem, type StoredCase } from '../server';
import './case-view';

/** Tells the page that a stored submission is to be amended. */
export class AmendEvent extends Event {
  constructor(
    readonly amending: Amending,
    readonly application: unknown,
  ) {
    super('yushen-amend', { bubbles: true });
  }
}

/** 查询: a submission by its number and key. */
@customElement('yushen-find-page')
export class FindPage extends Part {
  @property({ attribute: false }) number = '';
  /** The key of a submission just made here, so that it need not be typed. */
  @property({ attribute: false }) secret = '';
  @state() private busy = false;
  @state() private told = '';
  @state() private found: StoredCase | null = null;

  protected override firstUpdated(): void {
    if (this.number && this.secret) void this.#look(this.number, this.secret);
  }

  protected override render() {
    return html`<section class="page narrow">
        <h1 tabindex="-1">${t().findTitle}</h1>
        <p class="lead">${t().findLead}</p>
        <form class="find" novalidate @submit=${this.#submit}>
          <div class="form-row">
            <label for="find-id">${t().receiptId}</label>
            <input class="field code" id="find-id" name="id" data-testid="find-id" autocomplete="off" spellcheck="false" .value=${this.number} />
          </div>
          <div class="form-row">
            <label for="find-key">${t().receiptKey}</label>
            <input class="field code" id="find-key" name="key" data-testid="find-key" autocomplete="off" spellcheck="false" .value=${this.secret} />
          </div>
          <button class="button primary" data-testid="find" ?disabled=${this.busy}>${this.busy ? t().finding : t().findButton}</button>
        </form>
        <p class=${this.told ? 'fault' : ''} role="alert" data-testid="find-problem">${this.told}</p>
      </section>
      ${this.found
        ? html`<yushen-case-view
            .stored=${this.found}
            .secret=${this.secret}
            @yushen-changed=${() => this.#look(this.number, this.secret)}
          ></yushen-case-view>`
        : nothing}`;
  }

  readonly #submit = (event: Event) => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const [id, key] = [String(form.get('id')).trim(), String(form.get('key')).trim()];
    this.number = id;
    this.secret = key;
    if (!id || !key) {
      this.told = t().needBoth;
      return;
    }
    void this.#look(id, key);
  };

  async #look(id: string, key: string) {
    this.busy = true;
    this.told = '';
    try {
      this.found = await find(id, key);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.found = null;
      const wrong = error.status === 404 || error.status === 401 || error.status === 400 || error.status === 422;
      this.told = wrong ? t().notFound : error.unreached ? t().notReached : t().serverFailed;
    } finally {
      this.busy = false;
    }
  }
}
