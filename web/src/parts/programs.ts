import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Fact, Finding, FindingCode, ProgramReview } from 'yushen';
import { wish } from '../draft';
import { AskEvent } from '../events';
import { basisLine, reasonView } from '../grounds';
import { say, t } from '../language';
import { Part } from '../part';
import { tones } from '../sentences';
import type { View } from '../view';

/** Findings that no other tab tells. */
const TOLD_HERE: ReadonlySet<FindingCode> = new Set([
  'confirm-in-person',
  'item-not-needed',
  'promise-not-allowed',
  'paper-not-asked',
  'number-not-readable',
  'number-out-of-range',
]);

/** So many open questions are named at once; the rest unfold. */
const SHOWN = 3;

/** 能办什么: each program with its verdict, the reasons, and what would settle it. */
@customElement('yushen-programs')
export class Programs extends Part {
  @property({ attribute: false }) view!: View;

  protected override render() {
    const attention = this.view.review.findings.filter((finding) => TOLD_HERE.has(finding.code));
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
      ${program.reasons.map((reason) => reasonView(this.view, reason))} ${this.#ask(program)}
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

  #ask(program: ProgramReview) {
    const facts = program.ask.flatMap((id) => this.view.index.facts.get(id) ?? []);
    if (facts.length === 0) return nothing;
    return html`<div class="ask">
      <h4>${t().askMore}</h4>
      ${this.#questions(facts.slice(0, SHOWN))}
      ${facts.length > SHOWN
        ? html`<details class="folded">
            <summary>${t().moreQuestions(facts.length - SHOWN)}</summary>
            ${this.#questions(facts.slice(SHOWN))}
          </details>`
        : nothing}
    </div>`;
  }

  #questions(facts: Fact[]) {
    return html`<ul class="plain">
      ${facts.map(
        (fact) => html`<li>
          <button type="button" class="link" @click=${() => this.dispatchEvent(new AskEvent(fact.id))}>
            ${say(fact.question)}
          </button>
        </li>`,
      )}
    </ul>`;
  }

  #attention(findings: Finding[]) {
    return html`<section class="attention">
      <h3>${t().attention}</h3>
      ${findings.map((finding) => reasonView(this.view, finding.reason))}
    </section>`;
  }
}
