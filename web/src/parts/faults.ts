import { html, nothing } from 'lit';
import { language, t } from '../language';
import type { FieldError } from '../server';

/** Everything that is wrong with what was to be opened, in both languages. */
export function faults(heading: string, errors: readonly FieldError[], testid: string, close: () => void) {
  if (errors.length === 0) return nothing;
  return html`<div class="faults" data-testid=${testid}>
    <div class="faults-head">
      <p class="fault">${heading}</p>
      <button type="button" class="quiet" @click=${close}>${t().close}</button>
    </div>
    <ul class="plain lines">
      ${errors.map(
        (error) => html`<li>
          ${error.pointer ? html`<p class="note">${t().where} <code>${error.pointer}</code></p>` : nothing}
          <p lang=${language() === 'zh' ? 'zh-CN' : 'en'}>${error[language()]}</p>
          <p class="note" lang=${language() === 'zh' ? 'en' : 'zh-CN'}>${error[language() === 'zh' ? 'en' : 'zh']}</p>
        </li>`,
      )}
    </ul>
  </div>`;
}
