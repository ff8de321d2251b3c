import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { load, today } from 'yushen';
import { type Draft, draftOf, EMPTY, isEmpty } from './draft';
import { markDocument, say, t } from './language';
import { LawIndex } from './law-index';
import { Part } from './part';
import { useRules } from './parts/case-view';
import { AmendEvent } from './parts/find-page';
import { OTHER, PlaceEvent } from './parts/head';
import { SubmittedEvent } from './parts/submit-page';
import { go, readRoute, type Route } from './route';
import { type Receipt, Sending } from './sending';
import { listPlaces, type Place, rulebookUrl } from './server';
import { look, type View } from './view';
import './parts/check-page';
import './parts/find-page';
import './parts/head';
import './parts/receipt-page';
import './parts/submit-page';

/** The whole page: which place, which page of it, the draft and what the rules answer. */
@customElement('yushen-app')
export class App extends Part {
  @state() private places: Place[] = [];
  @state() private place = '';
  @state() private view: View | null = null;
  @state() private failed = false;
  @state() private route: Route = readRoute();
  @state() private receipt: Receipt | null = null;
  /** Lives until it has succeeded, wherever in the page the reader goes meanwhile. */
  @state() private sending = new Sending(null);
  /** The draft as it was last saved in a submission, or empty: what need not be warned about. */
  #safe: Draft = EMPTY;

  constructor() {
    super();
    this.addEventListener('yushen-place', (event) => void this.#choose((event as PlaceEvent).place));
    this.addEventListener('yushen-submitted', (event) => this.#submitted((event as SubmittedEvent).receipt));
    this.addEventListener('yushen-amend', (event) => this.#amend(event as AmendEvent));
    this.addEventListener('yushen-drop-changes', () => this.#dropChanges());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    markDocument();
    addEventListener('hashchange', this.#turn);
    addEventListener('beforeunload', this.#leave);
    void this.#start();
  }

  override disconnectedCallback(): void {
    removeEventListener('hashchange', this.#turn);
    removeEventListener('beforeunload', this.#leave);
    super.disconnectedCallback();
  }

  protected override render() {
    const asking = this.route.page === 'check' && this.view !== null && this.place !== OTHER;
    return html`<a class="skip" href=${asking ? '#questions' : '#main'} @click=${this.#skip}>${asking ? t().skip : t().skipToMain}</a>
      <yushen-head .places=${this.places} .place=${this.place} .route=${this.route}></yushen-head>
      <main id="main" tabindex="-1">${this.#page()}</main>`;
  }

  #page() {
    if (this.route.page === 'find') {
      const secret = this.receipt?.submission.id === this.route.id ? this.receipt.key : '';
      return html`<yushen-find-page .number=${this.route.id} .secret=${secret}></yushen-find-page>`;
    }
    if (this.route.page === 'receipt') return html`<yushen-receipt-page .receipt=${this.receipt}></yushen-receipt-page>`;
    if (this.place === OTHER) return this.#noRules();
    if (this.failed) return this.#notLoaded();
    if (!this.view) return html`<p class="page narrow" role="status">${t().loading}</p>`;
    return this.route.page === 'submit'
      ? html`<yushen-submit-page .view=${this.view} .sending=${this.sending}></yushen-submit-page>`
      : html`<yushen-check-page .view=${this.view} .amending=${this.sending.amending?.id ?? null}></yushen-check-page>`;
  }

  #noRules() {
    const [first] = this.places;
    return html`<section class="page narrow" data-testid="no-rules">
      <h1>${t().noRulesTitle}</h1>
      <p>${t().noRules}</p>
      ${first
        ? html`<p>
            <button type="button" class="button" @click=${() => this.#choose(first.id)}>${t().backTo(say(first.name))}</button>
          </p>`
        : nothing}
    </section>`;
  }

  #notLoaded() {
    return html`<section class="page narrow" role="alert">
      <p>${t().loadFailed}</p>
      <p><button type="button" class="button primary" @click=${this.#start}>${t().retry}</button></p>
    </section>`;
  }

  readonly #start = async () => {
    this.failed = false;
    try {
      this.places = await listPlaces();
      const [first] = this.places;
      await this.#choose(this.place || (first?.id ?? OTHER));
    } catch {
      this.failed = true;
    }
  };

  async #choose(place: string): Promise<void> {
    this.place = place;
    if (place === OTHER || place === this.view?.rulebook.id) return;
    this.view = null;
    try {
      const rulebook = await load(rulebookUrl(place));
      if (this.place !== place) return;
      const index = new LawIndex(rulebook.law);
      const day = today();
      const change = (draft: Draft) => this.#show({ draft });
      const startFrom = (from: string) => this.#show({ from });
      useRules({ rulebook, index });
      this.view = look({ rulebook, index, draft: EMPTY, today: day, from: day, change, startFrom });
    } catch {
      this.failed = true;
    }
  }

  #show(change: { draft?: Draft; from?: string }): void {
    if (this.view) this.view = look({ ...this.view, ...change });
  }

  #submitted(receipt: Receipt): void {
    this.receipt = receipt;
    this.sending = new Sending(null);
    this.#safe = this.view?.draft ?? EMPTY;
    // In place of the form, so that "back" does not lead to filing again.
    location.replace('#/receipt');
  }

  #amend({ amending, application }: AmendEvent): void {
    if (!this.view) return;
    this.sending = new Sending(amending);
    this.#show({ draft: draftOf(application, this.view.index.law) });
    this.#safe = this.view.draft;
    go('/');
  }

  #dropChanges(): void {
    this.sending = new Sending(null);
    this.#show({ draft: EMPTY });
  }

  readonly #turn = () => {
    if (location.hash !== '' && !location.hash.startsWith('#/')) return;
    this.route = readRoute();
    scrollTo(0, 0);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>('main h1')?.focus());
  };

  /** Nothing is stored, so a closed tab loses what was answered: the browser asks first. */
  readonly #leave = (event: BeforeUnloadEvent) => {
    const draft = this.view?.draft ?? EMPTY;
    if (!isEmpty(draft) && draft !== this.#safe) event.preventDefault();
  };

  readonly #skip = (event: Event) => {
    event.preventDefault();
    const target = (event.target as HTMLAnchorElement).hash;
    this.querySelector<HTMLElement>(target)?.focus();
  };
}
