/** The production days that a replay is asked for by: `2022-10-10`. */
import { productionDay } from '../../shared/calendar/working-time.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import { instantOf, wallTime } from '../../shared/calendar/zone.ts';
import type { PlantReference } from '../../shared/sync/rows.ts';

type Zoned = Pick<PlantReference, 'timezone' | 'productionDayStart'>;
const DAY_MS = 86_400_000;

/** The production day that begins on this date; null when it is no date. */
export function dayWindow(date: string, { timezone, productionDayStart }: Zoned): Window | null {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return null;
  // Its last moment before the next midnight is in the day that began on it, whenever days begin.
  return productionDay(instantOf(timezone, midnight + DAY_MS - 1), timezone, productionDayStart);
}

/** The date on which the production day of `at` began. */
export function dateOf(at: number, { timezone, productionDayStart }: Zoned): string {
  const { year, month, day } = wallTime(timezone, productionDay(at, timezone, productionDayStart).from);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}
