import { html, nothing, type TemplateResult } from 'lit';
import type { TotalReview, TotalRule } from 'yushen';
import { basisLine, reasonView } from '../grounds';
import { say, t } from '../language';
import { dayWords } from '../strings/days';
import type { View } from '../view';
import { askAlso } from './ask';
import { restsLine } from './rests';

const TONES = { limited: 'yes', none: 'open', refer: 'may', undetermined: 'open' } as const;

/** 总时限: what the place allows for all approvals of a project, and what it does not say it counts. */
export function totalLimits(view: View): TemplateResult {
  return html`${view.review.totals.map((total) => totalLimit(view, total))}`;
}

function totalLimit(view: View, total: TotalReview) {
  const law = view.index.law.totals.find((each) => each.id === total.id);
  if (!law) return nothing;
  const word = t().totalVerdicts[total.verdict];
  const limited = total.verdict === 'limited' && total.days !== undefined;
  return html`<section class="total" data-testid="total-${total.id}" data-verdict=${total.verdict}>
    <header>
      <h3>${say(law.name)}</h3>
      <span class="mark" data-tone=${TONES[total.verdict]}>
        <i aria-hidden="true">${word.mark}</i>${limited ? t().lengthOf(total.days ?? 0, law.unit) : word.word}
      </span>
    </header>
    ${total.reasons.map((reason) =>
      reasonView(view, reason, { before: before(law.rules, reason.rule), valid: ruleOf(law.rules, reason.rule)?.valid }),
    )}
    ${restsLine(view, total.rests)}
    ${limited ? kept(view, total.id) : nothing}
    ${limited || total.verdict === 'refer' ? html`<p class="note">${t().notCounted} ${say(law.excludes)}</p>` : nothing}
    ${askAlso(view, total.ask)}
    <p>${basisLine(view.index, law.basis)}</p>
  </section>`;
}

/** Whether this plan keeps to the limit, where the rules compare them. */
function kept({ plan }: View, id: string) {
  const check = plan.total.limits.find((each) => each.id === id);
  if (!check) return nothing;
  const words = dayWords();
  const { within } = check;
  const word = within === null ? words.within.open : within ? words.within.yes : words.within.no;
  const tone = within === null ? 'open' : within ? 'yes' : 'no';
  return html`<p data-testid="kept-${id}">
    ${words.ours(check.counted)} <span class="mark" data-tone=${tone}><i aria-hidden="true">${word.mark}</i>${word.word}</span>
  </p>`;
}

const ruleOf = (rules: TotalRule[], id: string): TotalRule | undefined => rules.find((rule) => rule.id === id);

function before(rules: TotalRule[], id: string): string | undefined {
  const text = ruleOf(rules, id)?.before;
  return text && say(text);
}
