/** Carries a whole shift to another time or day: with its breaks, to the nearest place where it meets no other. Pure. */
import { clockMs, clockText } from '../../../shared/calendar/local-text.ts';
import { WEEKDAYS, type Shift, type WeekDays } from '../../../shared/orders/entities.ts';
import { DAY_MIN, MOST_SHIFTS, SNAP_MIN, inOrder, minutesOf, type ShiftAt } from './week-grid.ts';

const MINUTE_MS = 60_000;
const WEEK_MIN = 7 * DAY_MIN;

/** So many minutes later (earlier: negative). The same object = it stays where it is. */
export function carried(days: WeekDays, { day, index }: ShiftAt, by: number): WeekDays {
  const shift = days[day][index];
  if (!shift) return days;
  const span = minutesOf(shift);
  const from = WEEKDAYS.indexOf(day) * DAY_MIN + span.from;
  const length = span.to - span.from;
  const without = { ...days, [day]: days[day].filter((_, i) => i !== index) };
  const at = nearestFree(without, from + by, length);
  if (at === null || at === from) return days;
  const there = WEEKDAYS[Math.floor(at / DAY_MIN)]!;
  return { ...without, [there]: inOrder([...without[there], shifted(shift, at - from)]) };
}

/** Where in the week a shift of this length may start, as near to `wanted` as can be; null = nowhere. */
function nearestFree(days: WeekDays, wanted: number, length: number): number | null {
  const taken = WEEKDAYS.flatMap((day, row) =>
    days[day].map((shift) => {
      const { from, to } = minutesOf(shift);
      return { from: row * DAY_MIN + from, to: row * DAY_MIN + to };
    }),
  );
  const isFree = (at: number) =>
    at >= 0 &&
    at <= WEEK_MIN - SNAP_MIN &&
    days[WEEKDAYS[Math.floor(at / DAY_MIN)]!].length < MOST_SHIFTS &&
    // Sunday's night reaches into Monday.
    [-WEEK_MIN, 0, WEEK_MIN].every((week) =>
      taken.every(({ from, to }) => at + length <= from + week || at >= to + week),
    );
  const candidates = [wanted, 0, ...taken.flatMap(({ from, to }) => [from - length, to])];
  const near = candidates.filter(isFree).sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted));
  return near[0] ?? null;
}

function shifted(shift: Shift, by: number): Shift {
  const at = (clock: string) => (((clockMs(clock) / MINUTE_MS + by) % DAY_MIN) + DAY_MIN) % DAY_MIN;
  const span = <S extends { from: string; to: string }>(one: S): S => {
    const to = at(one.to);
    // An end at midnight reads 24:00.
    return { ...one, from: clockText(at(one.from) * MINUTE_MS), to: clockText((to === 0 ? DAY_MIN : to) * MINUTE_MS) };
  };
  const { breaks, ...rest } = shift;
  return { ...span(rest), ...(breaks && { breaks: breaks.map(span) }) };
}
