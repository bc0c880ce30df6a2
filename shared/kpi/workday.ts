/**
 * The dashboard's definition that the plants know: rows of 06:00-23:00 local of each day, stops above 60 s are down
 * time (not clipped), rework = a part whose serial was seen that day. Days add up; the cycle time starts anew each day.
 */
import type { Window } from '../calendar/windows.ts';
import { instantOf, localMidnight } from '../calendar/zone.ts';
import type { CycleFile } from '../production/cycle.ts';
import { StopTally, withRatios, type OeeReport } from './report.ts';
import type { LineDefinition } from '../equipment.ts';

const WORKDAY = { fromHour: 6, toHour: 23, downFromMs: 60_000 };

export function workday(
  files: readonly CycleFile[],
  window: Window,
  line: Pick<LineDefinition, 'idealRatePerHour' | 'stops'>,
  zone: string,
): OeeReport {
  const tally = new StopTally(line.stops.minSeconds, line.stops.bins);
  const minStopMs = line.stops.minSeconds * 1000;
  const sums = { cycles: 0, empty: 0, produced: 0, rework: 0, plannedMs: 0, downMs: 0 };
  let dataFrom: number | null = null;
  let dataTo: number | null = null;
  const spans = files.map(spanOf);
  for (const day of workdays(window, zone)) {
    const serials = new Set<string>();
    let previous: number | null = null;
    let firstPart: number | null = null;
    let lastPart = 0;
    for (const [i, file] of files.entries()) {
      if (spans[i]!.to < day.from || spans[i]!.from >= day.to) continue;
      for (const cycle of file.cycles) {
        if (cycle.at < day.from || cycle.at >= day.to) continue;
        sums.cycles++;
        const cycleTime: number = previous === null ? 0 : cycle.at - previous;
        previous = cycle.at;
        if (cycleTime > minStopMs) {
          tally.add(cycleTime);
          if (cycleTime > WORKDAY.downFromMs) sums.downMs += cycleTime;
        }
        dataFrom ??= cycle.at;
        dataTo = cycle.at;
        if (!cycle.present) {
          sums.empty++;
          continue;
        }
        sums.produced++;
        if (serials.has(cycle.serial)) sums.rework++;
        serials.add(cycle.serial);
        firstPart ??= cycle.at;
        lastPart = cycle.at;
      }
    }
    if (firstPart !== null) sums.plannedMs += lastPart - firstPart;
  }
  const elements = {
    cycles: sums.cycles,
    emptyCycles: sums.empty,
    reworkQuantity: sums.rework,
    downTimeMs: sums.downMs,
    unknownTimeMs: 0,
    stops: tally.classes,
    dataFrom,
    dataTo,
    plannedBusyTimeMs: sums.plannedMs,
    actualProductionTimeMs: sums.plannedMs - sums.downMs,
    producedQuantity: sums.produced,
    goodQuantity: sums.produced - sums.rework,
  };
  return withRatios(elements, line.idealRatePerHour);
}

/** Earliest and latest cycle: most files are of one day, and no other day need look into them. */
function spanOf(file: CycleFile): Window {
  const span = { from: Infinity, to: -Infinity };
  for (const { at } of file.cycles) {
    if (at < span.from) span.from = at;
    if (at > span.to) span.to = at;
  }
  return span;
}

/** 06:00-23:00 of every local day that the window touches, clipped to the window. */
function workdays(window: Window, zone: string): Window[] {
  const days: Window[] = [];
  for (let day = 0; ; day++) {
    const midnight = localMidnight(zone, window.from, day);
    if (instantOf(zone, midnight) >= window.to) return days;
    const from = Math.max(window.from, instantOf(zone, midnight + WORKDAY.fromHour * 3_600_000));
    const to = Math.min(window.to, instantOf(zone, midnight + WORKDAY.toHour * 3_600_000));
    if (from < to) days.push({ from, to });
  }
}
