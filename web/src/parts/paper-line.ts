import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { MaterialReview, Review, Use, UseLevel } from 'yushen';
import { commit, hold, promise } from '../draft';
import { LAST_DAY, typedDay, writeShortDay, writeShortDue } from '../days';
import { aboutPaper } from '../findings';
import { basesFull, basisLine, caution, standingMark } from '../grounds';
import { say, t } from '../language';
import { committable, deferrable } from '../sentences';
import type { Strings } from '../strings/zh';
import type { View } from '../view';
import './paper-check';

/** What goes on with the files of a paper. */
export interface Filing {
  busy: boolean;
  /** Why a file was not taken in. */
  said: string;
  add: (files: readonly File[]) => void;
}
/** The items that advise a paper without asking for it. */
export const advisedBy = (review: Review, paper: string): string[] =>
  review.items
    .filter(({ materials }) => materials.some(({ id, need, level }) => id === paper && need === 'needed' && level === 'recommended'))
    .map((item) => item.id);

/** One paper on one line: in hand, to follow, its last day, its office, what is wrong with it; use and articles on demand. */
export function paperLine(
  view: View,
  paper: MaterialReview,
  group: keyof Strings['groups'],
  opened: boolean,
  toggle: () => void,
  filing: Filing,
): TemplateResult {
  const { index, draft } = view;
  const material = index.materials.get(paper.id);
  const name = material ? say(material.name) : paper.id;
  const held = draft.materials.has(paper.id);
  const promised = draft.promises.find((each) => each.material === paper.id);
  const items = group === 'advised' ? advisedBy(view.review, paper.id) : paper.items;
  const pending = group === 'missing' || group === 'promised' || group === 'open';
  const take = (event: Event) => view.change(hold(draft, paper.id, (event.target as HTMLInputElement).checked));
  return html`<li
    class="paper"
    data-testid="paper-${paper.id}"
    data-state=${paper.state}
    data-need=${paper.need}
    @dragover=${(event: DragEvent) => hover(event, true)}
    @dragleave=${(event: DragEvent) => hover(event, false)}
    @drop=${(event: DragEvent) => hover(event, false) && filing.add([...(event.dataTransfer?.files ?? [])])}
  >
    <label class="tick paper-tick">
      <input
        type="checkbox"
        id="hold-${paper.id}"
        data-testid="hold-${paper.id}"
        .checked=${live(held)}
        @change=${take}
      />
      <span>${name}<span class="unseen">${t().inHand}</span></span>
    </label>
    ${pending || group === 'irregular' ? html`<span class="last">${lastDay(view, paper)}</span>` : nothing}
    <button
      type="button"
      class="office"
      id="grounds-of-${paper.id}"
      aria-expanded=${opened}
      aria-controls="grounds-${paper.id}"
      aria-label=${t().paperDetails(name)}
      @click=${toggle}
    >
      ${offices(view, items)}
    </button>
    ${pending && !held ? follow(view, paper, promised) : nothing}
    ${(pending || group === 'committed') && !held ? commitment(view, paper) : nothing}
    ${pending || held ? files(view, paper, name, filing) : nothing} ${wrongs(view, paper)}
    ${group === 'missing' || group === 'irregular' ? least(view, paper) : nothing}
    <div class="grounds" id="grounds-${paper.id}" ?hidden=${!opened}>
      ${opened && held && material && group !== 'waived'
        ? html`<yushen-paper-check .view=${view} .material=${material}></yushen-paper-check>`
        : nothing}
      ${opened && material
        ? html`<dl class="facts"><div><dt>${t().comesFrom}</dt><dd>${t().paperSources[material.source]}</dd></div></dl>
            <yushen-file-limits .view=${view} .material=${material}></yushen-file-limits>`
        : nothing}
      ${opened ? items.map((item) => use(view, item, index.use(item, paper.id), levelOf(view, item, paper))) : nothing}
    </div>
  </li>`;
}

