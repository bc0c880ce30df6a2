/**
 * A series as it is drawn: least, most and mean per mark, at most one mark a pixel column. Least and most are those of
 * all rows, so no spike is hidden at any zoom. Pure.
 */
import type { Window } from '../../../shared/calendar/windows.ts';
import type { SeriesReply } from '../../../shared/series/reply.ts';

export interface Trace {
  length: number;
  /** Middle of the bucket, or the row's time; ms. */
  at: Float64Array;
  least: Float64Array;
  most: Float64Array;
  mean: Float64Array;
  /** 1 = nothing is known between this mark and the one before. */
  breaks: Uint8Array;
}

/** The part of `reply` that `view` needs, with one mark beyond each edge so that curves reach it. `columns`: pixels across. */
export function traceOf(reply: SeriesReply, view: Window, columns: number): Trace {
  const { at } = reply.columns;
  const first = Math.max(0, firstNotBefore(at, view.from) - 1);
  const end = Math.min(at.length, firstNotBefore(at, view.to) + 1);
  const columnMs = end - first > columns ? (view.to - view.from) / columns : 0;
  const trace = emptyTrace(Math.min(end - first, Math.ceil(columns) + 4));
  const known = entries(reply);
  let gap = 0;
  let column = -Infinity;
  let weight = 0;
  for (let i = first; i < end; i++) {
    const { time, least, most, mean, count } = known(i);
    const opened = i > first && gapBetween(i);
    // Columns lie at whole multiples, so that they do not flicker while the view moves.
    const own = columnMs === 0 ? i : Math.floor(time / columnMs);
    if (own !== column && trace.length < trace.at.length) {
      const n = trace.length++;
      column = own;
      weight = count;
      trace.at[n] = columnMs === 0 ? time : (own + 0.5) * columnMs;
      [trace.least[n], trace.most[n], trace.mean[n]] = [least, most, mean];
      trace.breaks[n] = i === first || opened ? 1 : 0;
      continue;
    }
    const n = trace.length - 1;
    weight += count;
    trace.least[n] = Math.min(trace.least[n]!, least);
    trace.most[n] = Math.max(trace.most[n]!, most);
    trace.mean[n]! += ((mean - trace.mean[n]!) * count) / weight;
  }
  return trace;

  function gapBetween(i: number): boolean {
    const before = at[i - 1]! + reply.stepMs;
    while (gap < reply.gaps.length && reply.gaps[gap]![1] <= before) gap++;
    return gap < reply.gaps.length && reply.gaps[gap]![0] < at[i]!;
  }
}

/** Least and most of what is drawn within `view`; null = nothing. */
export function extentOf({ length, at, least, most }: Trace, view: Window): [number, number] | null {
  let [low, high] = [Infinity, -Infinity];
  for (let i = 0; i < length; i++) {
    if (at[i]! < view.from || at[i]! > view.to) continue;
    low = Math.min(low, least[i]!);
    high = Math.max(high, most[i]!);
  }
  return low <= high ? [low, high] : null;
}

/** Reads entry `i` in the metric's unit; one object is filled anew each time, for there are many. */
function entries(reply: SeriesReply) {
  const { resolution, stepMs } = reply;
  const entry = { time: 0, least: 0, most: 0, mean: 0, count: 1 };
  if (reply.tier === 'raw') {
    const { at, value } = reply.columns;
    return (i: number) => {
      entry.time = at[i]!;
      entry.least = entry.most = entry.mean = value[i]! * resolution;
      return entry;
    };
  }
  const { at, min, max, sum, count } = reply.columns;
  return (i: number) => {
    entry.time = at[i]! + stepMs / 2;
    entry.least = min[i]! * resolution;
    entry.most = max[i]! * resolution;
    entry.count = count[i]!;
    entry.mean = (sum[i]! / count[i]!) * resolution;
    return entry;
  };
}

function emptyTrace(size: number): Trace {
  const column = () => new Float64Array(Math.max(0, size));
  return {
    length: 0,
    at: column(),
    least: column(),
    most: column(),
    mean: column(),
    breaks: new Uint8Array(Math.max(0, size)),
  };
}

/** Index of the first entry at or after `at`; the length if there is none. */
export function firstNotBefore(times: readonly number[], at: number): number {
  let low = 0;
  for (let high = times.length; low < high;) {
    const middle = (low + high) >> 1;
    if (times[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
