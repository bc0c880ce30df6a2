import { dayWall } from './local-time.ts';

const MINUTE_MS = 60_000;
const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:(Z)|([+-])(\d\d)(?::?(\d\d))?)?$/;

/**
 * A time of ISO 8601, in its extended form with date and time. `wall` = what it shows, as if UTC, ms; `offset` = wall minus
 * UTC, ms, null when it names no zone. Digits beyond milliseconds are cut. Null when it does not read.
 */
export function isoTime(text: string): { wall: number; offset: number | null } | null {
  const match = ISO.exec(text);
  if (!match) return null;
  const part = (group: number) => Number(match[group] ?? 0);
  const [hour, minute, second] = [part(4), part(5), part(6)];
  const [offsetHour, offsetMinute] = [part(10), part(11)];
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return null;
  const ms = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const wall = dayWall(part(1), part(2), part(3)) + (hour * 60 + minute) * MINUTE_MS + second * 1000 + ms;
  if (Number.isNaN(wall)) return null;
  if (match[8]) return { wall, offset: 0 };
  const east = match[9] === '-' ? -1 : 1;
  return { wall, offset: match[9] ? east * (offsetHour * 60 + offsetMinute) * MINUTE_MS : null };
}
