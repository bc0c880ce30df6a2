/** How long each day of a week is, and how much of it is worked once everything is said and done. Pure. */
import type { CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { lineCalendar } from '../../shared/calendar/line-calendar.ts';
import { daysLater } from '../../shared/calendar/local-dates.ts';
import { dateMs } from '../../shared/calendar/local-text.ts';
import { totalMs } from '../../shared/calendar/windows.ts';
import { instantOf, zoneOffset } from '../../shared/calendar/zone.ts';
import type { WeekDays } from '../../shared/orders/entities.ts';
import { calendarText as c } from '../locales/calendar.ts';
import { number } from '../locales/format.ts';
import { linesOfScope } from './calendar-look.ts';
import type { CalendarView } from './calendar-week.ts';

const QUARTER_MS = 900_000;
const MINUTE_MS = 60_000;

/** First moment of a date, ms. */
export function startOf(zone: string, date: string): number {
  return instantOf(zone, dateMs(date));
}

/** Minutes that a date's clocks show twice, or never; null = they go on as always. */
export function turnOf(zone: string, date: string): { from: number; to: number; twice: boolean } | null {
  const end = startOf(zone, daysLater(date, 1));
  for (let at = startOf(zone, date); at < end; at += QUARTER_MS) {
    const [before, after] = [zoneOffset(zone, at - 1), zoneOffset(zone, at)];
    if (before === after) continue;
    const minuteOf = (offset: number) => (at + offset - dateMs(date)) / MINUTE_MS;
    const [from, to] = [minuteOf(Math.min(before, after)), minuteOf(Math.max(before, after))];
    return { from, to, twice: after < before };
  }
  return null;
}

/**
 * Working time of each day from Monday on, ms, with the week as it is shown: breaks, exceptions and turned clocks are in. Of a
 * scope it is that of a line which has nothing of its own.
 */
export function workedTime(view: CalendarView, scope: string, monday: string, days: WeekDays): number[] {
  const zone = view.plant.timezone;
  const line = linesOfScope(view, scope).find(({ id }) => scope === `line:${id}`);
  const group = scope.startsWith('group:') ? { processGroup: scope.slice('group:'.length) } : {};
  const calendar = lineCalendar(line ?? { id: '', ...group }, rulesWith(view, { scope, monday, days }));
  return Array.from({ length: 7 }, (_, i) => {
    const [from, to] = [i, i + 1].map((later) => startOf(zone, daysLater(monday, later)));
    return totalMs(calendar.working({ from: from!, to: to! }));
  });
}

/** `15.5 h`, `8 h`, `7.75 h`. */
export function hoursText(ms: number): string {
  const hours = Math.round(ms / 36_000) / 100;
  const digits = [0, 1].find((count) => Math.round(hours * 10 ** count) === hours * 10 ** count) ?? 2;
  return c('hours', number(hours, digits));
}

/** Nights of the Sunday before are those that count there; everything else is as the grid has it. */
function rulesWith(
  { plan, plant }: CalendarView,
  shown: { scope: string; monday: string; days: WeekDays },
): CalendarRules {
  const { scope, monday: from, days } = shown;
  const others = [...plan.weeks.values()].map(({ id, fields }) => ({ ...fields, id }));
  const exceptions = [...plan.exceptions.values()].map(({ id, fields }) => ({ ...fields, id }));
  const isThis = (week: (typeof others)[number]) => week.scope === scope && week.to !== undefined && week.from === from;
  const week = { id: 'shown', scope, from, to: daysLater(from, 7), days };
  return { zone: plant.timezone, weeks: [...others.filter((other) => !isThis(other)), week], exceptions };
}
