/** Marks of the time axis: round times of the plant's clocks in two storeys, days over hours, months over days, years over months. */
import { instantOf, instantsOf, localMidnight, wallTime, wallMs } from '../../../shared/calendar/zone.ts';
import { clock, dateLabel, dayLabel, monthLabel } from '../../locales/format.ts';
import type { BoardWindow } from './board-model.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;
/** Steps of the lower storey (min) and the room that one's label needs (px). */
const STEPS = [
  ...[5, 10, 15, 30].map((minutes) => ({ minutes, px: 48 })),
  ...[60, 120, 180, 360, 720].map((minutes) => ({ minutes, px: 30 })),
  { minutes: 1440, px: 28 },
  { minutes: 7 * 1440, px: 52 },
];
/** A label of hours is a whole clock time from so much room on (px). */
const CLOCK_PX = 54;
const WEEKDAY_PX = 46;
/** With less room than this, the name of a day is written smaller and without its month. */
export const TIGHT_PX = 76;
const MONTH_STEPS = [1, 3, 12];
const MONTH_PX = 34;

export interface Tick {
  at: number;
  label: string;
  /** It names the stretch that begins there, not the moment. */
  begins: boolean;
}

/** A stretch of the upper storey. */
export interface Band extends BoardWindow {
  label: string;
}

export interface Ticks {
  bands: Band[];
  ticks: Tick[];
}

interface Axis extends BoardWindow {
  zone: string;
}

/** Of what is shown, from the last mark before it on. A skipped hour has no mark, a repeated one has two. */
export function ticksOf(view: BoardWindow, msPerPx: number, zone: string): Ticks {
  const axis = { ...view, zone };
  const step = STEPS.find(({ minutes, px }) => (minutes * MINUTE_MS) / msPerPx >= px);
  if (!step) return monthTicks(axis, msPerPx);
  const stepPx = (step.minutes * MINUTE_MS) / msPerPx;
  if (step.minutes < 1440) {
    const label = (at: number) =>
      step.minutes < 60 || stepPx >= CLOCK_PX ? clock(at, zone) : String(wallTime(zone, at).hour);
    // Midnight is where the day's own name stands.
    const ticks = clockMarks(axis, step.minutes * MINUTE_MS).filter((at) => !isMidnight(at, zone));
    return {
      ticks: ticks.map((at) => ({ at, label: label(at), begins: false })),
      bands: bandsOf(dayMarks(axis, 1), DAY_MS / msPerPx < TIGHT_PX ? (at) => dayLabel(at, zone) : dayName(axis)),
    };
  }
  const days = step.minutes / 1440;
  const label = (at: number) => {
    if (days > 1) return dateLabel(at, zone);
    return stepPx >= WEEKDAY_PX ? dayLabel(at, zone) : String(wallTime(zone, at).day);
  };
  return {
    ticks: dayMarks(axis, days).map((at) => ({ at, label: label(at), begins: true })),
    bands: bandsOf(monthMarks(axis, 1), (at) => `${monthLabel(at, zone).split(' ')[0]} ${wallTime(zone, at).year}`),
  };
}

function monthTicks(axis: Axis, msPerPx: number): Ticks {
  const step = MONTH_STEPS.find((months) => (months * 30.4 * DAY_MS) / msPerPx >= MONTH_PX) ?? 12;
  const name = (at: number) => monthLabel(at, axis.zone).split(' ')[0]!;
  return {
    ticks: monthMarks(axis, step).map((at) => ({ at, label: name(at), begins: true })),
    bands: bandsOf(monthMarks(axis, 12), (at) => String(wallTime(axis.zone, at).year)),
  };
}

/** The first and the first of a month say which month it is. */
function dayName({ zone }: Axis): (at: number, index: number) => string {
  return (at, index) =>
    index === 0 || wallTime(zone, at).day === 1 ? `${dayLabel(at, zone)} ${monthLabel(at, zone)}` : dayLabel(at, zone);
}

function isMidnight(at: number, zone: string): boolean {
  const { hour, minute } = wallTime(zone, at);
  return hour === 0 && minute === 0;
}

function bandsOf(marks: readonly number[], label: (at: number, index: number) => string): Band[] {
  return marks.slice(0, -1).map((from, i) => ({ from, to: marks[i + 1]!, label: label(from, i) }));
}

/** Steps that divide the day, counted on the wall clock. */
function clockMarks({ from, to, zone }: Axis, stepMs: number): number[] {
  const marks: number[] = [];
  for (let wall = localMidnight(zone, from); ; wall += stepMs) {
    const at = instantsOf(zone, wall);
    marks.push(...at.filter((mark) => mark > from && mark < to));
    if ((at[0] ?? 0) >= to) return marks;
  }
}

/** Midnights, or Monday's, from the one before `from` to the one at or after `to`. */
function dayMarks({ from, to, zone }: Axis, days: number): number[] {
  let wall = localMidnight(zone, from);
  if (days === 7) wall -= ((new Date(wall).getUTCDay() + 6) % 7) * DAY_MS;
  const marks = [instantOf(zone, wall)];
  while (marks.at(-1)! < to) marks.push(instantOf(zone, (wall += days * DAY_MS)));
  return marks;
}

/** First days of every so many months, from the one before `from` to the one at or after `to`. */
function monthMarks({ from, to, zone }: Axis, months: number): number[] {
  const { year, month } = wallTime(zone, from);
  const first = (count: number) =>
    instantOf(zone, wallMs({ year, month: count, day: 1, hour: 0, minute: 0, second: 0, ms: 0 }));
  let count = month - ((month - 1) % months);
  const marks = [first(count)];
  while (marks.at(-1)! < to) marks.push(first((count += months)));
  return marks;
}
