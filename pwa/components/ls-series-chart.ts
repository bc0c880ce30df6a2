import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { Window } from '../../shared/calendar/windows.ts';
import { explorerText as x } from '../locales/explorer.ts';
import { t } from '../locales/locale.ts';
import { controls } from '../styles/controls.ts';
import { listen, type Moves } from './plot/gestures.ts';
import { paletteOf } from './plot/palette.ts';
import { plotStyles } from './plot/plot.ts';
import { markColours, marksOf } from './series/marks.ts';
import { GUTTER_PX, MARGIN_RIGHT_PX, PaneChart, paneHeight, type PaneFrame } from './series/pane-chart.ts';
import { paneKey, panesOf, type Pane } from './series/panes.ts';
import type { PictureParts } from './series/picture.ts';
import { readingWords, summaryWords } from './series/reading-words.ts';
import { seriesChartStyles } from './series/series-chart-styles.ts';
import type { Arrangement, ShownSeries } from './series/shown.ts';
import { movedBy, zoomedBy } from './series/view-moves.ts';

/** The now-line moves on its own when no data comes. */
const REDRAW_MS = 15_000;
/** What is shown is put into words when hands rest. */
const SUMMARY_AFTER_MS = 400;
/** An arrow key reads so many pixels on, but at least one bucket. */
const STEP_PX = 4;

/**
 * Curves of several metrics over one time, in panes by unit, that hands can move and read. Emits `view-moved` (the window
 * that hands want, wherever it lies), `view-reset`, `now-wanted` and `moment-read` (a time in ms, or null).
 */
@customElement('ls-series-chart')
export class LsSeriesChart extends LitElement {
  @property({ attribute: false }) series: readonly ShownSeries[] = [];
  @property({ attribute: false }) view: Window = { from: 0, to: 1 };
  @property() zone = 'UTC';
  @property({ attribute: false }) now: () => number = () => 0;
  @property() arrangement: Arrangement = 'overlaid';
  /** Metric that the others step back for; null = none. */
  @property({ attribute: false }) looked: string | null = null;
  /** A button back to the live edge is offered. */
  @property({ type: Boolean }) away = false;

  /** The moment that is read, ms. */
  @state() private moment: number | null = null;
  @state() private spoken = false;
  @state() private summary = '';
  @query('.stage') private readonly stage!: HTMLElement;
  @query('.cursor') private readonly cursor!: HTMLElement | null;
  @queryAll('.pane') private readonly paneElements!: NodeListOf<HTMLElement>;

  #panes: Pane[] = [];
  #charts: PaneChart[] = [];
  #key = '';
  #stopListening: (() => void) | null = null;
  #redraw: ReturnType<typeof setInterval> | undefined;
  #summing: ReturnType<typeof setTimeout> | undefined;
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  readonly #resized = new ResizeObserver(() => this.#fit());

