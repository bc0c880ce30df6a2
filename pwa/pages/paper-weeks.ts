/** Numbers of calendar weeks, by which plants speak of their weeks. Pure. */
import { dateMs, dateText } from '../../shared/calendar/local-text.ts';
import { mondayOf } from '../../shared/calendar/local-dates.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import { localMidnight } from '../../shared/calendar/zone.ts';
import { paperText as w } from '../locales/plan-paper.ts';
import { isWholeDays } from './board-look.ts';

const DAY_MS = 86_400_000;
/** Longer stretches are known by their months. */
const MOST_DAYS = 31;

/** `week 47`, `week 47–48`; '' of what is not whole days, or of many weeks. */
export function weeksOf(window: Window, zone: string): string {
  if (!isWholeDays(window, zone) || window.to - window.from > (MOST_DAYS + 0.5) * DAY_MS) return '';
  const [first, last] = [window.from, window.to - 1].map((at) => weekOf(dateText(localMidnight(zone, at))));
  return w('week', first === last ? String(first) : `${first}–${last}`);
}

/** By ISO 8601, of a date like `2026-11-22`: the week of a year's first Thursday is its first. */
export function weekOf(date: string): number {
  const thursday = new Date(dateMs(mondayOf(date)) + 3 * DAY_MS);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday.getTime() - newYear) / (7 * DAY_MS));
}
