/** Reads of any size as requests of bounded size. */
import type { CouchDatabase } from './couch-database.ts';
import type { Range, StoredDocument } from './store.ts';

/** Documents of an answer: chunks of some 20 kB make about 10 MB then. */
const PAGE = 500;

export async function readIds(database: CouchDatabase, ids: readonly string[]): Promise<(StoredDocument | null)[]> {
  const documents: (StoredDocument | null)[] = [];
  for (let at = 0; at < ids.length; at += PAGE) {
    const rows = await database.readByIds(ids.slice(at, at + PAGE), true);
    for (const { doc } of rows) documents.push(doc ? withoutRevision(doc) : null);
  }
  return documents;
}

export async function hasIds(database: CouchDatabase, ids: readonly string[]): Promise<boolean[]> {
  const there: boolean[] = [];
  for (let at = 0; at < ids.length; at += PAGE) {
    const rows = await database.readByIds(ids.slice(at, at + PAGE), false);
    for (const { value } of rows) there.push(value !== undefined && value !== null && value.deleted !== true);
  }
  return there;
}

/** A start is always included by CouchDB, an end can be left out: the row of an excluded start is dropped here. */
export async function readRange(database: CouchDatabase, range: Range): Promise<StoredDocument[]> {
  const { from, to, limit = Infinity, descending = false } = range;
  const documents: StoredDocument[] = [];
  let start = descending ? to : from;
  let skipStart = descending;
  while (from < to && documents.length < limit) {
    const asked = Math.min(PAGE, limit - documents.length) + (skipStart ? 1 : 0);
    const rows = await database.readRange(
      new URLSearchParams({
        startkey: JSON.stringify(start),
        endkey: JSON.stringify(descending ? from : to),
        inclusive_end: String(descending),
        descending: String(descending),
        limit: String(asked),
      }),
    );
    for (const { doc } of rows) if (doc && !(skipStart && doc._id === start)) documents.push(withoutRevision(doc));
    const last = rows.at(-1)?.id;
    if (rows.length < asked || last === undefined) break;
    start = last;
    skipStart = true;
  }
  return documents.slice(0, limit);
}

/** Revisions are the store's business: nobody else may build on them. */
export function withoutRevision({ _rev, ...document }: StoredDocument): StoredDocument {
  return document;
}
