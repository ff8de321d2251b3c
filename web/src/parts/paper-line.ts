import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { MaterialReview, Use } from 'yushen';
import { hold, promise } from '../draft';
import { writeShortDue } from '../days';
import { basisFull, standingMark } from '../grounds';
import { say, t } from '../language';
import { deferrable } from '../sentences';
import type { Strings } from '../strings/zh';
import type { View } from '../view';

/** One paper on one line: in hand, to follow, its office, its last day; use and articles on demand. */
export function paperLine(view: View, paper: MaterialReview, group: keyof Strings['groups']): TemplateResult {
  const { index, draft, plan } = view;
  const material = index.materials.get(paper.id);
  const name = material ? say(material.name) : paper.id;
  const asked = group !== 'outcome' && group !== 'shared';
  const last = plan.papers.find((each) => each.id === paper.id)?.last;
  const promised = draft.promises.find((each) => each.material === paper.id);
  const toggle = (event: Event) => view.change(hold(draft, paper.id, (event.target as HTMLInputElement).checked));
  return html`<li class="paper" data-testid="paper-${paper.id}" data-state=${paper.state} data-need=${paper.need}>
    <label class="tick paper-tick">
      <input
        type="checkbox"
        id="hold-${paper.id}"
        data-testid="hold-${paper.id}"
        .checked=${live(draft.materials.includes(paper.id))}
        @change=${toggle}
      />
      <span>${name}<span class="unseen">${t().inHand}</span></span>
    </label>
    ${group === 'missing' || group === 'promised' || group === 'open' ? follow(view, paper, promised) : nothing}
    ${asked && last && group !== 'hand' && group !== 'waived'
      ? html`<span class="last">${t().lastDay(writeShortDue(last, view.today))}</span>`
      : nothing}
    <details class="reason">
      <summary aria-label=${t().paperDetails(name)}><span>${offices(view, paper)}</span></summary>
      ${paper.items.map((item) => use(view, item, index.use(item, paper.id)))}
      ${material ? html`<p class="note">${t().paperSources[material.source]}</p>` : nothing}
    </details>
  </li>`;
}

/** 承诺后补, where every item that asks lets the paper follow. */
function follow(view: View, paper: MaterialReview, promised: { by?: string | undefined } | undefined) {
  if (!promised && !deferrable(view.review, paper)) return nothing;
  const illustrative = paper.items.some((item) => view.index.use(item, paper.id)?.deferrable?.standing === 'illustrative');
  const toggle = (event: Event) =>
    view.change(promise(view.draft, paper.id, (event.target as HTMLInputElement).checked));
  const by = (event: Event) =>
    view.change(promise(view.draft, paper.id, true, (event.target as HTMLInputElement).value || undefined));
  return html`<span class="follow">
    <label class="tick">
      <input
        type="checkbox"
        id="promise-${paper.id}"
        data-testid="promise-${paper.id}"
        .checked=${live(promised !== undefined)}
        @change=${toggle}
      />
      <span>${t().mayFollow}</span>
    </label>
    ${illustrative ? standingMark('illustrative') : nothing}
    ${promised
      ? html`<input
          type="date"
          class="field small"
          id="by-${paper.id}"
          aria-label=${t().followBy}
          min=${view.today}
          .value=${promised.by ?? ''}
          @change=${by}
        />`
      : nothing}
  </span>`;
}

/** The offices that the paper goes to, each once. */
function offices(view: View, paper: MaterialReview): string {
  const names = paper.items.flatMap((id) => view.index.items.get(id) ?? []).map((item) => say(item.agency));
  return [...new Set(names)].join(t().listGap);
}

function use(view: View, item: string, asked: Use | null) {
  const law = view.index.items.get(item);
  if (!law || !asked) return nothing;
  const others = asked.alternatives.flatMap((id) => view.index.materials.get(id) ?? []).map((each) => say(each.name));
  const row = (name: string, value: unknown) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
  return html`<dl class="facts">
    ${row(t().forItems, say(law.name))} ${row(t().office, say(law.agency))}
    ${asked.called ? row(t().called, say(asked.called)) : nothing} ${row(t().askedWhen, say(asked.neededText))}
    ${others.length > 0 ? row(t().instead, others.join(t().listGap)) : nothing}
    ${asked.deferrable
      ? row(t().deferralWhy, html`${standingMark(asked.deferrable.standing)} ${say(asked.deferrable.why)}`)
      : nothing}
    ${row(t().basis, asked.basis.map((basis) => basisFull(view.index, basis)))}
  </dl>`;
}
