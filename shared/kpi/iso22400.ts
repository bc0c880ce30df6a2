/**
 * The default OEE definition (ISO 22400-2:2014 over the line's calendar, as planners set it), from hours alone: it runs on gateway and
 * device and gives the same digits. A minute's counts belong to the window that contains the minute's start; stop
 * times are exact to the millisecond and clipped to planned time.
 */
import { plannedTime, type PlannedLine } from '../calendar/working-time.ts';
import { intersect, totalMs, type Window } from '../calendar/windows.ts';
import { HOUR_MS, MINUTE_MS } from '../documents/document.ts';
import type { LineHourBody } from '../documents/line-hour.ts';
import type { LineDefinition } from '../equipment.ts';
import { unknownTime } from '../production/unknown-time.ts';
import type { ByHand } from '../production/with-manual.ts';
import { StopTally, withRatios, type OeeReport } from './report.ts';

/** An hour, with what people said by hand where nothing else is known (`withManual`). */
export type CountedHour = LineHourBody & ByHand;
export type LineRules = PlannedLine & Pick<LineDefinition, 'idealRatePerHour' | 'stops'>;

/** `hours`: the line's hours that touch the window and the one with a stop that lasts into it, sorted, each once. */
export function iso22400(hours: readonly CountedHour[], window: Window, line: LineRules, zone: string): OeeReport {
  const inside = hours.filter((hour) => hour.hourAt < window.to && hour.hourAt + HOUR_MS > window.from);
  const data = dataWindow(hours, inside, window);
  const planned = data ? plannedTime(line, zone, data) : [];
  const counts = { produced: 0, good: 0, rework: 0, empty: 0 };
  let unknownTimeMs = data ? totalMs(planned) : 0;
  for (const hour of inside) {
    // What an hour covers is known, but for what it says itself; the rest of the data window has no hour.
    for (const part of intersect(planned, [{ from: hour.hourAt, to: hour.hourAt + HOUR_MS }]))
      unknownTimeMs -= part.to - part.from;
    for (let m = 0; m < 60; m++) {
      const at = hour.hourAt + m * MINUTE_MS;
      if (at >= window.from && at < window.to) {
        counts.produced += hour.produced[m]!;
        counts.good += hour.good[m]!;
        counts.rework += hour.rework[m]!;
        counts.empty += hour.empty[m]!;
      }
      const unknown = hour.unknownMs[m]!;
      if (unknown > 0)
        unknownTimeMs += Math.min(unknown, totalMs(intersect(planned, [{ from: at, to: at + MINUTE_MS }])));
    }
  }
  const tally = new StopTally(line.stops.minSeconds, line.stops.bins);
  let downTimeMs = 0;
  for (const { from, to } of stopWindows(hours, data?.to ?? window.to)) {
    const clipped = totalMs(intersect(planned, [{ from, to }]));
    if (clipped <= 0) continue;
    // A stop is counted in the window where it starts, so that windows add up; its time is clipped to each.
    tally.add(to - from, clipped, plannedTime(line, zone, { from, to })[0]!.from >= window.from ? 1 : 0);
    if (to - from > line.stops.downFromSeconds * 1000) downTimeMs += clipped;
  }
  const plannedBusyTimeMs = totalMs(planned);
  const actualProductionTimeMs = Math.max(0, plannedBusyTimeMs - downTimeMs - unknownTimeMs);
  const elements = {
    cycles: counts.produced + counts.empty,
    emptyCycles: counts.empty,
    producedQuantity: counts.produced,
    goodQuantity: counts.good,
    reworkQuantity: counts.rework,
    plannedBusyTimeMs,
    actualProductionTimeMs,
    downTimeMs,
    unknownTimeMs,
    stops: tally.classes,
    dataFrom: data?.from ?? null,
    dataTo: data?.to ?? null,
  };
  return withRatios(elements, line.idealRatePerHour);
}

/** From the first cycle, or the window's start if a stop or hour before reaches into it, to the last known moment. */
function dataWindow(all: readonly CountedHour[], hours: readonly CountedHour[], window: Window): Window | null {
  const starts = hours.flatMap((hour) => [
    ...(hour.openAtStart !== null ? [hour.hourAt] : hour.firstCycleAt !== null ? [hour.firstCycleAt] : []),
    ...(hour.byHand?.includes(true) ? [hour.hourAt + hour.byHand.indexOf(true) * MINUTE_MS] : []),
  ]);
  const ends = hours.map((hour) => hour.coveredTo);
  if (all.some((hour) => hour.hourAt + HOUR_MS <= window.from && hour.coveredTo >= window.from))
    starts.push(window.from);
  if (starts.length === 0 || ends.length === 0) return null;
  const from = Math.max(window.from, Math.min(...starts));
  const to = Math.min(window.to, Math.max(...ends));
  return from < to ? { from, to } : null;
}

/**
 * Stops of these hours as windows. One without an end lasted until the next cycle that the hours know of, or until nothing
 * is known any more, else until `until`.
 */
function stopWindows(hours: readonly LineHourBody[], until: number): Window[] {
  const unknown = unknownTime(hours);
  const heardTo = (from: number) => unknown.find((window) => window.from >= from)?.from ?? until;
  const cyclingAfter = (from: number) =>
    hours.find((hour) => hour.hourAt > from && hour.firstCycleAt !== null)?.firstCycleAt ?? until;
  const carriedIn = hours[0]?.openAtStart ?? null;
  return [
    // The stop began before the first hour that is here.
    ...(carriedIn === null
      ? []
      : [
          {
            from: carriedIn,
            to: Math.min(hours[0]!.firstCycleAt ?? cyclingAfter(hours[0]!.hourAt), heardTo(hours[0]!.hourAt)),
          },
        ]),
    ...hours.flatMap((hour) =>
      hour.stops.map(([from, to]) => ({ from, to: to ?? Math.min(cyclingAfter(from), heardTo(from)) })),
    ),
  ].filter((stop) => stop.from < stop.to);
}
