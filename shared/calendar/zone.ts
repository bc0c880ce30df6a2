/**
 * Wall clocks of an IANA zone, exact on days of 23 and 25 hours. Offsets come from Intl (slow, some µs), so they are
 * remembered per quarter hour: no zone changes its offset at any other moment since 1970.
 */
const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Before the year 1000 dates are slips of the keyboard (`0026`), which Date takes for years of the last century. */
const EARLIEST = Date.UTC(1000, 0) / QUARTER_MS;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();

/** A wall-clock reading; month 1-12. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
}

/** Wall clock minus UTC at `at`, ms (positive east of Greenwich). */
export function zoneOffset(zone: string, at: number): number {
  let known = offsets.get(zone);
  if (!known) offsets.set(zone, (known = new Map()));
  const quarter = Math.max(EARLIEST, Math.floor(at / QUARTER_MS));
  let offset = known.get(quarter);
  if (offset === undefined) {
    if (known.size > 50_000) known.clear();
    known.set(quarter, (offset = computeOffset(zone, quarter * QUARTER_MS)));
  }
  return offset;
}

function computeOffset(zone: string, at: number): number {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second) - at;
}

/** Wall-clock reading as if it were UTC: a number that can be compared within one zone and day. */
export function wallMs(wall: WallTime): number {
  return Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second, wall.ms);
}

/** What the zone's clocks show at `at`. */
export function wallTime(zone: string, at: number): WallTime {
  const shown = new Date(at + zoneOffset(zone, at));
  return {
    year: shown.getUTCFullYear(),
    month: shown.getUTCMonth() + 1,
    day: shown.getUTCDate(),
    hour: shown.getUTCHours(),
    minute: shown.getUTCMinutes(),
    second: shown.getUTCSeconds(),
    ms: shown.getUTCMilliseconds(),
  };
}

/** The instants at which the zone's clocks show `wall` (given as `wallMs`): none (skipped hour), one, or two (repeated hour). */
export function instantsOf(zone: string, wall: number): number[] {
  const candidates = new Set([zoneOffset(zone, wall - DAY_MS), zoneOffset(zone, wall + DAY_MS)]);
  return [...candidates]
    .map((offset) => wall - offset)
    .filter((at) => at + zoneOffset(zone, at) === wall)
    .sort((a, b) => a - b);
}

/** The instant of a wall time; a skipped one means the moment of the change, a repeated one its first time. */
export function instantOf(zone: string, wall: number): number {
  const first = instantsOf(zone, wall)[0];
  if (first !== undefined) return first;
  let at = wall - zoneOffset(zone, wall - DAY_MS);
  at -= at % QUARTER_MS;
  while (at - QUARTER_MS + zoneOffset(zone, at - QUARTER_MS) >= wall) at -= QUARTER_MS;
  while (at + zoneOffset(zone, at) < wall) at += QUARTER_MS;
  return at;
}

/** `wallMs` of 00:00 of the local day, `days` later, that `at` lies in. */
export function localMidnight(zone: string, at: number, days = 0): number {
  const shown = at + zoneOffset(zone, at);
  return Math.floor(shown / DAY_MS) * DAY_MS + days * DAY_MS;
}
