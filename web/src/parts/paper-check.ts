import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Material, PaperField, PaperForm, Standing } from 'yushen';
import { FIRST_DAY, LAST_DAY, typedDay } from '../days';
import { fill, type Telling, tell, type Told } from '../draft';
import { Exact, grouped, readCount, readDecimal } from '../exact';
import { standingMark } from '../grounds';
import { say, t } from '../language';
import { Part } from '../part';
import type { Strings } from '../strings/zh';
import type { View } from '../view';

/** How a paper can be handed in; shared data is fetched by the office. */
const FORMS = ['original', 'copy', 'electronic'] as const satisfies PaperForm[];

/** What the rulebook asks, and with what standing. */
interface Asked {
  words: string;
  standing: Standing;
}

/** 核对这份材料: what is told of a paper in hand. All of it may be left open. */
@customElement('yushen-paper-check')
export class PaperCheck extends Part {
  @property({ attribute: false }) view!: View;
  @property({ attribute: false }) material!: Material;
  /** What stands in a number's field and is none. */
  @state() private unread: ReadonlyMap<string, string> = new Map();

  get #told(): Told {
    return this.view.draft.materials.get(this.material.id) ?? {};
  }

  protected override render() {
    const { regular, fields = [] } = this.material;
    return html`<fieldset class="told" data-testid="check-${this.material.id}">
      <legend>${t().checkPaper}<span class="unseen">${say(this.material.name)}</span></legend>
      <p class="note">${t().checkPaperNote}</p>
      <div class="told-fields">
        ${this.#copies()} ${this.#form()} ${regular?.signed ? this.#yesNo('signed', t().askedSigned, regular.basis.standing) : nothing}
        ${regular?.sealed ? this.#yesNo('sealed', t().askedSealed, regular.basis.standing) : nothing}
        ${this.#day('issuedOn', regular?.within ? { words: t().askedWithin(regular.within), standing: regular.basis.standing } : null)}
        ${this.#day('validUntil', null)} ${this.#issuer()} ${fields.map((field) => this.#field(field))}
      </div>
    </fieldset>`;
  }

  /** Form and copies are nowhere in the law that was read: 示例, as in the review. */
  #copies() {
    const asked: Asked = { words: t().askedCopies(this.material.count), standing: 'illustrative' };
    const tell = (copies: Exact | undefined) => this.#tell({ copies });
    return this.#number('copies', t().told.copies, this.#told.copies, tell, readCount, t().notACount, asked);
  }

  #form() {
    const { form } = this.material;
    const asked: Asked | null =
      form === 'share' ? null : { words: t().askedForm(t().paperForms[form]), standing: 'illustrative' };
    const options = FORMS.map((each) => [each, t().paperForms[each]] as const);
    return this.#choice('form', t().told.form, this.#told.form ?? '', options, (id) => this.#tell({ form: id }), asked);
  }

  #yesNo(part: 'signed' | 'sealed', words: string, standing: Standing) {
    const told = this.#told[part];
    const options = [['yes', t().yes] as const, ['no', t().no] as const];
    const choose = (id: 'yes' | 'no' | undefined) => this.#tell({ [part]: id && id === 'yes' });
    return this.#choice(part, t().told[part], told === undefined ? '' : told ? 'yes' : 'no', options, choose, { words, standing });
  }

  #day(part: 'issuedOn' | 'validUntil', asked: Asked | null) {
    return this.#date(part, t().told[part], this.#told[part], (day) => this.#tell({ [part]: day }), asked);
  }

  #issuer() {
    const { issuers = [], basis } = this.material.regular ?? {};
    if (issuers.length === 0 || !basis) return nothing;
    const asked: Asked = { words: t().askedIssuer(issuers.join(t().listGap)), standing: basis.standing };
    return this.#text('issuer', t().told.issuer, this.#told.issuer, (issuer) => this.#tell({ issuer }), asked);
  }

  #field({ id, name, type }: PaperField) {
    const told = this.#told.fields?.[id];
    const part = `field-${id}`;
    const set = (value: Exact | string | undefined) => this.view.change(fill(this.view.draft, this.material.id, id, value));
    const text = typeof told === 'string' ? told : undefined;
    switch (type) {
      case 'number':
        return this.#number(part, say(name), told instanceof Exact ? told : undefined, set, readDecimal, t().notAFieldNumber, null);
      case 'date':
        return this.#date(part, say(name), text, set, null);
      case 'text':
        return this.#text(part, say(name), text, set, null);
    }
  }

  // The controls. A text or number counts when the reader goes on, so that no half of it is judged.

  #number(
    part: string,
    name: string,
    value: Exact | undefined,
    set: (value: Exact | undefined) => void,
    read: (typed: string) => string | null,
    otherwise: string,
    asked: Asked | null,
  ) {
    const unread = this.unread.get(part);
    const change = (event: Event) => {
      const typed = (event.target as HTMLInputElement).value;
      const number = read(typed);
      const others = [...this.unread].filter(([each]) => each !== part);
      this.unread = new Map(number === null && typed.trim() !== '' ? [...others, [part, typed]] : others);
      set(number === null ? undefined : new Exact(number));
    };
    const control = html`<input
      class="field small"
      id=${this.#id(part)}
      data-testid=${this.#id(part)}
      inputmode="decimal"
      autocomplete="off"
      aria-describedby="${this.#id(part)}-about"
      aria-invalid=${unread !== undefined}
      .value=${live(unread ?? (value ? grouped(value.text) : ''))}
      @change=${change}
    />`;
    return this.#row(part, name, control, asked, { fault: unread === undefined ? '' : otherwise });
  }

  #text(part: string, name: string, value: string | undefined, set: (value: string | undefined) => void, asked: Asked | null) {
    const change = (event: Event) => set((event.target as HTMLInputElement).value.trim() || undefined);
    const control = html`<input
      class="field small"
      id=${this.#id(part)}
      data-testid=${this.#id(part)}
      autocomplete="off"
      aria-describedby="${this.#id(part)}-about"
      .value=${live(value ?? '')}
      @change=${change}
    />`;
    return this.#row(part, name, control, asked, { long: true });
  }

  #date(part: string, name: string, value: string | undefined, set: (value: string | undefined) => void, asked: Asked | null) {
    const change = (event: Event) => {
      const day = typedDay(event);
      if (day !== undefined) set(day ?? undefined);
    };
    const control = html`<input
      type="date"
      class="field small"
      id=${this.#id(part)}
      data-testid=${this.#id(part)}
      min=${FIRST_DAY}
      max=${LAST_DAY}
      aria-describedby="${this.#id(part)}-about"
      .value=${value ?? ''}
      @change=${change}
    />`;
    return this.#row(part, name, control, asked);
  }

  #choice<Id extends string>(
    part: keyof Strings['told'],
    name: string,
    chosen: string,
    options: (readonly [Id, string])[],
    choose: (id: Id | undefined) => void,
    asked: Asked | null,
  ) {
    const change = (event: Event) => choose(options.find(([id]) => id === (event.target as HTMLSelectElement).value)?.[0]);
    const option = (id: string, words: string) => html`<option value=${id} ?selected=${id === chosen}>${words}</option>`;
    const control = html`<select
      class="field small"
      id=${this.#id(part)}
      data-testid=${this.#id(part)}
      aria-describedby="${this.#id(part)}-about"
      .value=${live(chosen)}
      @change=${change}
    >
      ${option('', t().notTold)} ${options.map(([id, words]) => option(id, words))}
    </select>`;
    return this.#row(part, name, control, asked);
  }

  #row(part: string, name: string, control: TemplateResult, asked: Asked | null, { fault = '', long = false } = {}) {
    return html`<div class="told-field" ?data-long=${long}>
      <label for=${this.#id(part)}>${name}</label>
      ${control}
      <p class="note" id="${this.#id(part)}-about">
        ${fault ? html`<span class="fault" role="alert">${fault}</span>` : nothing}
        ${asked ? html`<span>${asked.words}</span> ${standingMark(asked.standing)}` : nothing}
      </p>
    </div>`;
  }

  readonly #id = (part: string): string => `${part}-of-${this.material.id}`;

  #tell(telling: Telling): void {
    this.view.change(tell(this.view.draft, this.material.id, telling));
  }
}
