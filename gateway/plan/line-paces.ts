/** How well a line kept its standard rate, day by day: `LinePaceRow`. */
import { lineCalendar, type CalendarRules } from '../../shared/calendar/line-calendar.ts';
import { productionDay } from '../../shared/calendar/working-time.ts';
import type { LineDefinition } from '../../shared/equipment.ts';
import { paceOfDay } from '../../shared/schedule/throughput.ts';
import type { LineLot } from './line-lots.ts';
import type { LotHour } from './lot-hours.ts';

const MOST_DAYS = 20;

/**
 * Of the last production days on which it ran, oldest first; the present one is not over. `hours` in order; `standardOf` = what
 * the line should have made of a lot, pieces per hour; null = nobody knows.
 */
export function pacesOfLine(
  { line, hours, lots }: { line: LineDefinition; hours: readonly LotHour[]; lots: Iterable<LineLot> },
  { rules, dayStart }: { rules: CalendarRules; dayStart: string },
  { standardOf, now }: { standardOf: (lot: string, at: number) => number | null; now: number },
): number[] {
  const { zone } = rules;
  const calendar = lineCalendar(line, rules);
  const all = [...lots];
  const first = hours[0]?.hourAt ?? Infinity;
  const paces: number[] = [];
  let day = productionDay(productionDay(now, zone, dayStart).from - 1, zone, dayStart);
  for (; day.to > first && paces.length < MOST_DAYS; day = productionDay(day.from - 1, zone, dayStart)) {
    const { from, to } = day;
    const standard = standardOfDay(all, from, standardOf) ?? line.standardRatePerHour;
    const ofDay = hours.filter(({ hourAt }) => hourAt > from - 3_600_000 && hourAt < to);
    const pace = paceOfDay(ofDay, calendar.working(day), standard);
    if (pace !== null) paces.push(pace);
  }
  return paces.reverse();
}

/** Of several lots each counts as long as it should have taken. Null = no lot with a known rate ran. */
function standardOfDay(
  lots: readonly LineLot[],
  day: number,
  standardOf: (lot: string, at: number) => number | null,
): number | null {
  let [parts, hours] = [0, 0];
  for (const { lot, days } of lots) {
    const good = days.find((each) => each.day === day)?.good ?? 0;
    const perHour = good > 0 ? standardOf(lot, day) : null;
    if (perHour === null) continue;
    parts += good;
    hours += good / perHour;
  }
  return hours > 0 ? parts / hours : null;
}
