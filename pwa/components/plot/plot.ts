/** The one place that draws with uPlot: axes, grid and curves in the colours of the tokens. What else lies on them, its owner paints. */
import { unsafeCSS } from 'lit';
import uPlot from 'uplot';
import uPlotStyles from 'uplot/dist/uPlot.min.css?inline';
import type { Window } from '../../../shared/calendar/windows.ts';
import type { Palette } from '../../styles/tokens.ts';
import { timeLabel, timeTicks, type TimeTicks } from './time-ticks.ts';

export const plotStyles = unsafeCSS(uPlotStyles);
/** Of texts on a canvas, px. */
export const FONT_PX = 12;
/** Time marks are at least so far apart, px. */
const MARK_PX = 84;

/** A rectangle of a canvas, in its own pixels. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** What an owner needs to paint: the plotting area, and where a moment or a value lies on it; all in canvas pixels. */
export interface Surface {
  context: CanvasRenderingContext2D;
  box: Box;
  /** Canvas pixels in one CSS pixel. */
  ratio: number;
  x: (at: number) => number;
  y: (value: number, scale: string) => number;
}

export interface ValueAxis {
  scale: string;
  side: 'left' | 'right';
  /** CSS px. */
  width: number;
  /** Of what the curves hold within the view; `height` of the plotting area, CSS px. */
  range: (least: number | null, most: number | null, height: number) => [low: number, high: number];
  marks: (low: number, high: number, height: number) => number[];
  label: (value: number) => string;
  grid: boolean;
}

export interface Curve {
  scale: string;
  /** Missing: the curve only sets its scale, its owner paints it. */
  line?: { colour: keyof Palette; width: number; dash?: number[] };
  fill?: { colour: () => string; to: () => number };
}

export interface PlotParts {
  shown: () => { view: Window; zone: string; palette: Palette };
  /** Top, right, bottom, left; CSS px. */
  padding: [number, number, number, number];
  /** CSS px; 0 = grid lines without labels. */
  timeAxisHeight: number;
  axes: readonly ValueAxis[];
  curves: readonly Curve[];
  /** Behind and in front of the curves. */
  under?: (surface: Surface) => void;
  over?: (surface: Surface) => void;
}

/** Times first, then the values of each curve; null = nothing there. */
export type PlotColumns = [readonly number[], ...(readonly (number | null)[])[]];

export class Plot {
  readonly #plot: uPlot;
  readonly #parts: PlotParts;
  #ticks: TimeTicks = { at: [], unit: 'clock' };

  constructor(container: HTMLElement, parts: PlotParts, columns: PlotColumns) {
    this.#parts = parts;
    this.#plot = new uPlot(this.#options(container), columns as uPlot.AlignedData, container);
  }

  /** Where the plotting area lies on the screen, for gestures. */
  get area(): DOMRect {
    return this.#plot.over.getBoundingClientRect();
  }

  /** All that is drawn, for a picture of it. */
  get canvas(): HTMLCanvasElement {
    return this.#plot.ctx.canvas;
  }

  show(columns: PlotColumns): void {
    const { from, to } = this.#parts.shown().view;
    this.#plot.batch(() => {
      this.#plot.setData(columns as uPlot.AlignedData, false);
      this.#plot.setScale('x', { min: from, max: to });
    });
  }

  /** False when it has this size already. Afterwards it must be shown anew. */
  resize(width: number, height: number): boolean {
    if (width <= 0 || height <= 0 || (width === this.#plot.width && height === this.#plot.height)) return false;
    this.#plot.setSize({ width, height });
    return true;
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #options(container: HTMLElement): uPlot.Options {
    const { axes, curves, padding, timeAxisHeight, under, over } = this.#parts;
    const colour = (name: keyof Palette) => () => this.#parts.shown().palette[name];
    const height = (plot: uPlot) => plot.height - timeAxisHeight - padding[0] - padding[2];
    const grid = { stroke: colour('line'), width: 1 };
    const axis = {
      stroke: colour('second'),
      font: `${FONT_PX}px system-ui, sans-serif`,
      grid,
      ticks: { show: false },
    };
    return {
      width: Math.max(1, container.clientWidth),
      height: Math.max(1, container.clientHeight),
      ms: 1,
      pxAlign: 0,
      padding,
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [this.#parts.shown().view.from, this.#parts.shown().view.to] },
        ...Object.fromEntries(
          axes.map(({ scale, range }) => [
            scale,
            { range: (plot, least, most) => range(least, most, height(plot)) } satisfies uPlot.Scale,
          ]),
        ),
      },
      axes: [
        {
          ...axis,
          size: timeAxisHeight,
          gap: 6,
          splits: (plot) => this.#timeSplits(plot),
          values: (_, at) => at.map((mark) => (timeAxisHeight === 0 ? '' : this.#timeLabel(mark))),
        },
        ...axes.map(({ scale, side, width, marks, label, grid: drawn }): uPlot.Axis => ({
          ...axis,
          grid: drawn ? grid : { show: false },
          scale,
          side: side === 'left' ? 3 : 1,
          size: width,
          gap: 8,
          splits: (plot, _axis, low, high) => marks(low, high, height(plot)),
          values: (_, values) => values.map(label),
        })),
      ],
      series: [{}, ...curves.map((curve) => this.#series(curve, colour))],
      hooks: {
        drawClear: under ? [(plot) => under(surfaceOf(plot))] : [],
        draw: over ? [(plot) => over(surfaceOf(plot))] : [],
      },
    };
  }

  #series({ scale, line, fill }: Curve, colour: (name: keyof Palette) => () => string): uPlot.Series {
    if (!line) return { scale, paths: () => null, points: { show: false } };
    return {
      scale,
      stroke: colour(line.colour),
      width: line.width,
      points: { show: false },
      ...(line.dash && { dash: line.dash }),
      ...(fill && { fill: fill.colour, fillTo: fill.to }),
    };
  }

  #timeSplits(plot: uPlot): number[] {
    const { view, zone } = this.#parts.shown();
    this.#ticks = timeTicks(view, zone, Math.max(2, plot.bbox.width / uPlot.pxRatio / MARK_PX));
    return this.#ticks.at;
  }

  #timeLabel(at: number): string {
    return timeLabel(at, this.#ticks.unit, this.#parts.shown().zone);
  }
}

function surfaceOf(plot: uPlot): Surface {
  const { left, top, width, height } = plot.bbox;
  return {
    context: plot.ctx,
    box: { left, top, width, height },
    ratio: uPlot.pxRatio,
    x: (at) => plot.valToPos(at, 'x', true),
    y: (value, scale) => plot.valToPos(value, scale, true),
  };
}
