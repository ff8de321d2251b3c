import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { writeDay } from '../days';
import { markDocument, say, t } from '../language';
import { Part } from '../part';
import { byWhen } from '../sentences';
import { dayWords } from '../strings/days';
import type { View } from '../view';
import './days-chart';

/** The timetable on a page of its own: wide on a screen, and on A4 across. */
@customElement('yushen-days-page')
export class DaysPage extends Part {
  @property({ attribute: false }) view!: View;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    markDocument();
  }

  protected override render() {
    const { index, today, rulebook } = this.view;
    const { text, more } = byWhen(this.view);
    return html`<section class="page days-page">
      <p class="days-back"><a href="#/">← ${t().backToCheck}</a></p>
      <h1 tabindex="-1">${dayWords().pageTitle}</h1>
      <p class="days-made">${dayWords().made(say(index.law.name), writeDay(today, today))}</p>
      <p class="days-end"><b>${text}</b> ${more}</p>
      <yushen-days-chart whole .view=${this.view}></yushen-days-chart>
      <footer class="days-foot">${t().advice} ${t().rulebookHash} <code>${rulebook.hash.slice(0, 16)}</code></footer>
    </section>`;
  }

  protected override updated(): void {
    document.title = `${dayWords().pageTitle} · ${t().brand}`;
  }
}
