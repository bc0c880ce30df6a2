/** What device and gateway say to each other about the audit trail. HTTP paths are in the comments; bodies are JSON. */
import type { AuditEntry } from '../documents/audit.ts';

/** How far a trail reaches. Printed on reports and exports: whoever holds a page can tell that the trail was cut later. */
export interface TrailHead {
  /** 0 = nothing was kept yet. */
  seq: number;
  /** SHA-256, hex. */
  hash: string;
  /** Of the entry, ms. */
  at: number;
}

/** One entry as a page shows it. */
export type AuditRow = Pick<
  AuditEntry,
  'seq' | 'hash' | 'at' | 'received' | 'what' | 'subject' | 'line' | 'roles' | 'clientAt' | 'old' | 'new' | 'reason'
> & {
  id: string;
  user: string | null;
  /** null = the gateway itself. */
  device: string | null;
};

/**
 * `GET /api/audit?from&to&user&device&what&subject&text&before&limit` (see-audit): newest first. `from` and `to` are ms,
 * half-open; `what` may stand several times; `text` is looked for in all of an entry; `before` is the last answer's `next`.
 */
export interface AuditPage {
  gateway: string;
  head: TrailHead;
  rows: AuditRow[];
  /** Names of the people and devices in `rows`, as far as they are known. */
  people: Record<string, string>;
  devices: Record<string, string>;
  /** There may be more; null = that was all. A page can be empty and still have a next one: each question looks at so many entries. */
  next: string | null;
  /** Time of the last entry that was looked at; null = none. */
  searchedTo: number | null;
}

/** `GET /api/audit/check?entries=1000` (see-audit): the last so many entries, looked at by the gateway just now. */
export interface AuditChecked {
  /** null = there is none. */
  fromSeq: number | null;
  toSeq: number | null;
  entries: number;
  checkedAt: number;
  /** In the gateway's English; empty = in order. */
  findings: string[];
}

/** `GET /api/audit/export?format=csv|xlsx&…` with the filters above: a file, oldest first; kept as an entry itself. */
export const EXPORT_FORMATS = ['csv', 'xlsx'] as const;
export type AuditFormat = (typeof EXPORT_FORMATS)[number];
