/**
 * What a line really makes while it is meant to run, from its hours.
 *
 * `recentThroughput` is robust to single long stops: the last planned hours are cut into quarters of 15 counted minutes, the
 * best and the worst fourth of these are left out, and the rest is averaged. A stop of two hours in eight changes nothing;
 * short stops, which are in every quarter, count in full.
 */
import { intersect, type Window } from '../calendar/windows.ts';
import type { LineHourBody } from '../documents/line-hour.ts';

const MINUTE_MS = 60_000;
const QUARTER = 15;
/** One hour at least: below that a good or bad start decides. */
const FEWEST_QUARTERS = 4;
/** Eight planned hours. */
const MOST_QUARTERS = 32;
/** Planned minutes of a day that is worth comparing. */
const FEWEST_MINUTES = 60;

type Hours = readonly Pick<LineHourBody, 'hourAt' | 'coveredTo' | 'good' | 'unknownMs'>[];

/**
 * Good parts per planned hour over the last planned hours before `now`, at most eight; null with less than one. `planned`: when
 * it was to run, and ran what is asked about. Minutes that are not wholly planned, known and over do not count.
 */
export function recentThroughput(hours: Hours, planned: readonly Window[], now: number): number | null {
  const quarters: number[] = [];
  let minutes = 0;
  let good = 0;
  for (const minute of countedMinutes(hours, planned, now).reverse()) {
    good += minute;
    if (++minutes < QUARTER) continue;
    quarters.push(good);
    [minutes, good] = [0, 0];
    if (quarters.length === MOST_QUARTERS) break;
  }
  if (quarters.length < FEWEST_QUARTERS) return null;
  const left = Math.floor(quarters.length / 4);
  const middle = quarters.sort((a, b) => a - b).slice(left, quarters.length - left);
  return (middle.reduce((sum, each) => sum + each, 0) / middle.length) * (60 / QUARTER);
}

/**
 * Good parts of a production day ÷ (standard rate × planned hours); `planned`: when it was to run that day. Null if it made
 * nothing at all, or less than an hour of it is planned and known: that day says nothing of its pace.
 */
export function paceOfDay(hours: Hours, planned: readonly Window[], standardPerHour: number): number | null {
  const minutes = countedMinutes(hours, planned, Infinity);
  const good = minutes.reduce((sum, each) => sum + each, 0);
  if (minutes.length < FEWEST_MINUTES || good === 0 || standardPerHour <= 0) return null;
  return good / ((standardPerHour * minutes.length) / 60);
}

/** Good parts of each minute that counts, in order of time; hours in any order. */
function countedMinutes(hours: Hours, planned: readonly Window[], now: number): number[] {
  const counted: number[] = [];
  for (const hour of [...hours].sort((a, b) => a.hourAt - b.hourAt)) {
    const known = { from: hour.hourAt, to: Math.min(hour.coveredTo, now, hour.hourAt + 60 * MINUTE_MS) };
    for (const window of intersect(
      [known].filter(({ from, to }) => from < to),
      planned,
    )) {
      const first = Math.ceil((window.from - hour.hourAt) / MINUTE_MS);
      const end = Math.floor((window.to - hour.hourAt) / MINUTE_MS);
      for (let minute = first; minute < end; minute++) {
        if (hour.unknownMs[minute] === 0) counted.push(hour.good[minute]!);
      }
    }
  }
  return counted;
}
