import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Claim, Figure, Measure, Saving, Savings } from 'yushen';
import { basisFull } from '../grounds';
import { say, t } from '../language';
import { Part } from '../part';
import type { View } from '../view';

/** 四减: the basket done together against each item alone, as counted; beside it, and apart, what the press claims. */
@customElement('yushen-savings')
export class SavingsMeter extends Part {
  @property({ attribute: false }) view!: View;

  protected override render() {
    const { review, index } = this.view;
    const savings = review.savings;
    const claims = index.law.press.filter((claim) => claim.figures);
    if (savings.papers.alone === 0 && claims.length === 0) return nothing;
    return html`<section class="savings" aria-labelledby="savings-title">
      <h3 id="savings-title">${t().savingsTitle}</h3>
      ${savings.papers.alone > 0 ? this.#counted(savings) : nothing}
      ${claims.length > 0 ? this.#claimed(claims) : nothing}
    </section>`;
  }

  #counted(savings: Savings) {
    const open = savings.days?.open ?? [];
    const names = open.flatMap((id) => this.view.index.items.get(id) ?? []).map((item) => say(item.name));
    return html`<table class="meter" data-testid="savings">
        <caption>${t().savingsCounted}</caption>
        <thead>
          <tr>
            <th scope="col"><span class="unseen">${t().measure}</span></th>
            <th scope="col">${t().alone}</th>
            <th scope="col">${t().doneTogether}</th>
            <th scope="col">${t().less}</th>
          </tr>
        </thead>
        <tbody>
          ${this.#row('papers', savings.papers)} ${this.#row('steps', savings.steps)}
          ${this.#row('visits', savings.visits)} ${this.#row('days', savings.days, open.length > 0)}
        </tbody>
      </table>
      ${names.length > 0
        ? html`<details class="folded">
            <summary>${t().daysOpen(names.length)}</summary>
            <p class="note">${names.join(t().listGap)}</p>
          </details>`
        : nothing}`;
  }

  #row(of: Measure, saving: Saving | undefined, least = false) {
    if (!saving) return nothing;
    const { alone, together } = saving;
    const share = alone > 0 ? (together / alone) * 100 : 0;
    const written = (n: number) => t().measured(n, of, least);
    return html`<tr data-testid="saving-${of}">
      <th scope="row">${t().measures[of]}</th>
      <td class="alone"><i aria-hidden="true"></i>${written(alone)}</td>
      <td class="together"><i aria-hidden="true" .style=${`--share: ${share}%`}></i>${written(together)}</td>
      <td class="less">${alone > together ? t().fewer(alone - together, of) : t().same}</td>
    </tr>`;
  }

  #claimed(claims: Claim[]) {
    return html`<section class="claims" data-testid="claims">
      <h4>${t().savingsClaimed} <span class="standing" data-standing="press">${t().standings.press}</span></h4>
      <p class="note">${t().pressLead}</p>
      ${claims.map(
        (claim) => html`<article class="claim" data-testid="claim-${claim.id}">
          <p><b>${(claim.figures ?? []).map((figure) => claimText(figure)).join(t().figureGap)}</b></p>
          ${claim.differs ? html`<p class="note">${t().whyDifferent}${say(claim.differs)}</p>` : nothing}
          <details class="folded">
            <summary>${t().whatItSays}</summary>
            <p>${say(claim.text)}</p>
            ${basisFull(this.view.index, claim.basis)}
          </details>
        </article>`,
      )}
    </section>`;
  }
}

/** `材料 26 → 13（少 50%）`. */
function claimText({ of, from, to, percent }: Figure): string {
  const counts = from !== undefined && to !== undefined ? `${from} → ${to}` : '';
  const share = percent !== undefined ? t().percentLess(percent) : '';
  return t().claim(t().measures[of], counts, share);
}
