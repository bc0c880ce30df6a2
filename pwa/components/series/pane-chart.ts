/** One pane: up to two axes, the curves that belong to them, the moment now. */
import { intersect, type Window } from '../../../shared/calendar/windows.ts';
import { decimalsOf } from '../../locales/format.ts';
import type { Palette } from '../../styles/tokens.ts';
import { Plot, type PlotColumns, type Surface, type ValueAxis } from '../plot/plot.ts';
import { roundValues } from '../plot/round-values.ts';
import { axisRange } from './axis-range.ts';
import type { Mark } from './marks.ts';
import { LETTER_PX, paintCurves, paintMissing, paintUnits, type PaintedCurve } from './paint.ts';
import type { Pane } from './panes.ts';
import type { ShownSeries } from './shown.ts';
import { extentOf, traceOf } from './trace.ts';
import { signed } from './value-words.ts';

export interface PaneFrame {
  pane: Pane;
  series: readonly ShownSeries[];
  marks: readonly Mark[];
  view: Window;
  now: number;
  zone: string;
  palette: Palette;
  /** The metric that somebody points at in the legend; null = all alike. */
  looked: string | null;
}

/** What lies around the plotting area, px: the same for all panes, so that their times stand under one another. */
export const GUTTER_PX = 56;
export const PADDING_TOP_PX = 24;
export const TIME_AXIS_PX = 26;
const LEAST_PANE_PX = 180;
/** Without an axis on the right. */
export const MARGIN_RIGHT_PX = 16;

/** Tall enough for the letters of all its curves. */
export function paneHeight(pane: Pane): number {
  const letters = pane.reduce((sum, { members }) => sum + members.length, 0);
  return Math.max(LEAST_PANE_PX, letters * (LETTER_PX + 1) + PADDING_TOP_PX + TIME_AXIS_PX);
}

export class PaneChart {
  readonly #plot: Plot;
  #frame: PaneFrame;
  #curves: PaintedCurve[] = [];

  /** `edge`: what is kept free on the right, px. */
  constructor(container: HTMLElement, frame: PaneFrame, edge: number) {
    this.#frame = frame;
    const columns = this.#columns(container.clientWidth);
    const hasRight = frame.pane.some(({ side }) => side === 'right');
    this.#plot = new Plot(
      container,
      {
        shown: () => this.#frame,
        padding: [PADDING_TOP_PX, hasRight ? 0 : edge, 0, 0],
        timeAxisHeight: TIME_AXIS_PX,
        axes: frame.pane.map((axis, i) => axisOf(axis, i === 0)),
        curves: frame.pane.map(({ scale }) => ({ scale })),
        under: (surface) => this.#paintUnder(surface),
        over: (surface) => paintCurves(surface, this.#curves, this.#frame.palette),
      },
      columns,
    );
  }

  get area(): DOMRect {
    return this.#plot.area;
  }

  get canvas(): HTMLCanvasElement {
    return this.#plot.canvas;
  }

  show(frame: PaneFrame): void {
    this.#frame = frame;
    this.#plot.show(this.#columns(this.#plot.area.width));
  }

  resize(width: number, height: number): void {
    if (this.#plot.resize(width, height)) this.show(this.#frame);
  }

  destroy(): void {
    this.#plot.destroy();
  }

  /** Traces of what is shown; for the plot, per axis, from where to where they reach. */
  #columns(width: number): PlotColumns {
    const { pane, series, marks, view, looked } = this.#frame;
    this.#curves = [];
    const reach = pane.map(({ scale, members }) => {
      let [low, high]: [number | null, number | null] = [null, null];
      for (const place of members) {
        const shown = series[place];
        if (!shown?.reply) continue;
        const trace = traceOf(shown.reply, view, Math.max(1, width));
        const stepped = shown.metric.kind === 'state' && shown.reply.tier === 'raw';
        const faint = looked !== null && looked !== shown.metric.id;
        this.#curves.push({ trace, mark: marks[place]!, scale, stepped, faint });
        const extent = extentOf(trace, view);
        if (!extent) continue;
        low = Math.min(low ?? Infinity, extent[0]);
        high = Math.max(high ?? -Infinity, extent[1]);
      }
      return [low, high];
    });
    // The curve that is looked at lies over the others.
    this.#curves.sort((a, b) => Number(b.faint) - Number(a.faint));
    return [[view.from, view.to], ...reach];
  }

  #paintUnder(surface: Surface): void {
    const { pane, series, marks, now, palette } = this.#frame;
    const members = pane.flatMap((axis) => axis.members);
    const missing = members.map((place) => series[place]?.missing ?? []);
    const nowhere = missing.reduce<readonly Window[] | null>((all, own) => (all ? intersect(all, own) : own), null);
    paintMissing(surface, nowhere ?? [], palette);
    const letters = (places: readonly number[]) => places.map((place) => marks[place]?.letter).join('\u2009');
    paintUnits(
      surface,
      pane.map((axis) => ({ ...axis, letters: letters(axis.members) })),
      palette,
    );
    const { context, box, ratio, x } = surface;
    const at = Math.round(x(now));
    if (at <= box.left || at >= box.left + box.width) return;
    context.fillStyle = palette.second;
    context.fillRect(at, box.top, Math.max(1, ratio), box.height);
  }
}

function axisOf({ scale, side }: Pane[number], isFirst: boolean): ValueAxis {
  let step = 1;
  return {
    scale,
    side,
    width: GUTTER_PX,
    range: axisRange,
    marks: (low, high, height) => {
      const marks = roundValues(low, high, height);
      step = marks.length > 1 ? marks[1]! - marks[0]! : 1;
      return marks;
    },
    label: (value) => axisLabel(value, step),
    // Two grids on one another say nothing.
    grid: isFirst,
  };
}

/** Large round numbers in thousands: an axis has room for five digits. */
function axisLabel(value: number, step: number): string {
  if (Math.abs(step) >= 1000) return `${signed(value / 1000, decimalsOf(step / 1000))}k`;
  return signed(value, decimalsOf(step));
}
