/** Hours → what the timeline draws: yield and standard as cumulative curves per production day, counts per minute. */
import { plannedTime, productionDay, type PlannedLine } from '../../../shared/calendar/working-time.ts';
import { intersect, totalMs, type Window } from '../../../shared/calendar/windows.ts';
import { HOUR_MS, MINUTE_MS } from '../../../shared/documents/document.ts';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import type { LineReference } from '../../../shared/sync/rows.ts';

export interface Minutes {
  /** Start of the first minute, ms. */
  from: number;
  /** Parts per minute; NaN = nothing known about this minute. */
  produced: Float64Array;
}

export interface Curves {
  x: number[];
  /** Parts since the production day began; null where unknown, in the future and between days. */
  produced: (number | null)[];
  standard: (number | null)[];
}

export type HourCounts = Pick<
  LineHourBody,
  'hourAt' | 'coveredTo' | 'firstCycleAt' | 'openAtStart' | 'produced' | 'unknownMs'
>;
export type LineRules = PlannedLine & Pick<LineReference, 'standardRatePerHour'>;

/** One entry for each minute from the first hour to the last known minute. Hours sorted by time. */
export function minutesOf(hours: readonly HourCounts[]): Minutes {
  const from = hours[0]?.hourAt ?? 0;
  const to = hours.length === 0 ? from : hours.at(-1)!.hourAt + HOUR_MS;
  const produced = new Float64Array((to - from) / MINUTE_MS).fill(NaN);
  for (const hour of hours) {
    const offset = (hour.hourAt - from) / MINUTE_MS;
    const begins = hour.openAtStart === null && hour === hours[0] ? (hour.firstCycleAt ?? hour.coveredTo) : hour.hourAt;
    for (let m = 0; m < 60; m++) {
      const at = hour.hourAt + m * MINUTE_MS;
      const isKnown = hour.unknownMs[m]! <= MINUTE_MS / 2 || hour.produced[m]! > 0;
      if (isKnown && at < hour.coveredTo && at + MINUTE_MS > begins) produced[offset + m] = hour.produced[m]!;
    }
  }
  return { from, produced };
}

/** Curves over `all` with a point at each full minute and one at `until`, the last known moment. Both restart each production day. */
export function curvesOf(
  minutes: Minutes,
  line: LineRules,
  zone: string,
  dayStart: string,
  all: Window,
  until: number,
): Curves {
  const curves: Curves = { x: [], produced: [], standard: [] };
  for (let at = all.from; at < all.to;) {
    const day = productionDay(at, zone, dayStart);
    addDay(
      curves,
      minutes,
      line,
      zone,
      { from: Math.max(day.from, all.from), to: Math.min(day.to, all.to) },
      day,
      until,
    );
    at = day.to;
  }
  return curves;
}

function addDay(
  { x, produced, standard }: Curves,
  minutes: Minutes,
  line: LineRules,
  zone: string,
  part: Window,
  day: Window,
  until: number,
): void {
  const planned = plannedTime(line, zone, day);
  const perMs = line.standardRatePerHour / HOUR_MS;
  let plannedMs = totalMs(intersect(planned, [{ from: day.from, to: part.from }]));
  let window = planned.findIndex(({ to }) => to > part.from);
  let sum = 0;
  let known = false;
  const point = (at: number, made: number | null, plannedBy = plannedMs) => {
    x.push(at);
    produced.push(made);
    standard.push(plannedBy * perMs);
  };
  for (let at = part.from; at < part.to; at += MINUTE_MS) {
    if (at > until && at - MINUTE_MS < until) {
      point(until, known ? sum : null, plannedMs - totalMs(intersect(planned, [{ from: until, to: at }])));
    }
    point(at, known && at <= until ? sum : null);
    const made = minutes.produced[(at - minutes.from) / MINUTE_MS];
    if (made !== undefined && !Number.isNaN(made)) {
      if (!known && at <= until) produced[produced.length - 1] = sum;
      known = true;
      sum += made;
    }
    for (; window >= 0 && window < planned.length && planned[window]!.from < at + MINUTE_MS; window++) {
      plannedMs += Math.max(0, Math.min(planned[window]!.to, at + MINUTE_MS) - Math.max(planned[window]!.from, at));
      if (planned[window]!.to > at + MINUTE_MS) break;
    }
  }
  point(part.to - 1, known && part.to <= until ? sum : null);
  // A gap: the curve falls to 0 with the new day instead of sloping to it.
  x.push(part.to - 0.5);
  produced.push(null);
  standard.push(null);
}

/** Indexes `[first, end)` of the points that a view needs: the last one at or before its start to the first one after its end. */
export function shownPart(x: readonly number[], view: Window): [number, number] {
  const first = Math.max(0, firstAfter(x, view.from) - 1);
  return [first, Math.min(x.length, firstAfter(x, view.to) + 1)];
}

/** Index of the first point later than `at`; the length if there is none. */
export function firstAfter(x: readonly number[], at: number): number {
  let low = 0;
  for (let high = x.length; low < high;) {
    const middle = (low + high) >> 1;
    if (x[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