/** The files of a paper, and a button to add more; the words about them come with the first (`paper-files.ts`). */
function files(view: View, paper: MaterialReview, name: string, { busy, said, add }: Filing) {
  const choose = (event: Event) => {
    const input = event.target as HTMLInputElement;
    add([...(input.files ?? [])]);
    // So that the same file, mended, can be chosen again.
    input.value = '';
  };
  const open = (event: Event) => (event.currentTarget as HTMLElement).parentElement?.querySelector('input')?.click();
  return html`<div class="files" data-testid="files-${paper.id}">
    ${view.draft.materials.get(paper.id)?.files
      ? html`<yushen-paper-files .view=${view} .paper=${paper}></yushen-paper-files>`
      : nothing}
    <button
      type="button"
      class="quiet add-file"
      id="add-file-${paper.id}"
      data-testid="add-file-${paper.id}"
      aria-label=${t().addFileTo(name)}
      aria-disabled=${busy}
      @click=${open}
    >
      ${t().addFile}
    </button>
    <input type="file" hidden multiple data-testid="file-of-${paper.id}" @change=${choose} />
    <span class="note" role="status" data-testid="said-of-${paper.id}">${busy ? t().readingFiles : said}</span>
  </div>`;
}

/** A file over the line shows where it would go; anything else that is dragged is none of ours. */
function hover(event: DragEvent, over: boolean): boolean {
  const files = event.dataTransfer?.types.includes('Files') ?? false;
  const line = event.currentTarget as HTMLElement;
  if (!files || (event.type === 'dragleave' && line.contains(event.relatedTarget as Node | null))) return false;
  if (event.type !== 'dragleave') event.preventDefault();
  line.toggleAttribute('data-over', over);
  return true;
}

/** What is wrong with the paper, or soon will be, and what else there is to know: each sentence with its basis. */
function wrongs(view: View, paper: MaterialReview) {
  const found = aboutPaper(view.review, paper.id);
  const irregular = paper.state === 'irregular';
  if (found.length === 0 && !irregular) return nothing;
  const { mark, word } = t().paperStates.irregular;
  return html`<div class="wrongs" data-testid="wrongs-${paper.id}">
    ${irregular ? html`<span class="mark" data-tone="no"><i aria-hidden="true">${mark}</i>${word}</span>` : nothing}
    ${found.map(
      ({ code, level, reason }) => html`<div data-code=${code}>
        <p class=${level === 'note' ? 'note' : 'fault'} data-level=${level}>${say(reason.text)}</p>
        ${basisLine(view.index, reason.basis)}
      </div>`,
    )}
  </div>`;
}

/** The last day to hand it in without delaying the plan; where only a lower bound is known, that. */
export function lastDay(view: View, paper: MaterialReview): string {
  const last = view.plan.papers.find((each) => each.id === paper.id)?.last;
  if (!last || !(last.day ?? last.earliest)) return '';
  if (!last.day && !last.latest) return t().notBeforeDay(writeShortDay(last.earliest ?? '', view.today));
  return t().lastDay(writeShortDue(last, view.today));
}

/** 承诺后补, where every item that asks lets the paper follow. */
function follow(view: View, paper: MaterialReview, promised: { by?: string | undefined } | undefined) {
  if (!promised && !deferrable(view.review, paper)) return nothing;
  const illustrative = paper.items.some((item) => view.index.use(item, paper.id)?.deferrable?.standing === 'illustrative');
  const toggle = (event: Event) =>
    view.change(promise(view.draft, paper.id, (event.target as HTMLInputElement).checked));
  const by = (event: Event) => {
    const day = typedDay(event);
    if (day !== undefined) view.change(promise(view.draft, paper.id, true, day ?? undefined));
  };
  return html`<span class="follow">
    <label class="tick">
      <input
        type="checkbox"
        id="promise-${paper.id}"
        data-testid="promise-${paper.id}"
        .checked=${live(promised !== undefined)}
        @change=${toggle}
      />
      <span>${t().mayFollow}</span>
    </label>
    ${illustrative ? standingMark('illustrative') : nothing}
    ${promised
      ? html`<input
          type="date"
          class="field small"
          id="by-${paper.id}"
          aria-label=${t().followBy}
          min=${view.today}
          max=${LAST_DAY}
          .value=${promised.by ?? ''}
          @change=${by}
        />`
      : nothing}
  </span>`;
}

