/** What makes a week of shifts nonsense. */
import { WEEKDAYS, type Shift, type Weekday, type WeekDays } from '../orders/entities.ts';
import { shiftSpan } from './shift-spans.ts';

const DAY_MS = 86_400_000;

export interface WeekProblem {
  /** `start`: a shift cannot start at 24:00. The others: two shifts, a break and its shift, two breaks. */
  why: 'start' | 'shifts-overlap' | 'break-outside' | 'breaks-overlap';
  day: Weekday;
  /** Index among the shifts of the day. */
  shift: number;
  /** Of the two that are not compatible, `06:00-14:00`. */
  first: string;
  second: string;
}

/** The first that is found; null = none. `repeats`: its Monday comes after its Sunday, as in a default week. */
export function weekProblem(days: WeekDays, { repeats }: { repeats: boolean }): WeekProblem | null {
  const placed = WEEKDAYS.flatMap((day, number) =>
    days[day].map((shift, index) => {
      const { from, to } = shiftSpan(shift);
      return { day, index, shift, from: number * DAY_MS + from, to: number * DAY_MS + to };
    }),
  ).sort((a, b) => a.from - b.from);
  for (const { day, index, shift } of placed) {
    const problem = shiftProblem(shift);
    if (problem) return { ...problem, day, shift: index };
  }
  const followed = repeats && placed[0] ? [...placed, { ...placed[0], from: placed[0].from + 7 * DAY_MS }] : placed;
  for (const [i, next] of followed.entries()) {
    const last = followed[i - 1];
    if (!last || last.to <= next.from) continue;
    const first = timesOf(last.shift);
    return { why: 'shifts-overlap', day: next.day, shift: next.index, first, second: timesOf(next.shift) };
  }
  return null;
}

function shiftProblem(shift: Shift): Pick<WeekProblem, 'why' | 'first' | 'second'> | null {
  if (shift.from === '24:00') return { why: 'start', first: timesOf(shift), second: '' };
  const span = shiftSpan(shift);
  let last: { from: string; to: string } | null = null;
  let lastTo = span.from;
  const breaks = span.breaks.map((pause, i) => ({ ...pause, times: shift.breaks![i]! }));
  for (const { from, to, times } of breaks.sort((a, b) => a.from - b.from)) {
    if (from < span.from || to > span.to)
      return { why: 'break-outside', first: timesOf(times), second: timesOf(shift) };
    if (last && from < lastTo) return { why: 'breaks-overlap', first: timesOf(last), second: timesOf(times) };
    [last, lastTo] = [times, to];
  }
  return null;
}

export function timesOf({ from, to }: Pick<Shift, 'from' | 'to'>): string {
  return `${from}-${to}`;
}
