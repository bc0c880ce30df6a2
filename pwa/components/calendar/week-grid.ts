/** A week of shifts as it is drawn and dragged: rows of minutes, Monday first. Pure; minutes of the wall clock. */
import { clockText } from '../../../shared/calendar/local-text.ts';
import { shiftSpan } from '../../../shared/calendar/shift-spans.ts';
import { WEEKDAYS, type Shift, type Weekday, type WeekDays } from '../../../shared/orders/entities.ts';

const MINUTE_MS = 60_000;
export const DAY_MIN = 1440;
const WEEK_MIN = 7 * DAY_MIN;
/** Edges stop at quarters of an hour; forms take any minute. */
export const SNAP_MIN = 15;
/** Of a day. */
export const MOST_SHIFTS = 6;

/** A shift, by the day on which it starts. */
export interface ShiftAt {
  day: Weekday;
  index: number;
}

/** What of a shift lies in one day. */
export interface ShiftBlock extends ShiftAt {
  /** Row: 0 = Monday. */
  row: number;
  from: number;
  to: number;
  /** It begins, and ends, in this row. */
  begins: boolean;
  ends: boolean;
  shift: Shift;
  breaks: readonly { from: number; to: number; name: string | null }[];
}

/** `before`: shifts of the Sunday before, of which the Monday may hold the end; those blocks have index -1. */
export function shiftBlocks(days: WeekDays, before: readonly Shift[] = []): ShiftBlock[] {
  const here = WEEKDAYS.flatMap((day, row) =>
    days[day].flatMap((shift, index) => blocksOf({ day, index }, row, shift)),
  );
  const carried = before.flatMap((shift) => blocksOf({ day: 'sun', index: -1 }, -1, shift));
  return [...carried, ...here].filter(({ row }) => row >= 0 && row < 7);
}

function blocksOf(at: ShiftAt, row: number, shift: Shift): ShiftBlock[] {
  const { from, to, breaks } = minutesOf(shift);
  const blocks: ShiftBlock[] = [];
  for (let day = 0; day * DAY_MIN < to; day++) {
    const inDay = <S extends { from: number; to: number }>(span: S): S => ({
      ...span,
      from: Math.max(0, span.from - day * DAY_MIN),
      to: Math.min(DAY_MIN, span.to - day * DAY_MIN),
    });
    const block = inDay({ from, to });
    if (block.from >= block.to) continue;
    const pauses = breaks.map(inDay).filter((pause) => pause.from < pause.to);
    const begins = from >= day * DAY_MIN;
    const ends = to <= (day + 1) * DAY_MIN;
    blocks.push({ ...at, ...block, row: row + day, begins, ends, shift, breaks: pauses });
  }
  return blocks;
}

/** Minutes after the midnight that begins its day; more than a day's for what lies after the next one. */
export function minutesOf(shift: Shift) {
  const { from, to, breaks } = shiftSpan(shift);
  return {
    from: from / MINUTE_MS,
    to: to / MINUTE_MS,
    breaks: breaks.map((pause) => ({ ...pause, from: pause.from / MINUTE_MS, to: pause.to / MINUTE_MS })),
  };
}

/** What is in the hand: a new shift from where it was begun, or an edge of one that is there. */
export type WeekDrag = { kind: 'draw'; row: number; minute: number } | ({ kind: 'from' | 'to' } & ShiftAt);

export function snapped(minute: number): number {
  return Math.round(minute / SNAP_MIN) * SNAP_MIN;
}

/**
 * The week with the hand at a minute of a row. Shifts never overlap and never end before they begin: an edge stops where it would.
 * Breaks that would lie outside are left out. The same object = nothing to see yet.
 */
export function dragged(days: WeekDays, drag: WeekDrag, to: { row: number; minute: number }): WeekDays {
  const at = snapped(to.row * DAY_MIN + to.minute);
  return drag.kind === 'draw' ? drawn(days, snapped(drag.row * DAY_MIN + drag.minute), at) : withEdge(days, drag, at);
}

/** An edge so many minutes later (earlier: negative), within the same bounds. */
export function nudged(days: WeekDays, drag: ShiftAt & { kind: 'from' | 'to' }, by: number): WeekDays {
  const shift = days[drag.day][drag.index];
  if (!shift) return days;
  const minute = minutesOf(shift)[drag.kind] + by;
  return dragged(days, drag, { row: WEEKDAYS.indexOf(drag.day), minute });
}

function drawn(days: WeekDays, anchor: number, at: number): WeekDays {
  if (at === anchor) return days;
  const { free, taken } = room(days, anchor, null);
  const start = at > anchor ? anchor : Math.max(at, free, Math.floor((anchor - 1) / DAY_MIN) * DAY_MIN);
  const end = at > anchor ? Math.min(at, taken, anchor + DAY_MIN) : anchor;
  const day = WEEKDAYS[Math.floor(start / DAY_MIN)];
  if (end <= start || day === undefined || days[day].length >= MOST_SHIFTS) return days;
  return { ...days, [day]: inOrder([...days[day], shiftOf(start % DAY_MIN, end - start)]) };
}

function withEdge(days: WeekDays, { kind, day, index }: ShiftAt & { kind: 'from' | 'to' }, at: number): WeekDays {
  const shift = days[day][index];
  if (!shift) return days;
  const midnight = WEEKDAYS.indexOf(day) * DAY_MIN;
  const { from, to } = minutesOf(shift);
  const { free, taken } = room(days, midnight + from, { day, index });
  const hand = at - midnight;
  const start = kind === 'to' ? from : Math.max(0, free - midnight, to - DAY_MIN, Math.min(hand, to - SNAP_MIN));
  const end = kind === 'from' ? to : Math.min(taken - midnight, from + DAY_MIN, Math.max(hand, from + SNAP_MIN));
  if (start >= DAY_MIN || (start === from && end === to)) return days;
  const changed = withTimes(shift, start, end);
  return { ...days, [day]: days[day].map((other, i) => (i === index ? changed : other)) };
}

/** Where the free time around a moment ends, in minutes of the week; Sunday's night reaches into Monday. */
function room(days: WeekDays, at: number, except: ShiftAt | null): { free: number; taken: number } {
  let [free, taken] = [-Infinity, Infinity];
  for (const [row, day] of WEEKDAYS.entries())
    for (const [index, shift] of days[day].entries()) {
      if (except?.day === day && except.index === index) continue;
      const { from, to } = minutesOf(shift);
      for (const week of [-WEEK_MIN, 0, WEEK_MIN]) {
        const [begin, end] = [week + row * DAY_MIN + from, week + row * DAY_MIN + to];
        if (end <= at) free = Math.max(free, end);
        else if (begin >= at) taken = Math.min(taken, begin);
        else [free, taken] = [at, at];
      }
    }
  return { free, taken };
}

function withTimes(shift: Shift, from: number, to: number): Shift {
  const { breaks } = minutesOf(shift);
  const kept = (shift.breaks ?? []).filter((_, i) => breaks[i]!.from >= from && breaks[i]!.to <= to);
  const { breaks: _breaks, ...rest } = shift;
  return { ...rest, ...shiftOf(from, to - from), ...(kept.length > 0 && { breaks: kept }) };
}

/** An end at midnight reads 24:00, later ones by the clock of the next day. */
function shiftOf(from: number, length: number): Shift {
  const to = from + length;
  return { from: clockText(from * MINUTE_MS), to: clockText((to > DAY_MIN ? to - DAY_MIN : to) * MINUTE_MS) };
}

export function inOrder(shifts: readonly Shift[]): Shift[] {
  return [...shifts].sort((a, b) => (a.from < b.from ? -1 : 1));
}
