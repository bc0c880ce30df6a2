/** Rows that the stream has told, and whether they follow on what is here: then nobody need be asked for them. */
import type { Checkpoint, LiveEvent } from '../../shared/sync/protocol.ts';

export type RowsEvent = Extract<LiveEvent, { type: 'rows' }>;

export interface Told {
  rows: RowsEvent['rows'];
  /** Where one stands with them. */
  place: Checkpoint;
}

/** Null = something between `place` and the events is missing, or they are another view's. `events` in the order of their arrival. */
export function following(place: Checkpoint | null, events: readonly RowsEvent[]): Told | null {
  if (place === null || !events.every((event) => isOf(place, event))) return null;
  // What was asked for meanwhile may be further than what was told.
  if (events.length === 0 || events.at(-1)!.to === place.since) return { rows: [], place };
  const first = events.findIndex(({ from }) => from === place.since);
  const rest = first < 0 ? [] : events.slice(first);
  const isUnbroken = rest.every(({ from }, i) => i === 0 || from === rest[i - 1]!.to);
  if (first < 0 || !isUnbroken) return null;
  return { rows: rest.flatMap(({ rows }) => rows), place: { ...place, since: rest.at(-1)!.to } };
}

function isOf(place: Checkpoint, event: RowsEvent): boolean {
  return event.gateway === place.gateway && event.epoch === place.epoch && event.scope === place.scope;
}