/** 告知承诺: where every item that asks takes a written commitment in the paper's place. */
function commitment(view: View, paper: MaterialReview) {
  const committed = view.draft.commitments.includes(paper.id);
  if (!committed && !committable(view, paper)) return nothing;
  const illustrative = paper.items.some((item) => view.index.use(item, paper.id)?.commitment?.standing === 'illustrative');
  const toggle = (event: Event) =>
    view.change(commit(view.draft, paper.id, (event.target as HTMLInputElement).checked));
  return html`<span class="follow">
    <label class="tick">
      <input
        type="checkbox"
        id="commit-${paper.id}"
        data-testid="commit-${paper.id}"
        .checked=${live(committed)}
        @change=${toggle}
      />
      <span>${t().commitInstead}<small> ${t().commitHint}</small></span>
    </label>
    ${illustrative ? standingMark('illustrative') : nothing}
  </span>`;
}

/** 最省的办法: the ways to settle a paper where there are several, the cheapest first. */
function least({ index }: View, { id, ways = [] }: MaterialReview) {
  if (ways.length < 2) return nothing;
  const name = (paper: string) => say(index.materials.get(paper)?.name ?? { zh: paper, en: paper });
  return html`<div class="least" data-testid="least-${id}">
    <b>${t().leastTitle}</b>
    <ol>
      ${ways.map(
        ({ papers, lacks }) => html`<li>
          ${papers.map((paper) => name(paper) + (lacks.includes(paper) ? '' : t().alreadyInHand)).join(t().withPaper)}
          <small>${t().toGet(lacks.length)}</small>
        </li>`,
      )}
    </ol>
  </div>`;
}

/** How firmly an item asks for a paper. */
const levelOf = ({ review }: View, item: string, paper: MaterialReview): UseLevel | undefined =>
  review.items.find((each) => each.id === item)?.materials.find((each) => each.id === paper.id)?.level;

/** The offices that the paper goes to, each once. */
function offices(view: View, items: string[]): string {
  const names = items.flatMap((id) => view.index.items.get(id) ?? []).map((item) => say(item.agency));
  return [...new Set(names)].join(t().listGap);
}

/** Most items call a paper by its own name. */
const sameName = (view: View, asked: Use): boolean =>
  view.index.materials.get(asked.material)?.name.zh === asked.called?.zh;

function use(view: View, item: string, asked: Use | null, level: UseLevel | undefined) {
  const law = view.index.items.get(item);
  if (!law || !asked) return nothing;
  const names = (group: string[]) => group.flatMap((id) => view.index.materials.get(id) ?? []).map((each) => say(each.name));
  const others = asked.alternatives.map((group) => names(group).join(t().withPaper));
  const row = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts">
    ${row(t().forItems, html`${say(law.name)} ${asked.added ? html`<span class="tag">${t().addedHere}</span>` : nothing}`)}
    ${level ? row(t().levelOfUse, html`<span class="tag" data-level=${level}>${t().levels[level]}</span>`) : nothing} ${row(t().office, say(law.agency))}
    ${asked.called && !sameName(view, asked) ? row(t().called, say(asked.called)) : nothing} ${row(t().askedWhen, say(asked.neededText))}
    ${others.length > 0 ? row(t().instead, others.join(t().listGap)) : nothing}
    ${asked.deferrable
      ? row(t().deferralWhy, html`${standingMark(asked.deferrable.standing)} ${say(asked.deferrable.why)} ${caution(asked.deferrable.standing)}`)
      : nothing}
    ${asked.commitment
      ? row(t().commitmentWhy, html`${standingMark(asked.commitment.standing)} ${say(asked.commitment.why)} ${caution(asked.commitment.standing)}`)
      : nothing}
    ${row(t().basis, basesFull(view.index, asked.basis))}
  </dl>`;
}
