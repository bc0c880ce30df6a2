/** Looks through a trail, newest first, so many entries at a time: a question costs the same however long the trail is. */
import type { Audited, AuditEntry } from '../../shared/documents/audit.ts';
import type { Store } from '../store/store.ts';
import { entriesBack, type TrailWindow } from './stored-entries.ts';

/** What entries are looked for; absent = any. */
export interface AuditFilter {
  user?: string;
  device?: string;
  subject?: string;
  what?: readonly Audited[];
  /** Anywhere in the entry, whatever the case; also in names of people and devices. */
  text?: string;
}

/** Names as they are now, by id. */
export interface Names {
  person: (user: string) => string | null;
  device: (id: string) => string | null;
}

export interface Found {
  entries: AuditEntry[];
  /** To go on from; null = that was all. */
  next: string | null;
  searchedTo: number | null;
}

const MOST_LOOKED_AT = 5_000;

export async function search(
  { store, gateway, names }: { store: Store; gateway: string; names: Names },
  asked: { window: TrailWindow; filter: AuditFilter; before: string | null; limit: number },
): Promise<Found> {
  const matches = matching(asked.filter, names);
  const entries: AuditEntry[] = [];
  let lookedAt = 0;
  let last: AuditEntry | null = null;
  for await (const page of entriesBack(store, gateway, asked.window, asked.before)) {
    for (const entry of page) {
      if (entries.length === asked.limit || lookedAt === MOST_LOOKED_AT)
        return { entries, next: last?._id ?? null, searchedTo: last?.at ?? null };
      lookedAt++;
      last = entry;
      if (matches(entry)) entries.push(entry);
    }
  }
  return { entries, next: null, searchedTo: last?.at ?? null };
}

export function matching(filter: AuditFilter, names: Names): (entry: AuditEntry) => boolean {
  const { user, device, subject, what } = filter;
  const text = filter.text?.toLowerCase();
  return (entry) =>
    (user === undefined || entry.by.user === user) &&
    (device === undefined || entry.by.origin === device) &&
    (subject === undefined || entry.subject === subject) &&
    (what === undefined || what.includes(entry.what)) &&
    (text === undefined || wordsOf(entry, names).toLowerCase().includes(text));
}

function wordsOf({ what, subject, by, line, reason, old, new: said, seq }: AuditEntry, names: Names): string {
  const people = [
    by.user && names.person(by.user),
    names.device(by.origin),
    names.person(subject),
    names.device(subject),
  ];
  return [seq, what, subject, by.user, by.origin, line, reason, ...people, JSON.stringify(old), JSON.stringify(said)]
    .filter((word) => word !== null)
    .join('\n');
}
