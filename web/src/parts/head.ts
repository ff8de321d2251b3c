import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type Language, language, say, setLanguage, t } from '../language';
import { Part } from '../part';
import { OTHER } from '../place';
import type { Route } from '../route';
import type { Place } from '../server';

/** Tells the page that another place was chosen. */
export class PlaceEvent extends Event {
  constructor(readonly place: string) {
    super('yushen-place', { bubbles: true });
  }
}

/** The head of every page: the name, the place, the pages, the language. */
@customElement('yushen-head')
export class Head extends Part {
  @property({ attribute: false }) places: readonly Place[] = [];
  @property({ attribute: false }) place = '';
  @property({ attribute: false }) route!: Route;

  protected override render() {
    return html`<header class="head">
      <a class="brand" href="#/">
        <span class="brand-seal" lang="zh-CN" aria-hidden="true">预审</span>
        <span class="brand-name">${t().brand}<small>${t().brandOther}</small></span>
      </a>
      <label class="place">
        <span class="place-label">${t().place}</span>
        <select data-testid="place" @change=${this.#choosePlace}>
          ${this.places.map((each) => this.#option(each.id, say(each.name)))} ${this.#option(OTHER, t().otherPlace)}
        </select>
      </label>
      <nav class="pages" aria-label=${t().navigation}>
        ${this.#page('#/', t().toCheck, this.route.page !== 'find')}
        ${this.#page('#/find', t().toFind, this.route.page === 'find')}
      </nav>
      <div class="languages" role="group" aria-label=${t().languageSwitch}>
        ${this.#speak('zh', '中文', 'zh-CN')} ${this.#speak('en', 'EN', 'en')}
      </div>
    </header>`;
  }

  #option(id: string, name: string) {
    return html`<option value=${id} ?selected=${id === this.place}>${name}</option>`;
  }

  #page(href: string, name: string, here: boolean) {
    return html`<a href=${href} aria-current=${here ? 'page' : 'false'}>${name}</a>`;
  }

  #speak(to: Language, name: string, lang: string) {
    return html`<button
      type="button"
      lang=${lang}
      data-testid="language-${to}"
      aria-pressed=${language() === to}
      @click=${() => setLanguage(to)}
    >
      ${name}
    </button>`;
  }

  readonly #choosePlace = (event: Event) => {
    this.dispatchEvent(new PlaceEvent((event.target as HTMLSelectElement).value));
  };
}
