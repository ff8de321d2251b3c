import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { type ItemProgress, type Rulebook, type Text, today } from 'yushen';
import { mintId } from '../credentials';
import { writeDay, writeInstant } from '../days';
import { draftOf } from '../draft';
import { givenAnswer, reasonView } from '../grounds';
import { say, t } from '../language';
import type { LawIndex } from '../law-index';
import { Part } from '../part';
import { appendEvent, type Happened, Problem, type StoredCase } from '../server';
import { AmendEvent } from './find-page';

/** The rules that are loaded, if any: they name what a stored case only has ids for. */
export interface Loaded {
  rulebook: Rulebook;
  index: LawIndex;
}

let loaded: Loaded | null = null;

/** Tells stored cases which rules are loaded. */
export const useRules = (rules: Loaded | null): void => {
  loaded = rules;
};

/** A stored submission: where it stands, its clocks, what happened, what was said; amend and withdraw. */
@customElement('yushen-case-view')
export class CaseView extends Part {
  @property({ attribute: false }) stored!: StoredCase;
  @property({ attribute: false }) secret = '';
  @state() private busy = false;
  @state() private told = '';
  @query('dialog') private question!: HTMLDialogElement;
  /** Minted once, so that a repeated withdrawal is the same one. */
  #withdrawal = mintId();

  protected override render() {
    const { stored } = this;
    const verdict = t().verdicts[stored.review.verdict];
    const open = stored.state !== 'withdrawn';
    const row = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
    return html`<section class="page narrow case" data-testid="case">
      <h2>${t().caseTitle}</h2>
      <dl class="facts">
        ${row(t().state, html`<b data-testid="case-state" data-state=${stored.state}>${t().states[stored.state] ?? stored.state}</b>`)}
        ${row(t().intent, t().intents[stored.intent].name)}
        ${row(t().receivedAt, writeInstant(stored.receivedAt, today()))}
        ${row(t().reviewTitle, html`<span class="mark" data-verdict=${stored.review.verdict} data-testid="case-verdict"><i aria-hidden="true">${verdict.mark}</i>${verdict.word}</span>
          ${stored.review.on < today() ? html`<span class="note">${t().pastLaw(writeDay(stored.review.on, today()))}</span>` : nothing}`)}
      </dl>
      ${open ? this.#actions() : nothing}
      <p role="status" class="note">${this.told}</p>
      <h3>${t().clocks}</h3>
      ${this.#clocks()} ${this.#findings()} ${this.#items(stored.progress?.items ?? [])}
      ${this.#files()}
      <h3>${t().eventsTitle}</h3>
      <ol class="plain lines pairs" data-testid="events">
        ${stored.events.map((event) => this.#event(event))}
      </ol>
      ${this.#application()}
    </section>`;
  }

  #actions() {
    return html`<p class="actions">
        <button type="button" class="button" data-testid="amend" @click=${this.#amend}>${t().amend}</button>
        <button type="button" class="button danger" data-testid="withdraw" ?disabled=${this.busy} @click=${() => this.question.showModal()}>
          ${t().withdraw}
        </button>
      </p>
      <p class="note">${t().amendHint}</p>
      <dialog class="question-dialog" aria-labelledby="withdraw-title">
        <h2 id="withdraw-title">${t().withdrawSure}</h2>
        <p>${t().withdrawNote}</p>
        <p class="actions">
          <button type="button" class="button" autofocus @click=${() => this.question.close()}>${t().cancel}</button>
          <button type="button" class="button danger" data-testid="withdraw-yes" @click=${this.#withdraw}>${t().withdrawYes}</button>
        </p>
      </dialog>`;
  }

  /** The clocks and their words come with the first case that has any. */
  #clocks() {
    void import('./clocks');
    const { progress } = this.stored;
    return html`<yushen-clocks
      .clocks=${progress?.clocks ?? []}
      .choices=${progress?.choices ?? []}
      .stored=${this.stored}
      .rules=${loaded}
    ></yushen-clocks>`;
  }

  #findings() {
    const findings = this.stored.progress?.findings ?? [];
    const rules = loaded;
    if (!rules) return nothing;
    const view = { index: rules.index, draft: draftOf(this.stored.application, rules.index.law) };
    return findings.map((finding) => reasonView(view, finding.reason));
  }

  #items(items: ItemProgress[]) {
    if (items.length === 0) return nothing;
    return html`<h3>${t().itemsTitle}</h3>
      <ul class="plain lines pairs">
        ${items.map(
          (item) => html`<li data-testid="case-item-${item.id}"><span>${this.#name(item.id)}</span> <span class="note">${t().itemStates[item.state]}</span></li>`,
        )}
      </ul>`;
  }

  /** Where the application tells of files, or some are stored. */
  #files() {
    const { application, files } = this.stored;
    const { materials } = application as { materials?: { files?: unknown }[] | null };
    if (files.length === 0 && !materials?.some((paper) => paper.files)) return nothing;
    void import('./uploads');
    return html`<yushen-stored-files .stored=${this.stored} .secret=${this.secret}></yushen-stored-files>`;
  }

  #event(event: Happened) {
    const types: Record<string, string> = { ...t().eventTypes, ...t().otherEvents };
    return html`<li><span>${types[event.type] ?? event.type}</span> <span class="note">${writeInstant(event.at, today())}</span></li>`;
  }

  /** The answers that were submitted, where the rules that name them are loaded. */
  #application() {
    if (!loaded || this.stored.review.rulebook.id !== loaded.rulebook.id) return nothing;
    const { law } = loaded.index;
    const draft = draftOf(this.stored.application, law);
    return html`<details class="folded">
      <summary>${t().sheetAnswers}</summary>
      <ul class="plain lines">
        ${law.facts
          .filter((fact) => draft.facts.has(fact.id))
          .map((fact) => html`<li>${say(fact.question)} ${givenAnswer(fact, draft)}</li>`)}
      </ul>
    </details>`;
  }

  #name(id: string): string {
    const named: { name: Text } | undefined = loaded?.index.items.get(id) ?? loaded?.index.programs.get(id);
    return named ? say(named.name) : id;
  }

  readonly #amend = () => {
    if (this.stored.review.rulebook.id !== loaded?.rulebook.id) {
      this.told = t().otherRules;
      return;
    }
    const { id, intent, application } = this.stored;
    this.dispatchEvent(new AmendEvent({ id, key: this.secret, intent }, application));
  };

  readonly #withdraw = async () => {
    this.question.close();
    this.busy = true;
    try {
      await appendEvent(this.stored.id, this.secret, { id: this.#withdrawal, type: 'withdrawn' });
      this.told = t().withdrawn;
      this.dispatchEvent(new Event('yushen-changed', { bubbles: true }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.told = error.unreached ? t().notReached : error.text.zh ? say(error.text) : t().serverFailed;
    } finally {
      this.busy = false;
    }
  };
}
