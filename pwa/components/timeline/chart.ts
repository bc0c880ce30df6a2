/** Yield, rate and stops on one time axis: the plot draws axes and curves, columns and strip are painted over them. */
import type { Window } from '../../../shared/calendar/windows.ts';
import { compact, number } from '../../locales/format.ts';
import { t } from '../../locales/locale.ts';
import type { Palette } from '../../styles/tokens.ts';
import { FONT_PX, Plot, type Box, type PlotColumns, type PlotParts, type Surface } from '../plot/plot.ts';
import { roundValues } from '../plot/round-values.ts';
import { bandsOf, yieldRange } from './bands.ts';
import { paintHatch } from './hatch.ts';
import { rateColumns } from './rate.ts';
import type { Scene } from './scene.ts';
import { shownPart } from './series.ts';
import { paintStrip, stripBars } from './strip.ts';

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

export class TimelineChart {
  readonly #plot: Plot;
  #frame: Frame;
  #low = 0;

  constructor(container: HTMLElement, frame: Frame) {
    this.#frame = frame;
    this.#plot = new Plot(container, this.#parts(), aligned(frame));
  }

  /** Where the plotting area lies on the screen, for gestures. */
  get area(): DOMRect {
    return this.#plot.area;
  }

  show(frame: Frame): void {
    this.#frame = frame;
    this.#plot.show(aligned(frame));
  }

  resize(width: number, height: number): void {
    // The yield band's share of the height has changed.
    if (this.#plot.resize(width, height)) this.show(this.#frame);
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #parts(): PlotParts {
    return {
      shown: () => this.#frame,
      padding: [PADDING_TOP, 22, 0, 0],
      timeAxisHeight: AXIS_HEIGHT,
      axes: [
        {
          scale: 'yield',
          side: 'left',
          width: AXIS_WIDTH,
          range: (least, most, height) => {
            const { low, range } = yieldRange(least, most, height);
            this.#low = low;
            return range;
          },
          marks: (_low, high, height) => roundValues(this.#low, high, bandsOf(height).yield.height),
          label: compact,
          grid: true,
        },
      ],
      curves: [
        {
          scale: 'yield',
          line: { colour: 'touch', width: 2 },
          fill: { colour: () => `${this.#frame.palette.touch}24`, to: () => this.#low },
        },
        { scale: 'yield', line: { colour: 'second', width: 1.5, dash: [6, 5] } },
      ],
      under: (surface) => this.#paintRest(surface),
      over: (surface) => this.#paintBands(surface),
    };
  }

  /** Behind everything: time in which nothing is expected. */
  #paintRest({ context, box: { left, top, width, height }, x }: Surface): void {
    context.fillStyle = this.#frame.palette.ground;
    for (const { from, to } of this.#frame.scene.rest) {
      const start = Math.max(left, x(from));
      const end = Math.min(left + width, x(to));
      if (end > start) context.fillRect(start, top, end - start, height);
    }
  }

  #paintBands({ context, box: { left, top, width, height }, x, ratio }: Surface): void {
    const bands = bandsOf(height / ratio);
    const box = (band: { top: number; height: number }): Box => ({
      left,
      top: top + band.top * ratio,
      width,
      height: band.height * ratio,
    });
    context.save();
    this.#paintRate(context, box(bands.rate), x, ratio);
    this.#paintStops(context, box(bands.strip), x, ratio);
    this.#paintNow(context, { left, top, width, height }, x, ratio);
    context.restore();
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
    context.font = `${FONT_PX * ratio}px system-ui, sans-serif`;
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillText(number(idealPerMinute), box.left - 8 * ratio, y(idealPerMinute));
    context.fillText(t('perMinute'), box.left - 8 * ratio, y(idealPerMinute) + 16 * ratio);
  }

  #paintStops(context: CanvasRenderingContext2D, box: Box, x: (at: number) => number, ratio: number): void {
    const { scene, view, bins, palette } = this.#frame;
    const until = scene.until;
    const pixelMs = (view.to - view.from) / box.width;
    const rest = scene.rest
      .filter(({ from }) => from < until)
      .map(({ from, to }) => ({ from, to: Math.min(to, until) }));
    const bars = stripBars(scene.stops, bins, scene.known, rest, view, until, 1.5 * pixelMs);
    paintStrip(context, bars, box, palette, x);
    const { byHand, unknown } = scene;
    paintHatch(context, { windows: unknown, colour: palette.third, gap: 6 * ratio, height: 0.5 }, box, x);
    paintHatch(context, { windows: byHand, colour: palette.panel, gap: 12 * ratio, height: 1 }, box, x);
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
function aligned({ scene: { curves }, view }: Frame): PlotColumns {
  const [first, end] = shownPart(curves.x, view);
  return [curves.x.slice(first, end), curves.produced.slice(first, end), curves.standard.slice(first, end)];
}
