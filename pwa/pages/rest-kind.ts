import { plannedTime, productionDay } from '../../shared/calendar/working-time.ts';
import type { LineReference } from '../../shared/sync/rows.ts';

/** What a planned standstill is called: between planned time of the same production day it is a break. */
export function restKind(line: LineReference, zone: string, dayStart: string, at: number): 'break' | 'notScheduled' {
  const planned = plannedTime(line.calendar, zone, productionDay(at, zone, dayStart));
  return planned.some(({ to }) => to <= at) && planned.some(({ from }) => from > at) ? 'break' : 'notScheduled';
}
