/** How old a value is, and whether it may pass for live. A frozen screen that looks live is the worst defect there is. */

/** A value that comes several times a minute and has not come for so long is no longer live, ms. */
export const LIVE_FOR_MS = 30_000;

export type Freshness = { kind: 'none' } | { kind: 'live'; ageMs: number } | { kind: 'stale'; at: number };

/** `reachable`: the gateway is heard from now. `now` is the gateway's clock; a value from the future is 0 old. */
export function freshness(at: number | null, now: number, reachable: boolean): Freshness {
  if (at === null) return { kind: 'none' };
  const ageMs = Math.max(0, now - at);
  return reachable && ageMs <= LIVE_FOR_MS ? { kind: 'live', ageMs } : { kind: 'stale', at };
}
