import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FileLimits, Material, MaterialReview, PaperFile } from 'yushen';
import { removeFile } from '../draft';
import { aboutPaper } from '../findings';
import { standingMark } from '../grounds';
import { forget, keptFile } from '../kept-files';
import { fileWords } from '../strings/files';
import { Part } from '../part';
import type { View } from '../view';

/** What the files of a paper have to be like, if anything. */
const limitsOf = (view: View, material: Material | undefined): FileLimits | undefined =>
  material?.files ?? view.index.law.files;

/** The files of a paper as they were found, and whether the review has something to say about each. */
@customElement('yushen-paper-files')
export class PaperFiles extends Part {
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) paper!: MaterialReview;

  protected override render() {
    const files = this.view.draft.materials.get(this.paper.id)?.files ?? [];
    return html`<ul class="plain">
        ${files.map((file) => this.#file(file))}
      </ul>
      <p class="note">${fileWords().stays}</p>`;
  }

  #file(file: PaperFile) {
    const judged = this.#judged(file);
    const mark = judged && fileWords().marks[judged];
    const id = `remove-${file.sha256.slice(0, 16)}-of-${this.paper.id}`;
    return html`<li class="file" data-testid="file" data-judged=${judged ?? 'not'}>
      <span class="mark" data-tone=${judged === 'wrong' ? 'no' : 'yes'}>
        ${mark ? html`<i aria-hidden="true">${mark.mark}</i><span class="unseen">${mark.word}</span>` : nothing}
      </span>
      <span class="file-name">${file.name}<small class="note">${described(this.paper.id, file)}</small></span>
      <button type="button" class="quiet" id=${id} aria-label=${fileWords().removeOf(file.name)} @click=${() => this.#remove(file)}>
        ${fileWords().remove}
      </button>
    </li>`;
  }

  /** Nothing where the review does not look at it: the paper is not needed, or another serves in its place. */
  #judged(file: PaperFile): 'right' | 'wrong' | null {
    const { view, paper } = this;
    if (aboutPaper(view.review, paper.id).some((finding) => finding.file === file.sha256)) return 'wrong';
    const instead = (item: string) => view.index.use(item, paper.id)?.alternatives ?? [];
    const other = paper.items.some((item) => instead(item).some((group) => group.every((id) => view.draft.materials.has(id))));
    const looked = paper.need === 'needed' && !other && limitsOf(view, view.index.materials.get(paper.id));
    return looked ? 'right' : null;
  }

  #remove(file: PaperFile): void {
    forget(this.paper.id, file.sha256);
    // The button goes with the file; the reader is still here.
    this.closest('.paper')?.querySelector<HTMLElement>('.add-file')?.focus();
    this.view.change(removeFile(this.view.draft, this.paper.id, file.sha256));
  }
}

/** What the files of a paper have to be like, in a line. */
@customElement('yushen-file-limits')
export class FileLimitsLine extends Part {
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) material!: Material;

  protected override render() {
    const limits = limitsOf(this.view, this.material);
    if (!limits) return nothing;
    const { kinds, maxBytes, maxPages, minPixels, basis } = limits;
    const words = fileWords();
    const parts = [
      kinds.map((kind) => (kind === 'other' ? '' : words.kinds[kind])).join(words.gap),
      words.atMostEach(sizeWord(maxBytes)),
      maxPages === undefined ? '' : words.atMostPages(maxPages),
      minPixels === undefined ? '' : words.atLeastPixels(minPixels),
    ];
    const line = parts.filter(Boolean).join(words.partGap);
    return html`<dl class="facts" data-testid="limits-of-${this.material.id}">
      <div><dt>${words.asked}</dt><dd>${line} ${standingMark(basis.standing)}</dd></div>
    </dl>`;
  }
}

/** `PDF · 1.2 MB · 12 页`: what was found, and what was not. */
function described(paper: string, file: PaperFile): string {
  const words = fileWords();
  const kept = keptFile(paper, file.sha256);
  const opens = file.type === 'pdf' && !file.locked && file.readable !== false;
  const parts = [
    file.type === 'other' ? words.otherKinds[kept?.other ?? 'unknown'] : words.kinds[file.type],
    sizeWord(file.bytes),
    file.pages !== undefined ? words.pages(file.pages) : opens ? words.pagesUnread : '',
    file.width !== undefined && file.height !== undefined ? words.pixels(file.width, file.height) : '',
    kept ? '' : words.notHere,
  ];
  return parts.filter(Boolean).join(' · ');
}

/** As file managers show it; the rules say which is too large. */
export function sizeWord(bytes: number): string {
  const [unit, word] = bytes < 2 ** 20 ? [2 ** 10, 'KB'] : [2 ** 20, 'MB'];
  return `${Math.ceil((bytes * 10) / unit) / 10} ${word}`;
}
