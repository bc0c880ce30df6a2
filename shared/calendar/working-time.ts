/** Production days and planned time of a line, in the plant's zone. */
import type { Calendar } from '../equipment.ts';
import { lineCalendar, type CalendarRules } from './line-calendar.ts';
import { clockMs } from './local-text.ts';
import type { Window } from './windows.ts';
import { instantOf, localMidnight } from './zone.ts';

/** The production day that contains `at`; it begins at `dayStart` (`06:00`) on the plant's clocks and lasts 23-25 h. */
export function productionDay(at: number, zone: string, dayStart: string): Window {
  const startOf = (days: number) => instantOf(zone, localMidnight(zone, at, days) + clockMs(dayStart));
  const today = startOf(0);
  return at < today ? { from: startOf(-1), to: today } : { from: today, to: startOf(1) };
}

const byZone = new Map<string, CalendarRules>();

/** When the line was meant to run within `window`, by the calendar of the plant file alone. No calendar = always. */
export function plannedTime(calendar: Calendar | undefined, zone: string, window: Window): Window[] {
  if (window.from >= window.to) return [];
  if (!calendar) return [window];
  let rules = byZone.get(zone);
  if (!rules) byZone.set(zone, (rules = { zone, weeks: [], exceptions: [] }));
  return lineCalendar({ id: 'any', calendar }, rules).working(window);
}
