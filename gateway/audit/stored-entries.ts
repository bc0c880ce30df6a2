/** The entries of a gateway as they are stored, over its months, a page at a time. */
import type { AuditEntry } from '../../shared/documents/audit.ts';
import { LATEST_INSTANT, padded, utcMonth } from '../../shared/documents/document.ts';
import type { Store, StoredDocument } from '../store/store.ts';

const PAGE = 500;
/** `!` sorts below every character that ids may have. */
const AFTER = '!';

export interface TrailPage {
  database: string;
  documents: StoredDocument[];
}

/** Times of entries, ms, half-open. */
export interface TrailWindow {
  from: number;
  to: number;
}
export const WHOLE_TRAIL: TrailWindow = { from: 0, to: LATEST_INSTANT };

/** Newest first; `before` = an id of the window to go on from. */
export async function* entriesBack(
  store: Store,
  gateway: string,
  { from, to }: TrailWindow,
  before: string | null = null,
): AsyncGenerator<AuditEntry[]> {
  let end = before !== null && before < idFrom(to) ? before : idFrom(to);
  for (const database of (await months(store, gateway, { from, to })).reverse()) {
    for (;;) {
      const page = await store.range(database, { from: idFrom(from), to: end, descending: true, limit: PAGE });
      if (page.length > 0) yield page as unknown as AuditEntry[];
      if (page.length < PAGE) break;
      end = page.at(-1)!._id;
    }
  }
}

/** In order, whatever it is that lies there: also what is no entry. */
export async function* allStored(store: Store, gateway: string): AsyncGenerator<TrailPage> {
  for (const database of await months(store, gateway, WHOLE_TRAIL))
    yield* pagesOf(store, database, { from: '', to: '\uffff' });
}

/** In order, those of a window. */
export async function* entriesIn(store: Store, gateway: string, window: TrailWindow): AsyncGenerator<TrailPage> {
  for (const database of await months(store, gateway, window))
    yield* pagesOf(store, database, { from: idFrom(window.from), to: idFrom(window.to) });
}

/** null = there is none. */
export async function newestEntry(store: Store, gateway: string, window = WHOLE_TRAIL): Promise<AuditEntry | null> {
  return nearest(store, gateway, window, true);
}

export async function oldestEntry(store: Store, gateway: string, window = WHOLE_TRAIL): Promise<AuditEntry | null> {
  return nearest(store, gateway, window, false);
}

async function nearest(
  store: Store,
  gateway: string,
  window: TrailWindow,
  descending: boolean,
): Promise<AuditEntry | null> {
  const databases = await months(store, gateway, window);
  for (const database of descending ? databases.reverse() : databases) {
    const range = { from: idFrom(window.from), to: idFrom(window.to) };
    const [entry] = await store.range(database, { ...range, descending, limit: 1 });
    if (entry) return entry as unknown as AuditEntry;
  }
  return null;
}

async function* pagesOf(
  store: Store,
  database: string,
  { from, to }: { from: string; to: string },
): AsyncGenerator<TrailPage> {
  for (let start = from; ;) {
    const documents = await store.range(database, { from: start, to, limit: PAGE });
    if (documents.length > 0) yield { database, documents };
    if (documents.length < PAGE) return;
    start = `${documents.at(-1)!._id}${AFTER}`;
  }
}

async function months(store: Store, gateway: string, { from, to }: TrailWindow): Promise<string[]> {
  const [first, last] = [utcMonth(from), utcMonth(Math.min(to, LATEST_INSTANT))];
  return (await store.databases(`audit_${gateway}_`)).filter((name) => {
    const month = name.slice(-7);
    return month >= first && month <= last;
  });
}

function idFrom(at: number): string {
  return `audit:${padded(at)}`;
}
