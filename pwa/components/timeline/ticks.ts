/** Where a time axis has its marks: at round times of the plant's clocks, also on days of 23 and 25 hours. */
import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';
import type { Window } from '../../../shared/calendar/windows.ts';

dayjs.extend(utc);
dayjs.extend(timezone);

/** Steps between marks: those up to a day divide it (min). */
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440];

export interface TimeTicks {
  at: number[];
  /** Marks are midnights, to be labelled by date. */
  days: boolean;
}

/** At most about `most` marks within `view`. Counted on the wall clock, so they stay round after the clocks change. */
export function timeTicks(view: Window, zone: string, most: number): TimeTicks {
  const minutes = STEPS.find((step) => (view.to - view.from) / 60_000 / step <= most) ?? 1440;
  const first = dayjs(view.from).tz(zone);
  const skipped = Math.floor((first.hour() * 60 + first.minute()) / minutes) * minutes;
  const at: number[] = [];
  // A wall clock has no jumps: count on it as if it were UTC, then ask the zone for the instant.
  let wall = dayjs.utc(first.format('YYYY-MM-DD')).add(skipped, 'minute');
  for (let mark = -Infinity; mark < view.to; wall = wall.add(minutes, 'minute')) {
    mark = dayjs.tz(wall.format('YYYY-MM-DDTHH:mm'), zone).valueOf();
    if (mark >= view.from && mark <= view.to && mark > (at.at(-1) ?? -Infinity)) at.push(mark);
  }
  return { at, days: minutes === 1440 };
}
