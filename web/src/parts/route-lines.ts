import { svg, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

interface Line {
  from: string;
  to: string;
  path: string;
}

/** The lines between the stations of the map that this element lies in. For the eye only: the words say the same. */
@customElement('yushen-route-lines')
export class RouteLines extends LitElement {
  /** Pairs of items: the first has to be decided before the second starts. */
  @property({ attribute: false }) edges: [string, string][] = [];
  @property({ attribute: false }) near = '';
  @state() private lines: Line[] = [];

  readonly #watch = new ResizeObserver(() => this.#draw());

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.parentElement) this.#watch.observe(this.parentElement);
  }

  override disconnectedCallback(): void {
    this.#watch.disconnect();
    super.disconnectedCallback();
  }

  protected override willUpdate(changed: Map<string, unknown>): void {
    // The stations of the same change are drawn after this; the next frame finds them in place.
    if (changed.has('edges')) requestAnimationFrame(() => this.#draw());
  }

  protected override render() {
    const order = (line: Line) => Number(this.near === line.from || this.near === line.to);
    const lines = [...this.lines].sort((a, b) => order(a) - order(b));
    return html`<svg class="route-lines" aria-hidden="true" focusable="false">
      ${lines.map((line) => svg`<path d=${line.path} data-near=${order(line) === 1}></path>`)}
    </svg>`;
  }

  #draw(): void {
    const map = this.parentElement;
    if (!map) return;
    const origin = map.getBoundingClientRect();
    const place = (id: string) => {
      const box = map.querySelector(`[data-item="${id}"]`)?.getBoundingClientRect();
      if (!box) return null;
      return { left: box.left - origin.left, right: box.right - origin.left, y: box.top - origin.top + 22 };
    };
    this.lines = this.edges.flatMap(([from, to]) => {
      const [a, b] = [place(from), place(to)];
      return a && b ? [{ from, to, path: curve(a, b) }] : [];
    });
  }
}

interface Place {
  left: number;
  right: number;
  y: number;
}

/** From the right edge of one station to the left edge of another; round the left side within a column. */
function curve(a: Place, b: Place): string {
  const at = (x: number, y: number) => `${Math.round(x)} ${Math.round(y)}`;
  if (b.left > a.right) {
    const bend = Math.max(12, (b.left - a.right) / 2);
    return `M${at(a.right, a.y)} C${at(a.right + bend, a.y)} ${at(b.left - bend, b.y)} ${at(b.left, b.y)}`;
  }
  const out = a.left - Math.min(16, 6 + Math.abs(b.y - a.y) / 40);
  return `M${at(a.left, a.y)} C${at(out, a.y)} ${at(out, b.y)} ${at(b.left, b.y)}`;
}
