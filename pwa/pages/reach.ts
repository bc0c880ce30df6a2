/** What can be relied on now, from where the device is. */
import type { Connection, LineData } from '../data/line-data.ts';

/** Home answers. What is asked of it each time (files, people, sources, series) no other gateway can give. */
export function isAtHome(connection: Connection | undefined): boolean {
  return connection?.state === 'live' && !connection.away;
}

/** Somebody in reach speaks for the line now: its figures may pass for live. */
export function isSpokenFor({ state }: Pick<Connection, 'state'>, line: Pick<LineData, 'lost'> | null): boolean {
  return state === 'live' && !line?.lost;
}
