/** Moments as fields of a form have them: the plant's wall clock, whatever the device's is. */
import { instantOf, wallMs, wallTime } from '../../shared/calendar/zone.ts';

/** `2026-11-22T06:30` of the plant; '' = none. */
export function localText(at: number | null | undefined, zone: string): string {
  if (at === null || at === undefined) return '';
  return new Date(wallMs({ ...wallTime(zone, at), second: 0, ms: 0 })).toISOString().slice(0, 16);
}

/** `2026-11-22` of the plant. */
export function dayOf(at: number, zone: string): string {
  return localText(at, zone).slice(0, 10);
}

/** The moment of such a text, ms; null = none, or not a time. */
export function momentOf(text: string, zone: string): number | null {
  const wall = Date.parse(`${text}Z`);
  return Number.isNaN(wall) ? null : instantOf(zone, wall);
}
