/** One uPlot instance with three bands on one time axis: uPlot draws axes and curves, hooks draw columns and strip. */
import uPlot from 'uplot';
import type { Window } from '../../../shared/calendar/windows.ts';
import { clock, compact, dayLabel, number } from '../../locales/format.ts';
import { t } from '../../locales/locale.ts';
import type { Palette } from '../../styles/tokens.ts';
import { bandsOf, roundValues, yieldRange } from './bands.ts';
import { rateColumns } from './rate.ts';
import type { Scene } from './scene.ts';
import { shownPart } from './series.ts';
import { paintStrip, stripBars, type Box } from './strip.ts';
import { timeTicks, type TimeTicks } from './ticks.ts';

export interface Frame {
  scene: Scene;
  view: Window;
  now: number;
  zone: string;
  bins: readonly number[];
  idealPerMinute: number;
  palette: Palette;
}

/** What lies around the plotting area, px. */
export const AXIS_HEIGHT = 26;
export const AXIS_WIDTH = 52;
export const PADDING_TOP = 8;
const FONT = '12px system-ui, sans-serif';

export class TimelineChart {
  readonly #plot: uPlot;
  #frame: Frame;
  #ticks: TimeTicks = { at: [], days: false };
  #low = 0;

  constructor(container: HTMLElement, frame: Frame) {
    this.#frame = frame;
    this.#plot = new uPlot(this.#options(container), aligned(frame), container);
  }

  /** Where the plotting area lies on the screen, for gestures. */
  get area(): DOMRect {
    return this.#plot.over.getBoundingClientRect();
  }

