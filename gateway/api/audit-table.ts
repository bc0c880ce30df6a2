/**
 * The audit trail as a table to keep, oldest entry first, read while it is written. Each entry is checked on the way,
 * also those that the filter leaves out, and the last rows say what came of it and how far the trail reaches.
 */
import type { TrailHead } from '../../shared/audit/protocol.ts';
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { LinkCheck } from '../audit/link-check.ts';
import { matching, type Names } from '../audit/search.ts';
import { entriesIn } from '../audit/stored-entries.ts';
import type { Store } from '../store/store.ts';
import type { AuditQuestion } from './audit-question.ts';
import type { ExportCell, ExportRow } from './series-export.ts';
import { isoIn } from './series-csv.ts';

export const AUDIT_HEADERS = [
  'Entry',
  'What',
  'User',
  'Name',
  'Roles',
  'Device',
  'Device name',
  'Line',
  'Subject',
  'Old',
  'New',
  'Reason',
  'Time of the device',
  'Received',
  'Hash',
] as const;

/** A cell of a sheet takes 32,767 characters. */
const LONGEST_CELL = 32_000;
const MOST_FINDINGS = 20;

export async function* auditTable(
  parts: { store: Store; gateway: string; names: Names; zone: string },
  { window, filter }: AuditQuestion,
  made: { at: number; head: TrailHead },
): AsyncGenerator<ExportRow> {
  const { store, gateway } = parts;
  const matches = matching(filter, parts.names);
  const check = new LinkCheck(gateway, false);
  const flaws: string[] = [];
  let first: number | null = null;
  let checked = 0;
  for await (const { database, documents } of entriesIn(store, gateway, window)) {
    for (const document of documents) {
      const found = check.add(document, database);
      if (flaws.length < MOST_FINDINGS) flaws.push(...found.map(({ kind, what }) => `${kind}: ${what}`));
      checked++;
      const entry = document as unknown as AuditEntry;
      first ??= entry.seq;
      if (matches(entry)) yield { at: entry.at, cells: cellsOf(entry, parts) };
    }
  }
  const say = (what: string, cell: string): ExportRow => ({ at: made.at, cells: [null, what, cell] });
  const range = checked === 0 ? 'no entry' : `entries ${first} to ${check.last?.seq ?? '?'}`;
  const whole = checked > 0 && check.last?.seq === made.head.seq && check.last.hash !== made.head.hash;
  if (whole) flaws.push(`audit-changed: Entry ${made.head.seq} is not the one that this gateway kept.`);
  yield say(
    'trail',
    flaws.length === 0 ? `${range}: checked when this file was made, in order` : `${range}: not in order`,
  );
  for (const flaw of flaws) yield say('trail', flaw);
  yield say('head', `entry ${made.head.seq} of ${gateway}: ${made.head.hash}`);
}

function cellsOf(entry: AuditEntry, { names, zone }: { names: Names; zone: string }): ExportCell[] {
  const { by } = entry;
  const time = (at: number | null) => (at === null ? null : isoIn(zone, at));
  const user = by.user;
  return [
    entry.seq,
    entry.what,
    user,
    user === null ? null : names.person(user),
    entry.roles.join(' '),
    by.origin,
    names.device(by.origin),
    entry.line,
    entry.subject,
    json(entry.old),
    json(entry.new),
    entry.reason,
    time(entry.clientAt),
    time(entry.received),
    entry.hash,
  ];
}

function json(value: unknown): string | null {
  if (value === null) return null;
  const text = JSON.stringify(value) ?? '';
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}
