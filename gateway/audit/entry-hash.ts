/** The hash of an entry covers the entry before it, so that none can be changed, taken out or put in without all later ones. */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/audit/canonical-json.ts';
import type { TrailHead } from '../../shared/audit/protocol.ts';
import type { AuditEntry } from '../../shared/documents/audit.ts';

/** What stands before the first entry. */
export const BEGINNING: TrailHead = { seq: 0, hash: '0'.repeat(64), at: 0 };

/** SHA-256 over `prev` and the canonical JSON of all other fields, hex. */
export function entryHash({ prev, hash: _, ...rest }: AuditEntry): string {
  return createHash('sha256').update(prev).update(canonicalJson(rest)).digest('hex');
}
