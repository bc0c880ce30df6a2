/** From what a machine's clock showed to the instant it was, in the machine's zone. */
import { instantsOf } from '../../shared/calendar/zone.ts';
import { LATEST_INSTANT } from '../../shared/documents/document.ts';

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
const CLOCK_STEP_MS = 300_000;

/** What a reader of times answers instead of an instant. */
export const UNREADABLE = NaN;
/** The text reads as a time, but the zone's clocks never showed it: they went forward over it. */
export const SKIPPED = -Infinity;
/** The text reads as a time before 1970 or after the year 9999: such a clock is wrong, and no document can hold it. */
export const OUT_OF_RANGE = Infinity;

/**
 * `wall` = what the clock showed, as if it were UTC, ms. `previous` = the row before in the same file: of a local time that
 * occurs twice, the offset is taken that keeps time from falling (a machine that sets its clock back does so by seconds,
 * which is no fall); without one, the first.
 */
export type LocalTime = (wall: number, previous: number | null) => number;

export function localTime(zone: string): LocalTime {
  // Asking the zone costs more than all the rest of a row, and rows of one quarter hour have one answer.
  let quarterWall = NaN;
  let quarterOffset = 0;

  return (wall, previous) => {
    const quarter = Math.floor(wall / QUARTER_MS);
    if (quarter === quarterWall) return wall - quarterOffset;
    if (Number.isNaN(wall)) return UNREADABLE;
    if (wall < -DAY_MS) return OUT_OF_RANGE;
    const instants = instantsOf(zone, wall);
    const at = instants.find((instant) => previous === null || instant >= previous - CLOCK_STEP_MS) ?? instants.at(-1);
    if (at === undefined) return SKIPPED;
    if (!isInstant(at)) return OUT_OF_RANGE;
    if (instants.length === 1) {
      quarterWall = quarter;
      quarterOffset = wall - at;
    }
    return at;
  };
}

/** Whether documents can hold it. */
export function isInstant(at: number): boolean {
  return at >= 0 && at <= LATEST_INSTANT;
}

/** Midnight of a day as if UTC, ms; NaN when there is no such day. */
export function dayWall(year: number, month: number, day: number): number {
  // Date.UTC takes years below 100 for 19xx.
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
    ? date.getTime()
    : NaN;
}
