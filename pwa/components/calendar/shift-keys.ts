/** What keys do to a shift that has the focus. Pure. */
import { WEEKDAYS, type WeekDays } from '../../../shared/orders/entities.ts';
import { DAY_MIN, SNAP_MIN, nudged, type ShiftAt } from './week-grid.ts';
import { carried } from './week-moving.ts';

/** The parts of a keyboard event that count. */
export type ShiftKey = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

const BY_MIN: Record<string, number> = {
  ArrowLeft: -SNAP_MIN,
  ArrowRight: SNAP_MIN,
  ArrowUp: -DAY_MIN,
  ArrowDown: DAY_MIN,
};

/** Arrows carry it, with Shift they move its end, with Ctrl its start; Delete removes it. Null = the key is for somebody else. */
export function weekByKey(
  days: WeekDays,
  at: ShiftAt,
  { key, shiftKey, ctrlKey, metaKey, altKey }: ShiftKey,
): WeekDays | null {
  if (altKey) return null;
  const isPlain = !shiftKey && !ctrlKey && !metaKey;
  if (key === 'Delete' && isPlain) return { ...days, [at.day]: days[at.day].filter((_, index) => index !== at.index) };
  const by = BY_MIN[key];
  if (by === undefined) return null;
  if (isPlain) return carried(days, at, by);
  // An edge goes along its day only.
  if (Math.abs(by) === DAY_MIN) return null;
  return nudged(days, { kind: shiftKey ? 'to' : 'from', ...at }, by);
}

/** Where the shift is that is new or different; null = none is. */
export function changedShift(before: WeekDays, after: WeekDays): ShiftAt | null {
  for (const day of WEEKDAYS) {
    const index = after[day].findIndex((shift) => !before[day].includes(shift));
    if (index >= 0) return { day, index };
  }
  return null;
}
