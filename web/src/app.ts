import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { load, type Remedy, type Rulebook, today } from 'yushen';
import type { Schedule } from './ahead';
import { carried, merged, rest } from './carry';
import { type Draft, draftOf, EMPTY, isEmpty } from './draft';
import { markDocument, say, t } from './language';
import { loadLater } from './later';
import { fault, open, type Saying } from './opening';
import { Part } from './part';
import { useRules } from './parts/case-view';
import type { Moved } from './parts/check-page';
import { AmendEvent } from './parts/find-page';
import { PlaceEvent } from './parts/head';
import { SubmittedEvent } from './parts/submit-page';
import { OTHER, placeInAddress, rememberPlace } from './place';
import { go, readRoute, type Route } from './route';
import { type Receipt, Sending } from './sending';
import { type FieldError, listPlaces, type Place, rulebookUrl } from './server';
import { carriedInAddress, forgetCarried, type LinkFault, unpack } from './share';
import type { Strings } from './strings/zh';
import type { Uploads } from './uploads';
import { applied, stands, takenBack, type Trial } from './trial';
import { look, seen, type View } from './view';
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
  /** What is fetched later is not there. */
  @state() private lacking = false;
  @state() private route: Route = readRoute();
  @state() private receipt: Receipt | null = null;
  /** What has become of the answers in another place. */
  @state() private moved: Moved | null = null;
  /** Why the link does not open by which the page was opened. */
  @state() private linkErrors: FieldError[] = [];
  /** Lives until it has succeeded, wherever in the page the reader goes meanwhile. */
  @state() private sending = new Sending(null);
  /** The files of what was submitted last, while they are sent. */
  @state() private uploads: Uploads | null = null;
  /** The draft as it was last saved in a submission, or empty: what need not be warned about. */
  #safe: Draft = EMPTY;
  /** The last view of a place, while the next one is fetched. */
  #left: View | null = null;
  /** What did not fit another place, by the place that it was answered in. */
  readonly #aside = new Map<string, Draft>();

  constructor() {
    super();
    this.addEventListener('yushen-place', (event) => this.#moveTo((event as PlaceEvent).place));
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
    if (this.route.page === 'receipt') return html`<yushen-receipt-page .receipt=${this.receipt} .uploads=${this.uploads}></yushen-receipt-page>`;
    if (this.place === OTHER) return this.#noRules();
    if (this.failed || (this.lacking && this.#comesLater)) return this.#notLoaded();
    if (!this.view) return html`<p class="page narrow" role="status">${t().loading}</p>`;
    if (this.route.page === 'sheet') {
      return html`<yushen-sheet-page .view=${this.view} .kind=${this.route.kind}></yushen-sheet-page>`;
    }
    if (this.route.page === 'days') return html`<yushen-days-page .view=${this.view}></yushen-days-page>`;
    return this.route.page === 'submit'
      ? html`<yushen-submit-page .view=${this.#ofToday(this.view)} .sending=${this.sending}></yushen-submit-page>`
      : html`<yushen-check-page
          .view=${this.view}
          .amending=${this.sending.amending?.id ?? null}
          .moved=${this.moved}
          .linkErrors=${this.linkErrors}
          @yushen-seen=${this.#seen}
        ></yushen-check-page>`;
  }

  #noRules() {
    const [first] = this.places;
    return html`<section class="page narrow" data-testid="no-rules">
      <h1>${t().noRulesTitle}</h1>
      <p>${t().noRules}</p>
      ${first
        ? html`<p>
            <button type="button" class="button" @click=${() => this.#moveTo(first.id)}>${t().backTo(say(first.name))}</button>
          </p>`
        : nothing}
    </section>`;
  }

  #notLoaded() {
    return html`<section class="page narrow" role="alert">
      <p>${t().loadFailed}</p>
      <p><button type="button" class="button primary" @click=${this.#again}>${t().retry}</button></p>
    </section>`;
  }

  readonly #seen = () => {
    this.moved = null;
    this.linkErrors = [];
  };

  readonly #start = async () => {
    this.failed = false;
    try {
      this.places = await listPlaces();
      const wanted = this.place || placeInAddress() || this.places[0]?.id;
      await this.#choose(this.places.find((place) => place.id === wanted)?.id ?? OTHER);
    } catch {
      this.failed = true;
    }
    await this.#fetchLater();
  };

  /** What is not on the first screen is fetched once the page stands, so that it is there without a network. */
  async #fetchLater(): Promise<void> {
    await this.updateComplete;
    this.lacking = await loadLater().then(() => false, () => true);
  }

  /** Many browsers fetch a script no second time in one document: then another document has to. */
  readonly #again = async () => {
    if (this.failed) return this.#start();
    const reached = await listPlaces().then(() => true, () => false);
    if (reached) await this.#fetchLater();
    if (reached && this.lacking) location.reload();
  };

  get #comesLater(): boolean {
    return this.route.page === 'sheet' || this.route.page === 'days';
  }

  #moveTo(place: string): void {
    rememberPlace(place);
    void this.#choose(place);
  }

  async #choose(place: string): Promise<void> {
    this.place = place;
    if (place === OTHER || place === this.view?.rulebook.id) return;
    this.#left = this.view ?? this.#left;
    this.view = null;
    this.failed = false;
    try {
      const rulebook = await load(rulebookUrl(place));
      if (this.place === place) this.#arrive(rulebook);
    } catch {
      if (this.place === place) this.failed = true;
    }
  }

  /** The first look at a place; the answers that mean the same here come along. */
  #arrive(rulebook: Rulebook): void {
    const day = today();
    const view = look({
      rulebook,
      draft: EMPTY,
      today: day,
      from: this.#left?.from ?? day,
      by: this.#left?.by ?? null,
      own: this.#left?.own ?? new Map(),
      trial: null,
      following: null,
      change: (draft) => this.#show({ draft }),
      amend: (change) => this.view?.rulebook === rulebook && this.#show({ draft: change(this.view.draft) }),
      reschedule: (to) => this.#show(to),
      tryOut: (remedy) => this.#tryOut(remedy),
      undo: () => this.#undo(),
    });
    useRules({ rulebook, index: view.index });
    this.view = this.#left ? this.#carry(this.#left, view) : view;
    this.#left = null;
    void this.#openCarried();
  }

  /** Opens the application that the address carries. */
  async #openCarried(): Promise<void> {
    const carried = carriedInAddress();
    if (carried === null || !this.view) return;
    forgetCarried();
    const unpacked = await unpack(carried);
    if (!this.view) return;
    this.linkErrors = 'text' in unpacked ? open(unpacked.text, this.view, LINK) : [fault(LINK_FAULTS[unpacked.fault])];
  }

  #carry(left: View, view: View): View {
    const kept = carried(left.draft, left.index, view.index);
    const aside = this.#aside.get(view.rulebook.id) ?? EMPTY;
    this.#aside.set(left.rulebook.id, rest(left.draft, kept));
    const to = view.index.law.name;
    this.moved = isEmpty(left.draft)
      ? null
      : { to, kept: kept.facts.size, again: left.draft.facts.size - kept.facts.size };
    return look({ ...seen(view), draft: merged(aside, kept) }, view.index);
  }

  #show(change: Partial<Schedule> & { draft?: Draft; trial?: Trial | null }): void {
    if (!this.view) return;
    const { index } = this.view;
    const next = { ...seen(this.view), ...change };
    const trial = next.trial && stands(next.draft, next.trial.remedy) ? next.trial : null;
    this.view = look({ ...next, trial }, index);
  }

  #tryOut(remedy: Remedy | null): void {
    if (!this.view || !remedy) return this.#show({ trial: null });
    const before = this.view.draft;
    this.#show({ draft: applied(before, remedy), trial: { remedy, before } });
  }

  #undo(): void {
    if (!this.view?.trial) return;
    const { remedy, before } = this.view.trial;
    this.#show({ draft: takenBack(this.view.draft, before, remedy), trial: null });
  }

  /** What is submitted is reviewed as of today, whatever day the reader has been looking at. */
  #ofToday(view: View): View {
    return view.on === view.today ? view : look({ ...seen(view), from: view.today });
  }

  #submitted(receipt: Receipt): void {
    this.receipt = receipt;
    this.sending = new Sending(null);
    this.#safe = this.view?.draft ?? EMPTY;
    void this.#upload(receipt, this.#safe);
    // In place of the form, so that "back" does not lead to filing again.
    location.replace('#/receipt');
  }

  /** The files follow once the submission itself is stored; the reader already has its number and key by then. */
  async #upload({ submission, key }: Receipt, draft: Draft): Promise<void> {
    this.uploads = null;
    if (![...draft.materials.values()].some((told) => told.files)) return;
    const [{ Uploads }] = await Promise.all([import('./uploads'), import('./parts/uploads')]);
    this.uploads = new Uploads(submission.id, key, draft);
    await this.uploads.run();
  }

  #amend({ amending, application }: AmendEvent): void {
    if (!this.view) return;
    this.sending = new Sending(amending);
    this.#show({ draft: draftOf(application, this.view.index.law), trial: null });
    this.#safe = this.view.draft;
    go('/');
  }

  #dropChanges(): void {
    this.sending = new Sending(null);
    this.#show({ draft: EMPTY, trial: null });
  }

  readonly #turn = async () => {
    if (location.hash !== '' && !location.hash.startsWith('#/')) return;
    this.route = readRoute();
    void this.#openCarried();
    scrollTo(0, 0);
    if (this.#comesLater) await this.#fetchLater();
    await this.updateComplete;
    this.querySelector<HTMLElement>('main h1')?.focus();
  };

  /** Nothing is stored, so a closed tab loses what was answered: the browser asks first. */
  readonly #leave = (event: BeforeUnloadEvent) => {
    const draft = this.view?.draft ?? EMPTY;
    if ((!isEmpty(draft) && draft !== this.#safe) || this.uploads?.busy) event.preventDefault();
  };

  readonly #skip = (event: Event) => {
    event.preventDefault();
    const target = (event.target as HTMLAnchorElement).hash;
    this.querySelector<HTMLElement>(target)?.focus();
  };
}

const LINK: Saying = {
  notJson: (words) => words.linkBroken,
  other: (words, rulebook) => words.linkOther(rulebook),
};

const LINK_FAULTS: Record<LinkFault, (words: Strings) => string> = {
  broken: (words) => words.linkBroken,
  'too-large': (words) => words.linkTooLarge,
};
