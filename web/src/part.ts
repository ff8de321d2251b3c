import { LitElement } from 'lit';
import { languageChanges } from './language';

/**
 * An element of the page.
 *
 * It draws into the document itself, not into a shadow root: labels, headings and the print sheet work across
 * elements, and one stylesheet sets the type.
 */
export class Part extends LitElement {
  readonly #redraw = () => this.requestUpdate();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    languageChanges.addEventListener('change', this.#redraw);
  }

  override disconnectedCallback(): void {
    languageChanges.removeEventListener('change', this.#redraw);
    super.disconnectedCallback();
  }
}