  show(frame: Frame): void {
    this.#frame = frame;
    this.#plot.batch(() => {
      this.#plot.setData(aligned(frame), false);
      this.#plot.setScale('x', { min: frame.view.from, max: frame.view.to });
    });
  }

  resize(width: number, height: number): void {
    if (width > 0 && height > 0 && (width !== this.#plot.width || height !== this.#plot.height)) {
      this.#plot.setSize({ width, height });
      // The yield band's share of the height has changed.
      this.show(this.#frame);
    }
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #options(container: HTMLElement): uPlot.Options {
    const colour = (name: keyof Palette) => () => this.#frame.palette[name];
    const grid = { stroke: colour('line'), width: 1 };
    const axis = { stroke: colour('second'), font: FONT, grid, ticks: { show: false } };
    return {
      width: Math.max(1, container.clientWidth),
      height: Math.max(1, container.clientHeight),
      ms: 1,
      pxAlign: 0,
      padding: [PADDING_TOP, 22, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [this.#frame.view.from, this.#frame.view.to] },
        yield: {
          range: (plot, least, most) => {
            const { low, range } = yieldRange(least, most, plot.height - AXIS_HEIGHT - PADDING_TOP);
            this.#low = low;
            return range;
          },
        },
      },
      axes: [
        {
          ...axis,
          size: AXIS_HEIGHT,
          gap: 6,
          splits: (plot) => this.#timeSplits(plot),
          values: (_, at) => at.map(this.#timeLabel),
        },
        {
          ...axis,
          scale: 'yield',
          size: AXIS_WIDTH,
          gap: 8,
          splits: (plot, _axis, _least, most) =>
            roundValues(this.#low, most, bandsOf(plot.bbox.height / uPlot.pxRatio).yield.height),
          values: (_, at) => at.map(compact),
        },
      ],
      series: [
        {},
        {
          scale: 'yield',
          stroke: colour('touch'),
          width: 2,
          fill: () => `${this.#frame.palette.touch}24`,
          fillTo: () => this.#low,
          points: { show: false },
        },
        { scale: 'yield', stroke: colour('second'), width: 1.5, dash: [6, 5], points: { show: false } },
      ],
      hooks: { drawClear: [(plot) => this.#paintRest(plot)], draw: [(plot) => this.#paintBands(plot)] },
    };
  }

  #timeSplits(plot: uPlot): number[] {
    const { view, zone } = this.#frame;
    this.#ticks = timeTicks(view, zone, Math.max(2, plot.bbox.width / uPlot.pxRatio / 84));
    return this.#ticks.at;
  }

  readonly #timeLabel = (at: number): string =>
    this.#ticks.days ? dayLabel(at, this.#frame.zone) : clock(at, this.#frame.zone);

  /** Behind everything: time in which nothing is expected. */
  #paintRest(plot: uPlot): void {
    const { left, top, width, height } = plot.bbox;
    plot.ctx.fillStyle = this.#frame.palette.ground;
    for (const { from, to } of this.#frame.scene.rest) {
      const start = Math.max(left, plot.valToPos(from, 'x', true));
      const end = Math.min(left + width, plot.valToPos(to, 'x', true));
      if (end > start) plot.ctx.fillRect(start, top, end - start, height);
    }
  }

  #paintBands(plot: uPlot): void {
    const { left, top, width, height } = plot.bbox;
    const ratio = uPlot.pxRatio;
    const bands = bandsOf(height / ratio);
    const box = (band: { top: number; height: number }): Box => ({
      left,
      top: top + band.top * ratio,
      width,
      height: band.height * ratio,
    });
    const x = (at: number) => plot.valToPos(at, 'x', true);
    plot.ctx.save();
    this.#paintRate(plot.ctx, box(bands.rate), x, ratio);
    this.#paintStops(plot.ctx, box(bands.strip), x);
    this.#paintNow(plot.ctx, { left, top, width, height }, x, ratio);
    plot.ctx.restore();
  }

  #paintRate(context: CanvasRenderingContext2D, box: Box, x: (at: number) => number, ratio: number): void {
    const { scene, view, idealPerMinute, palette } = this.#frame;
    const columns = rateColumns(scene.minutes, view, scene.until, box.width / ratio / 2);
    const most = Math.max(idealPerMinute, ...columns.map((column) => column.perMinute)) * 1.05;
    const y = (perMinute: number) => box.top + box.height * (1 - perMinute / most);
    context.fillStyle = palette.running;
    for (const { from, to, perMinute } of columns) {
      const start = Math.max(box.left, Math.round(x(from)));
      const end = Math.min(box.left + box.width, Math.max(start + 1, Math.round(x(to))));
      if (end > start) context.fillRect(start, y(perMinute), end - start, box.top + box.height - y(perMinute));
    }
    context.fillStyle = palette.line;
    context.fillRect(box.left, box.top + box.height, box.width, ratio);
    context.fillStyle = palette.second;
    context.globalAlpha = 0.45;
    context.fillRect(box.left, Math.round(y(idealPerMinute)), box.width, 1);
    context.globalAlpha = 1;
    context.font = FONT.replace('12', String(12 * ratio));
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillText(number(idealPerMinute), box.left - 8 * ratio, y(idealPerMinute));
    context.fillText(t('perMinute'), box.left - 8 * ratio, y(idealPerMinute) + 16 * ratio);
  }

  #paintStops(context: CanvasRenderingContext2D, box: Box, x: (at: number) => number): void {
    const { scene, view, bins, palette } = this.#frame;
    const until = scene.until;
    const pixelMs = (view.to - view.from) / box.width;
    const rest = scene.rest
      .filter(({ from }) => from < until)
      .map(({ from, to }) => ({ from, to: Math.min(to, until) }));
    const bars = stripBars(scene.stops, bins, scene.known, rest, view, until, 1.5 * pixelMs);
    paintStrip(context, bars, box, palette, x);
    context.fillStyle = palette.line;
    context.fillRect(box.left, box.top + box.height, box.width, 1);
  }

  #paintNow(context: CanvasRenderingContext2D, box: Box, x: (at: number) => number, ratio: number): void {
    const at = Math.round(x(this.#frame.now));
    if (at < box.left || at > box.left + box.width) return;
    context.fillStyle = this.#frame.palette.ink;
    context.fillRect(at - ratio / 2, box.top, Math.max(1, 1.5 * ratio), box.height);
  }
}

/** Only what is shown: uPlot would draw the end of the day before at the left edge of a view that begins with a day. */
function aligned({ scene: { curves }, view }: Frame): uPlot.AlignedData {
  const [first, end] = shownPart(curves.x, view);
  return [curves.x.slice(first, end), curves.produced.slice(first, end), curves.standard.slice(first, end)];
}
