import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Basis, Extent, Finding, FindingCode, Program, ProgramReview, Reason, Scope } from 'yushen';
import { wish } from '../draft';
import { isContradiction } from '../findings';
import { basisLine, givenAnswer, reasonView } from '../grounds';
import { say, t } from '../language';
import { Part } from '../part';
import { tones } from '../sentences';
import type { View } from '../view';
import { askAlso, askButton } from './ask';
import { restsLine } from './rests';
import './remedies';

/** Findings that no other tab tells. */
const TOLD_HERE: ReadonlySet<FindingCode> = new Set([
  'confirm-in-person',
  'item-not-needed',
  'promise-not-allowed',
  'paper-not-asked',
  'number-not-readable',
  'number-out-of-range',
]);

/** 能办什么: each program with its verdict, the reasons, and what would settle it. */
@customElement('yushen-programs')
export class Programs extends Part {
  @property({ attribute: false }) view!: View;

  protected override render() {
    const attention = this.view.review.findings.filter(
      (finding) => TOLD_HERE.has(finding.code) || isContradiction(finding),
    );
    return html`<p class="lead">${t().wishHint}</p>
      ${this.view.review.programs.map((program) => this.#program(program))}
      ${attention.length > 0 ? this.#attention(attention) : nothing}`;
  }

  #program(program: ProgramReview) {
    const { index, draft } = this.view;
    const law = index.programs.get(program.id);
    if (!law) return nothing;
    const verdict = t().eligibility[program.verdict];
    const toggle = (event: Event) =>
      this.view.change(wish(draft, program.id, (event.target as HTMLInputElement).checked));
    return html`<article class="program" data-testid="program-${program.id}" data-verdict=${program.verdict}>
      <header>
        <h3>${say(law.name)}</h3>
        <span class="mark" data-tone=${tones[program.verdict]}><i aria-hidden="true">${verdict.mark}</i>${verdict.word}</span>
      </header>
      <p class="summary">${say(law.summary)}</p>
      ${program.reasons.map((reason) => reasonView(this.view, reason, { valid: validOf(law, reason) }))}
      ${restsLine(this.view, program.rests)} ${askAlso(this.view, program.ask)} ${this.#loop(law)}
      <yushen-remedies
        .view=${this.view}
        .program=${program.id}
        .asked=${program.verdict === 'not-eligible'}
      ></yushen-remedies>
      ${this.#scope(law, program)} ${this.#looksAt(law)}
      <footer>
        ${basisLine(index, law.basis)}
        <label class="switch">
          <input
            type="checkbox"
            data-testid="wish-${program.id}"
            .checked=${live(program.wished)}
            @change=${toggle}
          />
          <span>${t().wishProgram}</span>
        </label>
      </footer>
    </article>`;
  }

  /** What the service covers, by how far it goes; what is wanted is marked. */
  #scope(law: Program, program: ProgramReview) {
    const scope = law.scope ?? [];
    const wanted = new Map(program.scope.map((each) => [each.id, each.wanted]));
    const extents: Extent[] = ['full', 'on-request', 'advice'];
    if (scope.length === 0) return nothing;
    return html`<details class="folded scope" data-testid="scope-${law.id}">
      <summary><h4>${t().scope}</h4></summary>
      ${extents.map((extent) => this.#extent(extent, scope.filter((each) => each.extent === extent), wanted))}
    </details>`;
  }

  #extent(extent: Extent, scope: Scope[], wanted: ReadonlyMap<string, boolean | null>) {
    if (scope.length === 0) return nothing;
    return html`<section class="extent" data-extent=${extent}>
      <h5>${t().extents[extent]}</h5>
      <ul class="plain">
        ${scope.map((each) => {
          const mark = wanted.get(each.id) ? t().wanted : '';
          return html`<li>${say(each.text)} ${mark ? html`<span class="tag" data-tone="yes">✓ ${mark}</span>` : nothing}</li>`;
        })}
      </ul>
      ${distinct(scope.map((each) => each.basis)).map((basis) => html`<p>${basisLine(this.view.index, basis)}</p>`)}
    </section>`;
  }

  /** Closed loop: which of the items are decided inside the zone. */
  #loop(law: Program) {
    const items = law.items.filter((item) => item.inside !== undefined);
    if (items.length === 0) return nothing;
    return html`<ul class="plain lines loop" data-testid="loop-${law.id}">
      ${items.map((item) => {
        const known = this.view.index.items.get(item.id);
        return html`<li data-inside=${item.inside}>
          <b>${known ? say(known.name) : item.id}</b>
          <span class="mark" data-tone=${item.inside ? 'yes' : 'may'}>
            <i aria-hidden="true">${item.inside ? '●' : '→'}</i>${item.inside ? t().inside : t().notInside}
          </span>
          ${item.text ? html`<p class="note">${say(item.text)}</p>` : nothing}
        </li>`;
      })}
    </ul>`;
  }

  /** The questions that decide, with what is answered so far: where a service goes by two axes, both show. */
  #looksAt(law: Program) {
    const facts = this.view.index.asked(law.rules.map((rule) => rule.when));
    if (facts.length === 0) return nothing;
    return html`<details class="folded">
      <summary>${t().looksAt(facts.length)}</summary>
      <ul class="plain looks-at">
        ${facts.map((fact) => html`<li>${askButton(fact, say(fact.question))} ${givenAnswer(fact, this.view.draft)}</li>`)}
      </ul>
    </details>`;
  }

  #attention(findings: Finding[]) {
    return html`<section class="attention">
      <h3>${t().attention}</h3>
      ${findings.map((finding) => reasonView(this.view, finding.reason))}
    </section>`;
  }
}

/** Each article once. */
const distinct = (bases: Basis[]): Basis[] => [
  ...new Map(bases.map((basis) => [`${basis.source} ${basis.article} ${basis.standing}`, basis])).values(),
];

/** When the rule behind a reason is in force. */
const validOf = (law: Program, reason: Reason) => law.rules.find((rule) => rule.id === reason.rule)?.valid;
