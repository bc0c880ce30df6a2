/** Production days and planned time of a line, in the plant's zone. */
import type { Calendar } from '../equipment.ts';
import { lineCalendar, type CalendarLine, type CalendarRules, type LineCalendar, type Rest } from './line-calendar.ts';
import { clockMs } from './local-text.ts';
import type { Window } from './windows.ts';
import { instantOf, localMidnight } from './zone.ts';

/** The production day that contains `at`; it begins at `dayStart` (`06:00`) on the plant's clocks and lasts 23-25 h. */
export function productionDay(at: number, zone: string, dayStart: string): Window {
  const startOf = (days: number) => instantOf(zone, localMidnight(zone, at, days) + clockMs(dayStart));
  const today = startOf(0);
  return at < today ? { from: startOf(-1), to: today } : { from: today, to: startOf(1) };
}

/** A line as its planned time needs it. */
export interface PlannedLine extends CalendarLine {
  /** What planners set; absent = nothing that is known here, so that the plant file's calendar counts. */
  rules?: CalendarRules;
}

const byZone = new Map<string, CalendarRules>();

/** When the line was meant to run within `window`. Neither calendar nor rules = always. */
export function plannedTime(line: PlannedLine, zone: string, window: Window): Window[] {
  return calendarOf(line, zone).working(window);
}

/** When it was not, and why. */
export function restingTime(line: PlannedLine, zone: string, window: Window): Rest[] {
  return calendarOf(line, zone).resting(window);
}

/** By the plant file alone, whatever planners set: for what is stored under the version of the configuration. */
export function plannedByFile(calendar: Calendar, zone: string, window: Window): Window[] {
  return plannedTime({ id: 'any', calendar }, zone, window);
}

function calendarOf(line: PlannedLine, zone: string): LineCalendar {
  return lineCalendar(line, line.rules ?? nothingSet(zone));
}

function nothingSet(zone: string): CalendarRules {
  let rules = byZone.get(zone);
  if (!rules) byZone.set(zone, (rules = { zone, weeks: [], exceptions: [] }));
  return rules;
}
