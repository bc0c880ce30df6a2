/** All that the timeline draws, computed once per change of the data and independent of what part of it is shown. */
import { plannedTime, productionDay, type PlannedLine } from '../../../shared/calendar/working-time.ts';
import { subtract, union, type Window } from '../../../shared/calendar/windows.ts';
import { MINUTE_MS } from '../../../shared/documents/document.ts';
import type { Stop } from '../../../shared/production/stops.ts';
import { unknownTime } from '../../../shared/production/unknown-time.ts';
import type { ByHand } from '../../../shared/production/with-manual.ts';
import type { HourRow, LineReference } from '../../../shared/sync/rows.ts';
import { curvesOf, minutesOf, type Curves, type Minutes } from './series.ts';

export interface Scene {
  /** First known moment to the end of the current production day. */
  all: Window;
  /** The part of the current production day that is planned or was used. */
  day: Window;
  minutes: Minutes;
  curves: Curves;
  stops: readonly Stop[];
  /** Time about which something is known. */
  known: Window[];
  /** Time of which nothing is known although somebody should have been listening. */
  unknown: Window[];
  /** Time that rests on what people said by hand. */
  byHand: Window[];
  /** Time in which the line was not meant to run. */
  rest: Window[];
  /** Last known moment, ms. */
  until: number;
}

/** `hours` must not be empty. */
export function sceneOf(
  hours: readonly (HourRow & ByHand)[],
  stops: readonly Stop[],
  line: LineReference & PlannedLine,
  zone: string,
  dayStart: string,
  until: number,
): Scene {
  const productionWindow = productionDay(until, zone, dayStart);
  const all = { from: Math.min(hours[0]!.hourAt, productionWindow.from), to: productionWindow.to };
  const planned = plannedTime(line, zone, all);
  const known = knownWindows(hours);
  const minutes = minutesOf(hours);
  return {
    all,
    day: usedPart(productionWindow, planned, known),
    minutes,
    curves: curvesOf(minutes, line, zone, dayStart, all, until),
    stops,
    known,
    unknown: unknownTime(hours),
    byHand: byHandTime(hours),
    rest: subtract([all], planned),
    until,
  };
}

function knownWindows(hours: readonly HourRow[]): Window[] {
  const covered = hours.map((hour, i) => {
    const begins = i === 0 && hour.openAtStart === null ? (hour.firstCycleAt ?? hour.coveredTo) : hour.hourAt;
    return { from: begins, to: hour.coveredTo };
  });
  return subtract(union(covered), unknownTime(hours));
}

function byHandTime(hours: readonly (HourRow & ByHand)[]): Window[] {
  const minutes = hours.flatMap(({ hourAt, coveredTo, byHand = [] }) =>
    byHand.flatMap((said, m) => {
      const from = hourAt + m * MINUTE_MS;
      return said && from < coveredTo ? [{ from, to: Math.min(from + MINUTE_MS, coveredTo) }] : [];
    }),
  );
  return union(minutes);
}

/** A day view that shows eight empty hours of the night wastes a third of the screen. */
function usedPart(day: Window, planned: readonly Window[], known: readonly Window[]): Window {
  const used = [...planned, ...known].filter(({ from, to }) => from < day.to && to > day.from);
  if (used.length === 0) return day;
  const from = Math.max(day.from, Math.min(...used.map((window) => window.from)));
  return { from, to: Math.min(day.to, Math.max(...used.map((window) => window.to))) };
}
