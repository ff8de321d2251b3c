import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Finding, MaterialReview, Review } from 'yushen';
import { addFiles } from '../draft';
import { t } from '../language';
import type { Strings } from '../strings/zh';
import { Part } from '../part';
import type { View } from '../view';
import type { PaperCheck } from './paper-check';
import { advisedBy, type Filing, paperLine } from './paper-line';
import './remedies';

type GroupName = keyof Strings['groups'];

const ORDER: GroupName[] = ['irregular', 'missing', 'open', 'promised', 'committed', 'hand', 'advised', 'outcome', 'shared', 'waived'];

/** In which group of the list a paper stands: by what there is to do about it. */
export function groupOf(review: Review, paper: MaterialReview, inHand: boolean): GroupName | null {
  if (paper.need === 'not-needed') {
    const told = (code: Finding['code']) => review.findings.some((each) => each.code === code && each.subject === paper.id);
    if (!inHand) return told('paper-recommended') ? 'advised' : null;
    return told('paper-not-asked') || advisedBy(review, paper.id).length === 0 ? 'waived' : 'hand';
  }
  switch (paper.state) {
    case 'missing':
    case 'irregular':
      return paper.need === 'undetermined' ? 'open' : paper.state;
    case 'promised':
    case 'committed':
      return paper.state;
    case 'in-hand':
      return 'hand';
    case 'by-outcome':
      return 'outcome';
    case 'shared':
      return 'shared';
    case 'waived':
      return inHand ? 'waived' : null;
  }
}

/** The paper that an element tells about. */
const paperOf = (element: EventTarget | null): string | null =>
  (element instanceof Element && element.closest<PaperCheck>('yushen-paper-check')?.material.id) || null;

/** The press that takes the focus away lands where it was aimed: nothing moves before it is over. */
function afterPress(then: () => void): void {
  const soon = () => setTimeout(then);
  if (document.querySelector(':active')) addEventListener('pointerup', soon, { once: true });
  else soon();
}

/** 材料: every paper once, by what to do next. */
@customElement('yushen-papers')
export class Papers extends Part {
  @property({ attribute: false }) view!: View;
  /** The papers whose use and articles are shown. */
  @state() private opened: ReadonlySet<string> = new Set();
  /** The papers whose files are being read, and what there is to say about the last ones. */
  @state() private reading: ReadonlySet<string> = new Set();
  @state() private said: ReadonlyMap<string, string> = new Map();
  /** A ticked paper moves to another group; the focus goes with it. */
  #follow: string | null = null;
  /** The paper that is being told about: it keeps its place until the reader goes on. */
  #told: { paper: string; group: GroupName } | null = null;

  constructor() {
    super();
    this.addEventListener('focusin', ({ target }) => {
      const paper = paperOf(target);
      const group = (target as Element).closest<HTMLElement>('.papers')?.dataset.group as GroupName | undefined;
      if (paper && group && this.#told?.paper !== paper) this.#told = { paper, group };
    });
    // A file that misses its line does not replace the page.
    for (const type of ['dragover', 'drop']) {
      this.addEventListener(type, (event) => (event as DragEvent).dataTransfer?.types.includes('Files') && event.preventDefault());
    }
    this.addEventListener('focusout', ({ relatedTarget }) => {
      if (this.#told && paperOf(relatedTarget) !== this.#told.paper) afterPress(() => this.#settle());
    });
  }

  protected override render() {
    const { review, draft } = this.view;
    const groups = new Map<GroupName, MaterialReview[]>();
    for (const paper of review.materials) {
      const held = this.#told?.paper === paper.id ? this.#told.group : null;
      const group = held ?? groupOf(review, paper, draft.materials.has(paper.id));
      if (group) groups.set(group, [...(groups.get(group) ?? []), paper]);
    }
    if (groups.size === 0) return html`<p class="empty">${t().noPapers}</p>`;
    return html`<p class="lead">${t().papersLead}</p>
      <yushen-remedies .view=${this.view} .asked=${this.view.standings.verdict === 'incomplete'}></yushen-remedies>
      ${ORDER.map((group) => this.#group(group, groups.get(group) ?? []))}`;
  }

  #group(group: GroupName, papers: MaterialReview[]) {
    if (papers.length === 0) return nothing;
    return html`<section class="papers" data-group=${group} aria-labelledby="papers-${group}">
      <h3 id="papers-${group}">${t().groups[group]} <small>${papers.length}</small></h3>
      <ul class="plain lines">
        ${repeat(
          papers,
          (paper) => paper.id,
          (paper) => paperLine(this.view, paper, group, this.opened.has(paper.id), () => this.#toggle(paper.id), this.#filing(paper.id)),
        )}
      </ul>
    </section>`;
  }

  #filing(paper: string): Filing {
    return {
      busy: this.reading.has(paper),
      said: this.said.get(paper) ?? '',
      add: (files) => void this.#add(paper, files),
    };
  }

  /** Reads files here in the page; all that can be read are added at once, so that the line moves once. */
  async #add(paper: string, files: readonly File[]): Promise<void> {
    if (files.length === 0 || this.reading.has(paper)) return;
    const { amend, draft } = this.view;
    this.reading = new Set(this.reading).add(paper);
    const taken = await import('../filing').then(
      ({ takeIn }) => takeIn(paper, files, draft.materials.get(paper)?.files?.length ?? 0),
      () => ({ files: [], faults: [t().notReached] }),
    );
    this.reading = new Set([...this.reading].filter((each) => each !== paper));
    this.said = new Map(this.said).set(paper, taken.faults.join(t().sentenceGap));
    if (taken.files.length > 0) amend((now) => addFiles(now, paper, taken.files));
  }

  #settle(): void {
    if (!this.#told || paperOf(document.activeElement) === this.#told.paper) return;
    this.#told = null;
    this.requestUpdate();
  }

  #toggle(paper: string) {
    const opened = new Set(this.opened);
    if (!opened.delete(paper)) opened.add(paper);
    this.opened = opened;
  }

  protected override willUpdate(): void {
    const focused = document.activeElement;
    this.#follow = focused && this.contains(focused) ? focused.id : null;
    // The words about files, with the first file or the first look at a paper's details.
    if (this.opened.size > 0 || [...this.view.draft.materials.values()].some((told) => told.files)) void import('./paper-files');
  }

  protected override updated(): void {
    if (!this.#follow || this.contains(document.activeElement)) return;
    this.querySelector<HTMLElement>(`#${CSS.escape(this.#follow)}`)?.focus({ preventScroll: true });
  }
}
