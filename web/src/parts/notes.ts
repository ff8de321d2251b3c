import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Rulebook, Saying } from 'yushen';
import { basisFull } from '../grounds';
import { say, t } from '../language';
import type { LawIndex } from '../law-index';
import { Part } from '../part';

/** 说明: what nobody could find, what the news says, and which version of the rules this is. */
@customElement('yushen-notes')
export class Notes extends Part {
  @property({ attribute: false }) index!: LawIndex;
  @property({ attribute: false }) rulebook!: Rulebook;

  protected override render() {
    const { gaps, press } = this.index.law;
    return html`<section class="sayings">
        <h3>${t().gaps}</h3>
        ${gaps.map((gap) => this.#saying(gap))}
      </section>
      <section class="sayings press">
        <h3>${t().press}</h3>
        <p class="lead">${t().pressLead}</p>
        ${press.map((each) => this.#saying(each))}
      </section>
      <section>
        <h3>${t().version}</h3>
        <p class="lead">${t().versionNote}</p>
        <dl class="facts">
          <div><dt>${t().rulebookHash}</dt><dd><code class="hash">${this.rulebook.id} ${this.rulebook.hash}</code></dd></div>
          <div><dt>${t().calendarHash}</dt><dd><code class="hash">${this.rulebook.calendarHash}</code></dd></div>
        </dl>
      </section>`;
  }

  #saying(saying: Saying) {
    return html`<details class="reason" data-testid="saying-${saying.id}">
      <summary><span>${say(saying.text)}</span></summary>
      ${basisFull(this.index, saying.basis)}
    </details>`;
  }
}
