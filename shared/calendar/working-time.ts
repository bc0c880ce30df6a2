/** Production days and planned time of a line, in the plant's zone. */
import type { Calendar } from '../equipment.ts';
import { intersect, subtract, union, type Window } from './windows.ts';
import { instantOf, localMidnight } from './zone.ts';

const DAY_MS = 86_400_000;
const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** `06:30` → ms after midnight on a wall clock. */
function clockMs(text: string): number {
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * 60_000;
}

/** The production day that contains `at`; it begins at `dayStart` (`06:00`) on the plant's clocks and lasts 23-25 h. */
export function productionDay(at: number, zone: string, dayStart: string): Window {
  const startOf = (days: number) => instantOf(zone, localMidnight(zone, at, days) + clockMs(dayStart));
  const today = startOf(0);
  return at < today ? { from: startOf(-1), to: today } : { from: today, to: startOf(1) };
}

/** When the line was meant to run within `window`. No calendar = always. */
export function plannedTime(calendar: Calendar | undefined, zone: string, window: Window): Window[] {
  if (window.from >= window.to) return [];
  if (!calendar) return [window];
  const working: Window[] = [];
  const breaks: Window[] = [];
  // A day before, because shifts and breaks may run over midnight.
  for (let midnight = localMidnight(zone, window.from, -1); ; midnight += DAY_MS) {
    const at = (clock: number) => instantOf(zone, midnight + clock);
    if (at(0) >= window.to) break;
    if (calendar.days && !calendar.days.includes(WEEKDAYS[new Date(midnight).getUTCDay()]!)) continue;
    const span = (start: string, end: string, notBefore = 0): Window => {
      const from = clockMs(start) + (clockMs(start) < notBefore ? DAY_MS : 0);
      const to = clockMs(end) + (clockMs(end) <= clockMs(start) ? DAY_MS : 0) + (from - clockMs(start));
      return { from: at(from), to: at(to) };
    };
    working.push(span(calendar.start, calendar.end));
    // A break before the shift's start belongs to the part after midnight.
    const overnight = clockMs(calendar.end) <= clockMs(calendar.start);
    for (const pause of calendar.breaks ?? [])
      breaks.push(span(pause.start, pause.end, overnight ? clockMs(calendar.start) : 0));
  }
  return intersect(subtract(union(working), union(breaks)), [window]);
}
