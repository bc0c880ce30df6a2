import { LitElement, html, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Window } from '../../shared/calendar/windows.ts';
import type { PlannedLine } from '../../shared/calendar/working-time.ts';
import type { Stop } from '../../shared/production/stops.ts';
import type { HourRow, LineReference } from '../../shared/sync/rows.ts';
import { t } from '../locales/locale.ts';
import { controls, panel } from '../styles/controls.ts';
import type { StopRow } from './ls-stop-list.ts';
import { listen, type Moves } from './plot/gestures.ts';
import { paletteOf } from './plot/palette.ts';
import { plotStyles } from './plot/plot.ts';
import { TimelineChart } from './timeline/chart.ts';
import './timeline/ls-timeline-legend.ts';
import './timeline/ls-timeline-readout.ts';
import type { LsTimelineReadout } from './timeline/ls-timeline-readout.ts';
import './timeline/ls-timeline-table.ts';
import { Reader } from './timeline/reader.ts';
import { sceneOf, type Scene } from './timeline/scene.ts';
import { timelineStyles } from './timeline/styles.ts';
import { summaryOf } from './timeline/summary.ts';
import { RANGES, pan, presetWindow, showsNow, zoom, type Limits, type RangeName } from './timeline/viewport.ts';

const RANGE_WORDS = {
  hour: 'rangeHour',
  fourHours: 'rangeFourHours',
  shift: 'rangeShift',
  day: 'rangeDay',
  week: 'rangeWeek',
} as const;
const SCENE_FROM = ['hours', 'stops', 'line', 'zone', 'dayStart', 'until'] as const;
/** The now-line moves on its own when no data comes. */
const REDRAW_MS = 15_000;

/**
 * Yield, rate and stops on one time axis that hands can move and read; the same as a table one key away. A tap on a long
 * stop of the strip emits `stop-picked` with its row.
 */
@customElement('ls-timeline')
export class LsTimeline extends LitElement {
  @property({ attribute: false }) hours: readonly HourRow[] = [];
  @property({ attribute: false }) stops: readonly Stop[] = [];
  @property({ attribute: false }) line!: LineReference & PlannedLine;
  @property() zone = 'UTC';
  @property() dayStart = '06:00';
  /** Last known moment, ms; null = no data. */
  @property({ attribute: false }) until: number | null = null;
  @property({ attribute: false }) now: () => number = () => 0;
  @property() range: RangeName = 'day';
  /** What people said about a long stop; asked only while somebody reads. */
  @property({ attribute: false }) stopRow: (stop: Stop) => StopRow | null = () => null;

  @state() private table = false;
  /** Where hands have moved the view; null = the chosen range. */
  @state() private moved: Window | null = null;
  @query('.stage') private readonly stage!: HTMLElement | null;
  @query('ls-timeline-table') private readonly dataTable!: HTMLElement | null;
  @query('.canvas') private readonly canvas!: HTMLElement | null;
  @query('ls-timeline-readout') private readonly readout!: LsTimelineReadout | null;

