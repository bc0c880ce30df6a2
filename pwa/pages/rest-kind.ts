import type { Window } from '../../shared/calendar/windows.ts';
import { restingTime, type PlannedLine } from '../../shared/calendar/working-time.ts';

/** What a planned standstill is called, by most of its time: a break of a shift, or else nothing was scheduled. */
export function restKind(line: PlannedLine, zone: string, standstill: Window): 'break' | 'notScheduled' {
  const [longest] = restingTime(line, zone, standstill).sort((a, b) => b.to - b.from - (a.to - a.from));
  // Whoever says that it is idle may know of a break that is not known here.
  return (longest?.why ?? 'break') === 'break' ? 'break' : 'notScheduled';
}