  static override styles = [controls, plotStyles, markColours, seriesChartStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scheme.addEventListener('change', this.#repaint);
    this.#redraw = setInterval(this.#repaint, REDRAW_MS);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scheme.removeEventListener('change', this.#repaint);
    clearInterval(this.#redraw);
    clearTimeout(this.#summing);
    this.#stopListening?.();
    this.#stopListening = null;
    this.#dropCharts();
  }

  /** Hands and answers may come faster than frames are shown. */
  protected override async scheduleUpdate(): Promise<void> {
    await new Promise((shown) => requestAnimationFrame(shown));
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<LsSeriesChart>): void {
    if (changed.has('series') || changed.has('arrangement')) {
      this.#panes = panesOf(
        this.series.map(({ metric }) => metric),
        this.arrangement,
      );
    }
    if (this.moment !== null && (this.moment < this.view.from || this.moment > this.view.to)) this.#read(null);
  }

  protected override render() {
    const { series, moment, zone, view, summary } = this;
    const said = this.spoken && moment !== null ? readingWords(series, moment, zone, view) : nothing;
    return html`<div class="stage" tabindex="0" role="group" aria-label=${`${x('chart')}. ${x('chartKeys')}`}>
      <div class="panes" role="img" aria-label=${summary || x('chart')}>
        ${this.#panes.map(() => html`<div class="pane"></div>`)}
      </div>
      ${moment === null ? nothing : html`<div class="cursor"></div>`}
      <button class="to-now" ?hidden=${!this.away} @click=${this.#moves.now}>${t('backToNow')}</button>
      <p class="hidden" role="status">${said}</p>
    </div>`;
  }

  protected override updated(changed: PropertyValues<LsSeriesChart>): void {
    if (changed.has('series') || changed.has('view')) {
      clearTimeout(this.#summing);
      this.#summing = setTimeout(this.#sum, SUMMARY_AFTER_MS);
    }
    const key = paneKey(this.#panes);
    this.#panes.forEach((pane, i) => (this.paneElements[i]!.style.flexBasis = `${paneHeight(pane)}px`));
    if (key !== this.#key || this.#charts.length !== this.#panes.length) {
      this.#dropCharts();
      this.#key = key;
      const hasRight = this.#panes.some((pane) => pane.length > 1);
      const edge = hasRight ? GUTTER_PX : MARGIN_RIGHT_PX;
      this.#charts = this.#panes.map((pane, i) => new PaneChart(this.paneElements[i]!, this.#frame(pane), edge));
      this.paneElements.forEach((pane) => this.#resized.observe(pane));
    } else this.#charts.forEach((chart, i) => chart.show(this.#frame(this.#panes[i]!)));
    this.#stopListening ??= listen(this.stage, () => this.#area, this.#moves);
    this.#placeCursor();
  }

  override focus(): void {
    this.stage.focus();
  }

  /** For a picture of what is drawn: the canvases from top to bottom and what their curves are. */
  picture(): Pick<PictureParts, 'canvases' | 'marks' | 'metrics' | 'palette' | 'ratio'> {
    return {
      canvases: this.#charts.map(({ canvas }) => canvas),
      marks: marksOf(this, this.series.length),
      metrics: this.series.map(({ metric }) => metric),
      palette: paletteOf(this),
      ratio: window.devicePixelRatio,
    };
  }

  #frame(pane: Pane): PaneFrame {
    const { series, view, zone, looked } = this;
    const palette = paletteOf(this);
    return { pane, series, marks: marksOf(this, series.length), view, now: this.now(), zone, palette, looked };
  }

  get #area(): DOMRect {
    return this.#charts[0]?.area ?? this.stage.getBoundingClientRect();
  }

  get #pixelMs(): number {
    return (this.view.to - this.view.from) / Math.max(1, this.#area.width);
  }

  readonly #moves: Moves = {
    hover: (place) => !this.spoken && this.#readAt(place?.share ?? -1),
    tap: ({ share }, finger) => finger && this.#readAt(share),
    step: (direction) => (this.spoken ? this.#step(direction) : this.#moves.pan(0.1 * direction)),
    read: () => {
      const latest = Math.min(this.now(), this.view.to);
      this.spoken = !this.spoken;
      this.#read(this.spoken ? (this.moment ?? Math.max(latest, this.view.from)) : null);
    },
    choose: () => undefined,
    leave: () => this.#leave(),
    pan: (share) => this.#move(movedBy(this.view, share)),
    zoom: (factor, anchor) => this.#move(zoomedBy(this.view, factor, anchor)),
    reset: () => this.dispatchEvent(new CustomEvent('view-reset')),
    now: () => this.dispatchEvent(new CustomEvent('now-wanted')),
  };

  #move(view: Window): void {
    this.dispatchEvent(new CustomEvent<Window>('view-moved', { detail: view }));
  }

  #step(direction: -1 | 1): void {
    const bucketMs = Math.max(0, ...this.series.map(({ reply }) => reply?.stepMs ?? 0));
    const stepMs = Math.max(bucketMs, STEP_PX * this.#pixelMs, 1_000);
    const { from, to } = this.view;
    this.#read(Math.min(to, Math.max(from, (this.moment ?? to) + direction * stepMs)));
  }

  #readAt(share: number): void {
    const { from, to } = this.view;
    this.#read(share < 0 || share > 1 ? null : from + share * (to - from));
  }

  #read(moment: number | null): void {
    if (moment === null) this.spoken = false;
    if (moment === this.moment) return;
    this.moment = moment;
    this.dispatchEvent(new CustomEvent<number | null>('moment-read', { detail: moment }));
  }

  #leave(): void {
    this.spoken = false;
    this.#read(null);
  }

  /** By the object model: the content security policy lets no inline style in. */
  #placeCursor(): void {
    if (!this.cursor || this.moment === null) return;
    const left = this.#area.left - this.stage.getBoundingClientRect().left;
    this.cursor.style.transform = `translateX(${(left + (this.moment - this.view.from) / this.#pixelMs).toFixed(1)}px)`;
  }

  #fit(): void {
    this.#charts.forEach((chart, i) => {
      const pane = this.paneElements[i];
      if (pane) chart.resize(pane.clientWidth, pane.clientHeight);
    });
    this.dispatchEvent(new CustomEvent<number>('width-changed', { detail: this.#area.width }));
  }

  readonly #sum = (): void => {
    this.summary = summaryWords(this.series, this.view, this.zone);
  };

  readonly #repaint = (): void => this.requestUpdate();

  #dropCharts(): void {
    this.#resized.disconnect();
    this.#charts.forEach((chart) => chart.destroy());
    this.#charts = [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-series-chart': LsSeriesChart;
  }
}
