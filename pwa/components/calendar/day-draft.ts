/** The shifts of a day as a form has them, and back. Pure. An end at midnight is `00:00` there: fields know no 24:00. */
import { clockMs } from '../../../shared/calendar/local-text.ts';
import { weekProblem, type WeekProblem } from '../../../shared/calendar/week-problems.ts';
import type { Shift, Weekday, WeekDays } from '../../../shared/orders/entities.ts';
import { inOrder } from './week-grid.ts';

export interface BreakDraft {
  from: string;
  to: string;
  name: string;
}
export interface ShiftDraft extends BreakDraft {
  breaks: readonly BreakDraft[];
}

export function draftOf(shifts: readonly Shift[]): ShiftDraft[] {
  return shifts.map(({ name = '', from, to, breaks = [] }) => ({
    ...{ name, from: fieldTime(from), to: fieldTime(to) },
    breaks: breaks.map((pause) => ({ name: pause.name ?? '', from: fieldTime(pause.from), to: fieldTime(pause.to) })),
  }));
}

/** Null = a time is missing. */
export function shiftsOf(drafts: readonly ShiftDraft[]): Shift[] | null {
  const isWhole = ({ from, to }: BreakDraft) => /^\d\d:\d\d$/.test(from) && /^\d\d:\d\d$/.test(to);
  if (!drafts.every((draft) => isWhole(draft) && draft.breaks.every(isWhole))) return null;
  return inOrder(
    drafts.map((draft) => ({
      ...span(draft),
      ...(draft.breaks.length > 0 && { breaks: inShift(draft).map(span) }),
    })),
  );
}

function span({ name, from, to }: BreakDraft) {
  const called = name.trim();
  return { ...(called !== '' && { name: called }), from, to: to === '00:00' && from !== '00:00' ? '24:00' : to };
}

/** In the order in which they come, the ones after midnight last. */
function inShift({ from, breaks }: ShiftDraft): BreakDraft[] {
  const after = (clock: string) => (clockMs(clock) - clockMs(from) + 86_400_000) % 86_400_000;
  return [...breaks].sort((a, b) => after(a.from) - after(b.from));
}

/** A new one after the last, for eight hours if there is as much room on the day. */
export function oneMoreShift(drafts: readonly ShiftDraft[]): ShiftDraft {
  const last = drafts.at(-1);
  const from = last && /^\d\d:\d\d$/.test(last.to) ? last.to : '06:00';
  const hour = (Number(from.slice(0, 2)) + 8) % 24;
  return { name: '', from, to: `${String(hour).padStart(2, '0')}${from.slice(2)}`, breaks: [] };
}

/** The week with these shifts on all of these days. */
export function withShifts(days: WeekDays, on: readonly Weekday[], shifts: readonly Shift[]): WeekDays {
  return { ...days, ...Object.fromEntries(on.map((day) => [day, [...shifts]])) };
}

/** What cannot be, wherever in the week it comes from. */
export function dayProblem(days: WeekDays): WeekProblem | null {
  return weekProblem(days, { repeats: true });
}

function fieldTime(clock: string): string {
  return clock === '24:00' ? '00:00' : clock;
}
