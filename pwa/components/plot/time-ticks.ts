/** Where a time axis has its marks: at round times of the plant's clocks, also on days of 23 and 25 hours. */
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { Window } from '../../../shared/calendar/windows.ts';
import { clock, dateLabel, dayLabel, monthLabel } from '../../locales/format.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** Steps between marks (min): those up to a day divide it, those up to a week count from Monday. */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 10_080];
const MONTH_STEPS = [1, 3, 12];
const MINUTE_MS = 60_000;
const MONTH_MS = 30.4 * 1440 * MINUTE_MS;

/** How marks are labelled: by time of day, by weekday, by date or by month. */
export type TickUnit = 'clock' | 'day' | 'date' | 'month';

export interface TimeTicks {
  at: number[];
  unit: TickUnit;
}

/** At most about `most` marks within `view`. Counted on the wall clock, so they stay round after the clocks change. */
export function timeTicks(view: Window, zone: string, most: number): TimeTicks {
  const minutes = STEPS.find((step) => (view.to - view.from) / MINUTE_MS / step <= most);
  // A wall clock has no jumps: count on it as if it were UTC, then ask the zone for the instant.
  const first = dayjs.utc(dayjs(view.from).tz(zone).format('YYYY-MM-DDTHH:mm'));
  if (minutes === undefined) {
    const months = MONTH_STEPS.find((step) => (view.to - view.from) / MONTH_MS / step <= most) ?? 12;
    const start = first.startOf('month').subtract(first.month() % months, 'month');
    return { at: marks(start, (wall) => wall.add(months, 'month'), view, zone), unit: 'month' };
  }
  const sinceMonday = minutes > 1440 ? (first.day() + 6) % 7 : 0;
  const skipped = Math.floor((first.hour() * 60 + first.minute()) / minutes) * minutes;
  const start = first.startOf('day').subtract(sinceMonday, 'day').add(skipped, 'minute');
  const isLong = view.to - view.from > 8 * 1440 * MINUTE_MS;
  return {
    at: marks(start, (wall) => wall.add(minutes, 'minute'), view, zone),
    unit: minutes < 1440 ? 'clock' : isLong ? 'date' : 'day',
  };
}

function marks(start: dayjs.Dayjs, next: (wall: dayjs.Dayjs) => dayjs.Dayjs, view: Window, zone: string): number[] {
  const at: number[] = [];
  let wall = start;
  for (let mark = -Infinity; mark < view.to; wall = next(wall)) {
    mark = dayjs.tz(wall.format('YYYY-MM-DDTHH:mm'), zone).valueOf();
    if (mark >= view.from && mark <= view.to && mark > (at.at(-1) ?? -Infinity)) at.push(mark);
  }
  return at;
}

export function timeLabel(at: number, unit: TickUnit, zone: string): string {
  switch (unit) {
    case 'clock':
      return clock(at, zone);
    case 'day':
      return dayLabel(at, zone);
    case 'date':
      return dateLabel(at, zone);
    case 'month':
      return monthLabel(at, zone);
  }
}
