/** The stop strip: running time as a base, each stop in the colour of its duration class; longer ones are taller. */
import { subtract, totalMs, type Window } from '../../../shared/calendar/windows.ts';
import { MINUTE_MS } from '../../../shared/documents/document.ts';
import { stopClass, type Stop } from '../../../shared/production/stops.ts';
import type { Palette } from '../../styles/tokens.ts';
import type { Box } from '../plot/plot.ts';

/** Heights by class, share of the strip. Running has the first one. */
const HEIGHTS = [0.5, 0.6, 0.8, 1];
/** From this class on a stop stays visible at any zoom. */
const ALWAYS_FROM = 2;

export interface Bar extends Window {
  /** Share of the strip's height. */
  height: number;
  colour: keyof Palette;
}

/** Colour by class; more classes than colours share the last one. */
export function classColour(index: number): keyof Palette {
  return (['stop-0', 'stop-1', 'stop-2', 'stop-3'] as const)[Math.min(3, index)]!;
}

/**
 * Bars to paint in order, the longest stops last. `known` is the base; `rest` is time in which the line was not meant to
 * run: there a stop is no stop, and what is left of it outside has the class of what is left. Stops far below
 * `shortestMs` (about a pixel) are left out if their class is short, and widened to it if not.
 */
export function stripBars(
  stops: readonly Stop[],
  bins: readonly number[],
  known: readonly Window[],
  rest: readonly Window[],
  view: Window,
  now: number,
  shortestMs: number,
): Bar[] {
  const byClass: Bar[][] = [...bins, Infinity].map(() => []);
  for (const stop of stops) {
    const to = stop.to ?? now;
    if (stop.from > view.to || to < view.from) continue;
    const parts = to - stop.from < MINUTE_MS ? [{ from: stop.from, to }] : subtract([{ from: stop.from, to }], rest);
    const index = stopClass(totalMs(parts), bins);
    const always = index >= ALWAYS_FROM;
    for (const part of parts) {
      const ms = part.to - part.from;
      if (!always && ms < shortestMs / 8) continue;
      const shown = { from: part.from, to: part.from + (always ? Math.max(ms, shortestMs) : ms) };
      byClass[index]!.push({ ...shown, height: HEIGHTS[Math.min(3, index)]!, colour: classColour(index) });
    }
  }
  const base = (windows: readonly Window[], colour: 'running' | 'planned') =>
    windows.map(({ from, to }): Bar => ({ from, to, height: HEIGHTS[0]!, colour }));
  return [...base(known, 'running'), ...base(rest, 'planned'), ...byClass.flat()];
}

/** Paints bars that stand on the strip's lower edge; `x` maps time to canvas pixels. */
export function paintStrip(
  context: CanvasRenderingContext2D,
  bars: readonly Bar[],
  box: Box,
  palette: Palette,
  x: (at: number) => number,
): void {
  for (const bar of bars) {
    const left = Math.max(box.left, x(bar.from));
    const right = Math.min(box.left + box.width, x(bar.to));
    if (right <= left) continue;
    const height = box.height * bar.height;
    context.fillStyle = palette[bar.colour];
    context.fillRect(left, box.top + box.height - height, right - left, height);
  }
}
