/** What happened, as the entry that follows a head. */
import { auditId, type AuditEntry } from '../../shared/documents/audit.ts';
import type { TrailHead } from '../../shared/audit/protocol.ts';
import type { Happened } from './audit.ts';
import { entryHash } from './entry-hash.ts';

const LONGEST_SUBJECT = 300;
const LONGEST_REASON = 500;

/** `received` = the gateway's clock when it happened, ms; `at` is never before the entry ahead. */
export function makeEntry(happened: Happened, received: number, after: TrailHead, gateway: string): AuditEntry {
  const at = Math.max(received, after.at);
  const seq = after.seq + 1;
  const entry: AuditEntry = {
    _id: auditId(at, seq),
    type: 'audit',
    schema: 1,
    line: happened.line ?? null,
    at,
    received,
    by: { origin: happened.device ?? gateway, user: happened.user },
    seq,
    prev: after.hash,
    hash: '',
    what: happened.what,
    subject: clipped(happened.subject, LONGEST_SUBJECT),
    roles: [...(happened.roles ?? [])],
    clientAt: happened.clientAt ?? null,
    old: asKept(happened.old),
    new: asKept(happened.new),
    reason: happened.reason == null ? null : clipped(happened.reason, LONGEST_REASON),
  };
  return { ...entry, hash: entryHash(entry) };
}

export function headOf({ seq, hash, at }: AuditEntry): TrailHead {
  return { seq, hash, at };
}

/** As a store gives it back, or the hash would not fit: what JSON cannot say is gone, half characters are replaced. */
function asKept(value: unknown): unknown {
  const wellFormed = (_: string, each: unknown) => (typeof each === 'string' ? each.toWellFormed() : each);
  return JSON.parse(JSON.stringify(value ?? null, wellFormed) ?? 'null');
}

function clipped(text: string, longest: number): string {
  const kept = text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
  return kept.toWellFormed();
}
