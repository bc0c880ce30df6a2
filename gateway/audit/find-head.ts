/** Where the trail goes on after a start: what the head's file says and what the store has must agree, or it is said. */
import type { TrailHead } from '../../shared/audit/protocol.ts';
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { BEGINNING } from './entry-hash.ts';
import { headOf } from './make-entry.ts';

export interface FoundHead {
  head: TrailHead;
  /** What is wrong, in a sentence; null = nothing. */
  broken: string | null;
}

/**
 * `kept` = the file's head, `newest` = the store's last entry; null = there is none. Where the store has less, the trail
 * goes on behind what was kept: the hole stays visible, and is whole again if the database comes back from elsewhere.
 */
export function findHead(kept: TrailHead | null, newest: AuditEntry | null): FoundHead {
  const stored = newest ? headOf(newest) : BEGINNING;
  if (!kept)
    return newest
      ? { head: stored, broken: `The file that says how far the trail reaches is gone; the store has ${upTo(stored)}.` }
      : { head: BEGINNING, broken: null };
  if (stored.seq === kept.seq && stored.hash === kept.hash) return { head: kept, broken: null };
  if (stored.seq > kept.seq)
    return { head: stored, broken: `The store has ${upTo(stored)}, this gateway kept ${upTo(kept)}.` };
  // Also behind whatever bears a later time, or it would not be found as the newest.
  const head = { ...kept, at: Math.max(kept.at, stored.at) };
  if (stored.seq === kept.seq) return { head, broken: `Entry ${kept.seq} in the store is not the one that was kept.` };
  return { head, broken: `This gateway kept ${upTo(kept)}, the store has ${upTo(stored)}.` };
}

function upTo({ seq }: TrailHead): string {
  return seq === 0 ? 'no entry' : `entries up to ${seq}`;
}