  #scene: Scene | null = null;
  #chart: TimelineChart | null = null;
  #lastNow = 0;
  #stopListening: (() => void) | null = null;
  #redraw: ReturnType<typeof setInterval> | undefined;
  readonly #scheme = matchMedia('(prefers-color-scheme: dark)');
  readonly #resized = new ResizeObserver(() => {
    if (this.canvas) this.#chart?.resize(this.canvas.clientWidth, this.canvas.clientHeight);
  });

  static override styles = [controls, panel, plotStyles, timelineStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#key);
    this.#scheme.addEventListener('change', this.#repaint);
    this.#redraw = setInterval(this.#repaint, REDRAW_MS);
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#key);
    this.#scheme.removeEventListener('change', this.#repaint);
    clearInterval(this.#redraw);
    this.#dropChart();
  }

  /** Live values may come faster than frames are shown. */
  protected override async scheduleUpdate(): Promise<void> {
    await new Promise((shown) => requestAnimationFrame(shown));
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<LsTimeline>): void {
    if (changed.has('range')) this.moved = null;
    if (SCENE_FROM.some((name) => changed.has(name))) {
      const { hours, stops, line, zone, dayStart, until } = this;
      this.#scene = until !== null && hours.length > 0 ? sceneOf(hours, stops, line, zone, dayStart, until) : null;
    }
    const now = this.now();
    if (this.#scene && this.moved && showsNow(this.moved, this.#lastNow)) {
      this.moved = pan(this.moved, now - this.#lastNow, this.#limits(this.#scene));
    }
    this.#lastNow = now;
  }

  protected override render() {
    const scene = this.#scene;
    const view = scene ? this.#view(scene) : null;
    return html`<header>
        <h2>${t('timelineTitle')}</h2>
        <div class="ranges" role="group" ?hidden=${!scene} aria-label=${t('range')}>
          ${RANGES.map(
            (range) =>
              html`<button
                aria-pressed=${range === this.range && !this.moved ? 'true' : 'false'}
                @click=${() => this.#choose(range)}
              >
                ${t(RANGE_WORDS[range])}
              </button>`,
          )}
          <button class="table-toggle" @click=${this.#toggleTable}>${t(this.table ? 'showChart' : 'showTable')}</button>
        </div>
      </header>
      ${scene && view ? this.#content(scene, view) : html`<p class="empty">${t('noData')}</p>`}`;
  }

  #content(scene: Scene, view: Window) {
    const { line } = this;
    if (this.table) {
      return html`<ls-timeline-table
        .scene=${scene}
        .view=${view}
        .line=${line}
        .zone=${this.zone}
      ></ls-timeline-table>`;
    }
    return html`<div
        class="stage"
        tabindex="0"
        role="group"
        aria-label=${`${t('timelineTitle')}. ${t('timelineKeys')}`}
      >
        <div class="canvas" role="img" aria-label=${summaryOf(scene, view, line, this.zone, this.#lastNow)}></div>
        <ls-timeline-readout .bins=${line.stops.bins} .zone=${this.zone} .until=${scene.until}></ls-timeline-readout>
        <button class="to-now" ?hidden=${showsNow(view, this.#lastNow)} @click=${this.#moves.now}>
          ${t('backToNow')}
        </button>
      </div>
      <ls-timeline-legend .line=${line} .scene=${scene} .view=${view}></ls-timeline-legend>`;
  }

  protected override updated(): void {
    if (!this.stage || !this.canvas) return this.#dropChart();
    if (!this.#scene) return;
    const frame = {
      scene: this.#scene,
      view: this.#view(this.#scene),
      now: this.#lastNow,
      zone: this.zone,
      bins: this.line.stops.bins,
      idealPerMinute: this.line.idealRatePerHour / 60,
      palette: paletteOf(this),
    };
    if (this.#chart) {
      this.#chart.show(frame);
      return this.#reader.refresh();
    }
    const chart = (this.#chart = new TimelineChart(this.canvas, frame));
    this.#resized.observe(this.canvas);
    this.#stopListening = listen(this.stage, () => chart.area, this.#moves);
  }

  #choose(range: RangeName): void {
    this.range = range;
    this.moved = null;
  }

  readonly #reader = new Reader({
    shown: () => {
      if (!this.#scene || !this.#chart) return null;
      const { width, height } = this.#chart.area;
      const downFromMs = this.line.stops.downFromSeconds * 1000;
      return { scene: this.#scene, view: this.#view(this.#scene), width, height, downFromMs };
    },
    rowOf: (stop) => this.stopRow(stop),
    show: (reading) => {
      if (this.readout) this.readout.reading = reading;
      this.stage?.classList.toggle('opens', reading?.opens ?? false);
    },
    pick: (row) => this.dispatchEvent(new CustomEvent<StopRow>('stop-picked', { detail: row })),
  });

  readonly #moves: Moves = {
    hover: (place) => this.#reader.hover(place),
    tap: (place, finger) => this.#reader.tap(place, finger),
    step: (direction) => this.#reader.step(direction) || this.#moves.pan(0.1 * direction),
    read: () => this.#reader.toggle(),
    choose: () => this.#reader.choose(),
    leave: () => this.#reader.stop(),
    pan: (share) => this.#move((view, limits) => pan(view, share * (view.to - view.from), limits)),
    zoom: (factor, anchor) =>
      this.#move((view, limits) => zoom(view, factor, view.from + anchor * (view.to - view.from), limits)),
    reset: () => (this.moved = null),
    now: () => (this.moved = null),
  };

  #move(change: (view: Window, limits: Limits) => Window): void {
    if (this.#scene) this.moved = change(this.#view(this.#scene), this.#limits(this.#scene));
  }

  #view(scene: Scene): Window {
    return this.moved ?? presetWindow(this.range, this.#limits(scene));
  }

  #limits({ all, day }: Scene): Limits {
    return { all: { from: all.from, to: Math.max(all.to, this.#lastNow) }, day, now: this.#lastNow };
  }

  readonly #toggleTable = (): void => {
    this.table = !this.table;
  };

  /** One key away; what takes the place of what had the focus gets it. */
  readonly #key = (event: KeyboardEvent): void => {
    if (event.key.toLowerCase() !== 't' || event.ctrlKey || event.metaKey || event.altKey || !this.#scene) return;
    event.preventDefault();
    const wasInside = this.shadowRoot?.activeElement?.matches('.stage, ls-timeline-table') ?? false;
    this.#toggleTable();
    if (wasInside) void this.updateComplete.then(() => (this.dataTable ?? this.stage)?.focus());
  };

  readonly #repaint = (): void => this.requestUpdate();

  #dropChart(): void {
    this.#reader.stop();
    this.#stopListening?.();
    this.#resized.disconnect();
    this.#chart?.destroy();
    this.#chart = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-timeline': LsTimeline;
  }
}
