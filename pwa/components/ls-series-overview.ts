import { LitElement, html, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Window } from '../../shared/calendar/windows.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { moment } from '../locales/format.ts';
import { controls } from '../styles/controls.ts';
import { paletteOf } from './plot/palette.ts';
import { plotStyles } from './plot/plot.ts';
import { markColours, marksOf } from './series/marks.ts';
import { OverviewChart, type OverviewFrame } from './series/overview-chart.ts';
import { overviewStyles } from './series/overview-styles.ts';
import type { ShownSeries } from './series/shown.ts';
import { brushedBy, type Grip } from './series/view-moves.ts';

/** The view never gets shorter by a brush; ms. */
const SHORTEST_MS = 300_000;
/** What a key moves, as a share of the whole range. */
const KEYS: Record<string, number> = {
  ArrowLeft: -0.01,
  ArrowDown: -0.01,
  ArrowRight: 0.01,
  ArrowUp: 0.01,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
};
const GRIPS = [
  ['from', 'brushFrom'],
  ['both', 'brushBoth'],
  ['to', 'brushTo'],
] as const satisfies [Grip, string][];

/** The whole chosen range, small, and over it the window that the chart shows: to be moved and resized. Emits `view-moved`. */
@customElement('ls-series-overview')
export class LsSeriesOverview extends LitElement {
  @property({ attribute: false }) series: readonly ShownSeries[] = [];
  /** All that was chosen. */
  @property({ attribute: false }) range: Window = { from: 0, to: 1 };
  /** The part of it that the chart shows. */
  @property({ attribute: false }) view: Window = { from: 0, to: 1 };
  @property() zone = 'UTC';
  /** Room beside the curves, as the chart above has it; px. */
  @property({ type: Boolean }) wide = false;

  @query('.canvas') private readonly canvas!: HTMLElement;
  @query('.brush') private readonly brush!: HTMLElement;

  #chart: OverviewChart | null = null;
  #drag: { grip: Grip; x: number; view: Window } | null = null;
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  readonly #resized = new ResizeObserver(() => {
    this.#chart?.resize(this.canvas.clientWidth, this.canvas.clientHeight);
    this.#placeBrush();
  });

  static override styles = [controls, plotStyles, markColours, overviewStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scheme.addEventListener('change', this.#repaint);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scheme.removeEventListener('change', this.#repaint);
    this.#resized.disconnect();
    this.#chart?.destroy();
    this.#chart = null;
  }

  protected override async scheduleUpdate(): Promise<void> {
    await new Promise((shown) => requestAnimationFrame(shown));
    await super.scheduleUpdate();
  }

  protected override render() {
    const { from, to } = this.range;
    const words = `${moment(this.view.from, this.zone)} – ${moment(this.view.to, this.zone)}`;
    return html`<div class="canvas" aria-hidden="true"></div>
      <div
        class="brush"
        role="group"
        aria-label=${x('brush')}
        @pointerdown=${this.#down}
        @pointermove=${this.#dragged}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
      >
        <div class="outside before"></div>
        <div class="outside after"></div>
        ${GRIPS.map(
          ([grip, label]) =>
            html`<div
              class="grip ${grip}"
              role="slider"
              tabindex="0"
              data-grip=${grip}
              aria-label=${x(label)}
              aria-valuemin=${from}
              aria-valuemax=${to}
              aria-valuenow=${grip === 'to' ? this.view.to : this.view.from}
              aria-valuetext=${grip === 'both' ? words : moment(this.view[grip], this.zone)}
              @keydown=${(event: KeyboardEvent) => this.#key(event, grip)}
            ></div>`,
        )}
        <div class="knob first"></div>
        <div class="knob last"></div>
      </div>`;
  }

  protected override updated(changed: PropertyValues<LsSeriesOverview>): void {
    if (changed.has('wide') && this.#chart) {
      this.#chart.destroy();
      this.#chart = null;
    }
    if (!this.#chart) {
      this.#chart = new OverviewChart(this.canvas, this.#frame(), this.wide);
      this.#resized.observe(this.canvas);
    } else if (changed.has('series') || changed.has('range') || changed.has('zone') || changed.size === 0) {
      this.#chart.show(this.#frame());
    }
    this.#placeBrush();
  }

  #frame(): OverviewFrame {
    const { series, range, zone } = this;
    return { series, marks: marksOf(this, series.length), view: range, zone, palette: paletteOf(this) };
  }

  /** By the object model: the content security policy lets no inline style in. */
  #placeBrush(): void {
    const area = this.#chart?.area;
    if (!area) return;
    const { from, to } = this.range;
    const share = (at: number) => Math.min(1, Math.max(0, (at - from) / (to - from)));
    const { style } = this.brush;
    style.left = `${area.left - this.getBoundingClientRect().left}px`;
    style.width = `${area.width}px`;
    style.setProperty('--from', `${(share(this.view.from) * 100).toFixed(3)}%`);
    style.setProperty('--to', `${(share(this.view.to) * 100).toFixed(3)}%`);
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const grip = (event.target as HTMLElement).dataset['grip'] as Grip | undefined;
    const { from, to } = this.range;
    let view = this.view;
    if (!grip) {
      // Beside the window: it comes to where one presses.
      const { left, width } = this.brush.getBoundingClientRect();
      const at = from + ((event.clientX - left) / width) * (to - from);
      const half = (view.to - view.from) / 2;
      view = brushedBy(view, 'both', at - half - view.from, this.range, SHORTEST_MS);
      this.#move(view);
    }
    this.#drag = { grip: grip ?? 'both', x: event.clientX, view };
    this.brush.setPointerCapture(event.pointerId);
  };

  readonly #dragged = (event: PointerEvent): void => {
    if (!this.#drag) return;
    const { grip, x: began, view } = this.#drag;
    const { from, to } = this.range;
    const ms = ((event.clientX - began) / this.brush.clientWidth) * (to - from);
    this.#move(brushedBy(view, grip, ms, this.range, SHORTEST_MS));
  };

  readonly #up = (): void => {
    this.#drag = null;
  };

  #key(event: KeyboardEvent, grip: Grip): void {
    const share = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
    if (share === undefined) return;
    event.preventDefault();
    const { from, to } = this.range;
    this.#move(brushedBy(this.view, grip, share * (to - from), this.range, SHORTEST_MS));
  }

  #move(view: Window): void {
    this.dispatchEvent(new CustomEvent<Window>('view-moved', { detail: view }));
  }

  readonly #repaint = (): void => this.requestUpdate();
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-series-overview': LsSeriesOverview;
  }
}
