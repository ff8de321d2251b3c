import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { say } from '../language';
import { Part } from '../part';
import { getFile, type StoredCase } from '../server';
import { fileWords } from '../strings/files';
import type { Upload, Uploads } from '../uploads';
import { sizeWord } from './paper-files';

/** The files of a submission just made: which are stored, which are on their way, which were refused. */
@customElement('yushen-uploads')
export class UploadsList extends Part {
  @property({ attribute: false }) uploads!: Uploads;
  readonly #redrawn = () => this.requestUpdate();

  override connectedCallback(): void {
    super.connectedCallback();
    this.uploads.addEventListener('change', this.#redrawn);
  }

  override disconnectedCallback(): void {
    this.uploads.removeEventListener('change', this.#redrawn);
    super.disconnectedCallback();
  }

  protected override render() {
    const { all } = this.uploads;
    const words = fileWords();
    const stored = all.filter((each) => each.state === 'stored').length;
    const failed = all.some((each) => each.state === 'failed');
    return html`<section class="uploads" data-testid="uploads" aria-labelledby="uploads-title">
      <h2 id="uploads-title">${words.filesTitle}</h2>
      <p role="status" data-testid="uploads-said">${stored === all.length ? words.allStored(stored) : words.storedOf(stored, all.length)}</p>
      <ul class="plain lines">
        ${all.map((each) => line(each))}
      </ul>
      ${failed
        ? html`<p class="fault">${words.notAllSent}</p>
            <p><button type="button" class="button" data-testid="send-files-again" @click=${() => this.uploads.run()}>${words.sendAgain}</button></p>`
        : nothing}
    </section>`;
  }
}

function line({ file, state, told }: Upload) {
  const { mark, word, tone } = fileWords().uploadStates[state];
  return html`<li class="upload" data-testid="upload" data-state=${state}>
    <span class="file-name">${file.name} <span class="note">${sizeWord(file.bytes)}</span></span>
    <span class="mark" data-tone=${tone}><i aria-hidden="true">${mark}</i>${word}</span>
    ${told.map((text) => html`<p class="fault">${say(text)}</p>`)}
  </li>`;
}

/** The files that a stored application tells of, and which of them the server has. */
@customElement('yushen-stored-files')
export class StoredFiles extends Part {
  @property({ attribute: false }) stored!: StoredCase;
  @property({ attribute: false }) secret = '';
  @state() private told = '';

  protected override render() {
    const words = fileWords();
    return html`<h3>${words.filesTitle}</h3>
      <ul class="plain lines" data-testid="stored-files">
        ${filesIn(this.stored.application).map((file) => this.#file(file))}
      </ul>
      <p class=${this.told ? 'fault' : ''} role="status">${this.told}</p>`;
  }

  #file({ name, sha256 }: Named) {
    const words = fileWords();
    const stored = this.stored.files.find((file) => file.sha256 === sha256);
    const { mark, word, tone } = words.uploadStates[stored ? 'stored' : 'absent'];
    return html`<li class="upload" data-testid="stored-file" data-stored=${stored !== undefined}>
      <span class="file-name">${name} ${stored ? html`<span class="note">${sizeWord(stored.bytes)}</span>` : nothing}</span>
      ${stored
        ? html`<button type="button" class="quiet" aria-label=${words.downloadOf(name)} @click=${() => this.#download(name, sha256)}>${words.download}</button>`
        : html`<span class="mark" data-tone=${tone}><i aria-hidden="true">${mark}</i>${word}</span>`}
    </li>`;
  }

  async #download(name: string, sha256: string): Promise<void> {
    const blob = await getFile(this.stored.id, this.secret, sha256);
    this.told = blob ? '' : fileWords().notDownloaded;
    if (!blob) return;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

interface Named {
  name: string;
  sha256: string;
}

function filesIn(application: unknown): Named[] {
  const { materials } = application as { materials?: { files?: Named[] | null }[] | null };
  const all = (materials ?? []).flatMap(({ files }) => files ?? []);
  return [...new Map(all.map((file) => [file.sha256, file])).values()];
}
