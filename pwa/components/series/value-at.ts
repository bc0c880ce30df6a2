/** What a series says about a moment or a stretch of time, in its own unit. Pure; times in ms. */
import type { Window } from '../../../shared/calendar/windows.ts';
import type { SeriesReply } from '../../../shared/series/reply.ts';
import { firstNotBefore } from './trace.ts';

export interface Values {
  mean: number;
  least: number;
  most: number;
  /** Rows that it rests on. */
  count: number;
}

/** After its last row a value is believed for so long; a bucket for as long as it lasts. */
const BELIEVED_MS = 60_000;

/** What was last said at or before `at`; null where nothing is known. */
export function valueAt(reply: SeriesReply, at: number): Values | null {
  const times = reply.columns.at;
  const i = firstNotBefore(times, at + 1) - 1;
  if (i < 0) return null;
  const spokeUntil = times[i]! + reply.stepMs;
  if (at > spokeUntil && reply.gaps.some(([from, to]) => from < at && to > spokeUntil)) return null;
  if (i === times.length - 1 && at > spokeUntil + BELIEVED_MS) return null;
  return entryAt(reply, i);
}

/** Of all that began within `window`; null = nothing is known of it. */
export function valuesOver(reply: SeriesReply, window: Window): Values | null {
  const times = reply.columns.at;
  const end = firstNotBefore(times, window.to);
  let sum: Values | null = null;
  for (let i = firstNotBefore(times, window.from); i < end; i++) {
    const entry = entryAt(reply, i);
    if (!sum) {
      sum = entry;
      continue;
    }
    sum.count += entry.count;
    sum.mean += ((entry.mean - sum.mean) * entry.count) / sum.count;
    sum.least = Math.min(sum.least, entry.least);
    sum.most = Math.max(sum.most, entry.most);
  }
  return sum;
}

function entryAt(reply: SeriesReply, i: number): Values {
  const { resolution } = reply;
  if (reply.tier === 'raw') {
    const value = reply.columns.value[i]! * resolution;
    return { mean: value, least: value, most: value, count: 1 };
  }
  const { min, max, sum, count } = reply.columns;
  return {
    mean: (sum[i]! / count[i]!) * resolution,
    least: min[i]! * resolution,
    most: max[i]! * resolution,
    count: count[i]!,
  };
}
