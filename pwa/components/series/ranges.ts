/** The ranges that can be chosen, and wall clocks to and from the browser's input for date and time. Pure; times in ms. */
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { Window } from '../../../shared/calendar/windows.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import { DAY_MS } from '../../../shared/series/tiers.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** Ranges that end now. */
export const PRESETS = ['hour', 'shift', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Preset = (typeof PRESETS)[number];

export const PRESET_MS: Readonly<Record<Preset, number>> = {
  hour: HOUR_MS,
  shift: 8 * HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  quarter: 91 * DAY_MS,
  year: 365 * DAY_MS,
};

export const LONGEST_MS = 400 * DAY_MS;

/** `2026-10-06T15:42`, as the zone's clocks show it. */
export function wallText(at: number, zone: string): string {
  return dayjs(at).tz(zone).format('YYYY-MM-DDTHH:mm');
}

/** The window between two readings of the zone's clocks, or why there is none. */
export function windowOf(
  from: string,
  to: string,
  zone: string,
): Window | 'rangeIncomplete' | 'rangeBackwards' | 'rangeTooLong' {
  const [begins, ends] = [from, to].map((text) => (text ? dayjs.tz(text, zone).valueOf() : NaN)) as [number, number];
  if (Number.isNaN(begins) || Number.isNaN(ends)) return 'rangeIncomplete';
  if (ends <= begins) return 'rangeBackwards';
  return ends - begins > LONGEST_MS ? 'rangeTooLong' : { from: begins, to: ends };
}
