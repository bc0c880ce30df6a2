/** What the timeline says about one moment: for the hand that points at it. Pure; times in ms. */
import { MINUTE_MS } from '../../../shared/documents/document.ts';
import { stopMs, type Stop } from '../../../shared/production/stops.ts';
import type { Scene } from './scene.ts';
import { firstAfter } from './series.ts';

export interface Values {
  at: number;
  /** Parts since the production day began; null where nothing is known, and in the future. */
  produced: number | null;
  standard: number | null;
  /** Of the minute that contains the moment; null if it is unknown or not over: half a minute is no rate. */
  perMinute: number | null;
}

/** What the curves show at `at`. */
export function valuesAt({ curves, minutes, until }: Pick<Scene, 'curves' | 'minutes' | 'until'>, at: number): Values {
  const next = firstAfter(curves.x, at);
  const along = (curve: readonly (number | null)[]): number | null => {
    const before = curve[next - 1] ?? null;
    const after = curve[next] ?? null;
    if (before === null || after === null) return before;
    const [from, to] = [curves.x[next - 1]!, curves.x[next]!];
    return before + ((after - before) * (at - from)) / (to - from);
  };
  const minute = Math.floor((at - minutes.from) / MINUTE_MS);
  const made = minutes.produced[minute];
  const isOver = minutes.from + (minute + 1) * MINUTE_MS <= until;
  return {
    at,
    produced: at > until ? null : along(curves.produced),
    standard: along(curves.standard),
    perMinute: made === undefined || Number.isNaN(made) || !isOver ? null : made,
  };
}

/** The stop at `at`, else the nearest within `reachMs` (of equally near ones the longest), among those longer than `longerThanMs`. */
export function stopNear(
  { stops, until }: Pick<Scene, 'stops' | 'until'>,
  at: number,
  reachMs: number,
  longerThanMs: number,
): Stop | null {
  let nearest: Stop | null = null;
  let least = Infinity;
  for (const stop of stops) {
    const gap = Math.max(0, stop.from - at, at - (stop.to ?? until));
    if (gap > reachMs || gap > least || stopMs(stop, until) <= longerThanMs) continue;
    if (gap === least && nearest && stopMs(stop, until) <= stopMs(nearest, until)) continue;
    [nearest, least] = [stop, gap];
  }
  return nearest;
}
