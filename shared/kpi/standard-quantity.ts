/** What planning expected: planned time × standard rate. */
import { plannedTime, type PlannedLine } from '../calendar/working-time.ts';
import { totalMs, type Window } from '../calendar/windows.ts';
import type { LineDefinition } from '../equipment.ts';

/** Parts that the line should have made in `window` at its standard rate; not rounded. */
export function standardQuantity(
  line: PlannedLine & Pick<LineDefinition, 'standardRatePerHour'>,
  zone: string,
  window: Window,
): number {
  return (totalMs(plannedTime(line, zone, window)) / 3_600_000) * line.standardRatePerHour;
}
