/** Joins what people said (intervals) to what the machine did (stops). */
import type { Stop } from './stops.ts';

export interface ReasonInterval {
  id: string;
  at: number;
  from: number;
  to: number | null;
  code: string;
  comment?: string;
  supersedes: string | null;
}

/**
 * The reason of each stop, by stop id. A reason attaches to the stop that it overlaps most (the earlier one if equal);
 * of several on one stop those that are superseded fall away, then the latest entry counts, then the higher id.
 * An interval without end was given while the stop lasted: it says nothing of what came after it was given.
 */
export function attachReasons<R extends ReasonInterval>(stops: readonly Stop[], reasons: readonly R[]): Map<string, R> {
  const superseded = new Set(reasons.map((reason) => reason.supersedes));
  const attached = new Map<string, R>();
  for (const reason of reasons) {
    if (superseded.has(reason.id)) continue;
    const stop = mostOverlapped(stops, reason);
    if (!stop) continue;
    const other = attached.get(stop.id);
    if (!other || reason.at > other.at || (reason.at === other.at && reason.id > other.id))
      attached.set(stop.id, reason);
  }
  return attached;
}

function mostOverlapped(stops: readonly Stop[], reason: ReasonInterval): Stop | null {
  let best: Stop | null = null;
  let most = 0;
  const end = reason.to ?? Math.max(reason.at, reason.from + 1);
  for (const stop of stops) {
    const overlap = Math.min(stop.to ?? Infinity, end) - Math.max(stop.from, reason.from);
    if (overlap > most) [best, most] = [stop, overlap];
  }
  return best;
}
