/** What the camera's computer knows of the plant's wall clock; fast enough for millions of rows. */
import { instantOf, localMidnight, zoneOffset } from '../../shared/calendar/zone.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A calendar day of the plant: `[start, end)` in UTC ms, `number` counts days, `date` is `YYYYMMDD`. */
export interface LocalDay {
  zone: string;
  number: number;
  date: string;
  start: number;
  end: number;
}

/** The day that holds this instant (UTC ms); 23 or 25 hours long when the clocks change. */
export function localDay(zone: string, at: number): LocalDay {
  const midnight = localMidnight(zone, at);
  return {
    zone,
    number: midnight / DAY_MS,
    date: new Date(midnight).toISOString().slice(0, 10).replaceAll('-', ''),
    start: instantOf(zone, midnight),
    end: instantOf(zone, midnight + DAY_MS),
  };
}

/** The instant (UTC ms) of a wall-clock time `HH:mm` of that day. */
export function clockTime(day: LocalDay, clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return instantOf(day.zone, day.number * DAY_MS + (hours * 60 + minutes) * MINUTE_MS);
}

/** Writes instants (UTC ms) as `MM/DD/YY HH:mm:ss.SSS`, with `separator` in place of the point. */
export function timeWriter(zone: string, separator: string): (at: number) => string {
  let minute = NaN;
  let minuteText = '';
  return (at) => {
    const inMinute = at % MINUTE_MS;
    if (at - inMinute !== minute) {
      minute = at - inMinute;
      const iso = new Date(minute + zoneOffset(zone, minute)).toISOString();
      minuteText = `${iso.slice(5, 7)}/${iso.slice(8, 10)}/${iso.slice(2, 4)} ${iso.slice(11, 17)}`;
    }
    const ms = inMinute % 1000;
    return `${minuteText}${TWO_DIGITS[(inMinute - ms) / 1000]}${separator}${THREE_DIGITS[ms]}`;
  };
}

const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));
const THREE_DIGITS = Array.from({ length: 1000 }, (_, number) => String(number).padStart(3, '0'));
