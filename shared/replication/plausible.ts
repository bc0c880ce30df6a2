/**
 * Whether what is said about times can be true at all. Whoever reads it goes through it hour by hour or minute by minute: an
 * hour that reaches to the year 9999 would keep every reader busy, here and on all devices.
 */
import { HOUR_MS } from '../documents/document.ts';
import type { LineHourBody } from '../documents/line-hour.ts';
import { LONGEST_MANUAL_MS, type ManualCount } from '../documents/manual-count.ts';
import type { ManualState } from '../documents/manual-state.ts';

/** What cannot be true of the hour; null = nothing. */
export function whyNotInHour(hour: LineHourBody): string | null {
  const { hourAt, coveredTo, stops, openAtStart, firstCycleAt, lastCycleAt, firstPartAt, lastPartAt } = hour;
  const end = hourAt + HOUR_MS;
  const times = [coveredTo, firstCycleAt, lastCycleAt, firstPartAt, lastPartAt];
  if (times.some((time) => time !== null && (time < hourAt || time > end)))
    return 'it says a time that is not in its hour';
  if (stops.some(([from, to]) => from < hourAt || from >= end || (to !== null && to < from)))
    return 'it has a stop that does not begin in its hour, or ends before it begins';
  return openAtStart !== null && openAtStart > hourAt ? 'its first stop began after the hour did' : null;
}

/** What cannot be true of the time that somebody spoke of; null = nothing. */
export function whyNotByHand(entry: ManualCount | ManualState): string | null {
  const length = (entry.type === 'manual-count' ? entry.to : entry.until) - entry.from;
  return length >= 0 && length <= LONGEST_MANUAL_MS ? null : 'it is about more than a day, or ends before it begins';
}
