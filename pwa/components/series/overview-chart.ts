/** The whole range in a strip: the mean of each metric over its own height, for the shape and not for the value. */
import type { Window } from '../../../shared/calendar/windows.ts';
import type { Palette } from '../../styles/tokens.ts';
import { Plot, type PlotColumns, type Surface } from '../plot/plot.ts';
import type { Mark } from './marks.ts';
import { paintCurves, type PaintedCurve } from './paint.ts';
import { GUTTER_PX, MARGIN_RIGHT_PX } from './pane-chart.ts';
import type { ShownSeries } from './shown.ts';
import { extentOf, traceOf, type Trace } from './trace.ts';

export interface OverviewFrame {
  series: readonly ShownSeries[];
  marks: readonly Mark[];
  view: Window;
  zone: string;
  palette: Palette;
}

const SCALE = 'share';
/** So many curves can be told apart in a strip of this height. */
const MOST_CURVES = 6;

export class OverviewChart {
  readonly #plot: Plot;
  #frame: OverviewFrame;
  #curves: PaintedCurve[] = [];

  /** `wide`: leaves room for an axis on the right, as the panes above have one. */
  constructor(container: HTMLElement, frame: OverviewFrame, wide: boolean) {
    this.#frame = frame;
    this.#plot = new Plot(
      container,
      {
        shown: () => this.#frame,
        padding: [2, wide ? GUTTER_PX : MARGIN_RIGHT_PX, 0, GUTTER_PX],
        timeAxisHeight: 22,
        axes: [],
        curves: [{ scale: SCALE }],
        over: (surface) => this.#paint(surface),
      },
      this.#columns(container.clientWidth),
    );
  }

  get area(): DOMRect {
    return this.#plot.area;
  }

  show(frame: OverviewFrame): void {
    this.#frame = frame;
    this.#plot.show(this.#columns(this.#plot.area.width));
  }

  resize(width: number, height: number): void {
    if (this.#plot.resize(width, height)) this.show(this.#frame);
  }

  destroy(): void {
    this.#plot.destroy();
  }

  #columns(width: number): PlotColumns {
    const { series, marks, view } = this.#frame;
    this.#curves = series.slice(0, MOST_CURVES).flatMap(({ reply }, place): PaintedCurve[] => {
      if (!reply) return [];
      const trace = shares(traceOf(reply, view, Math.max(1, width)), view);
      return [{ trace, mark: { ...marks[place]!, letter: '' }, scale: SCALE, stepped: false, faint: false }];
    });
    return [
      [view.from, view.to],
      [0, 1],
    ];
  }

  #paint(surface: Surface): void {
    const { box } = surface;
    // The strip has no value axis: shares of its own height.
    const y = (share: number) => box.top + box.height * (0.92 - 0.84 * share);
    paintCurves({ ...surface, y }, this.#curves, this.#frame.palette);
  }
}

function shares(trace: Trace, view: Window): Trace {
  const [low, high] = extentOf(trace, view) ?? [0, 1];
  const share = (value: number) => (high > low ? (value - low) / (high - low) : 0.5);
  return { ...trace, least: trace.least.map(share), most: trace.most.map(share), mean: trace.mean.map(share) };
}
