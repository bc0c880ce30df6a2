/** What a line does now, by its cycles alone (PackML names). */
import { plannedTime, type PlannedLine } from '../calendar/working-time.ts';
import type { LineDefinition } from '../equipment.ts';
import type { LineState } from '../sync/rows.ts';
import type { LineEngine } from './line-engine.ts';

/** `since` = when the state began; of Undefined: up to where something was known. */
export function lineState(
  engine: LineEngine,
  line: PlannedLine & Pick<LineDefinition, 'stops'>,
  zone: string,
  now: number,
): { state: LineState; since: number | null } {
  const knownTo = engine.knownTo(now);
  if (knownTo === null || knownTo < now) return { state: 'Undefined', since: knownTo };
  const since = engine.openStop(now);
  if (since === null) return { state: 'Execute', since: engine.cyclingSince };
  const shouldRun = plannedTime(line, zone, { from: now, to: now + 1 }).length > 0;
  if (!shouldRun) return { state: 'Idle', since };
  return { state: now - since > line.stops.downFromSeconds * 1000 ? 'Held' : 'Suspended', since };
}
