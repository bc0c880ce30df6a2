/** The store on a CouchDB at a URL: pouchdb-server 4.2, or CouchDB 3. No design documents; every sequence is opaque. */
import { AppError } from '../../shared/errors.ts';
import { inBatches, type Entry } from './batches.ts';
import { CouchDatabase } from './couch-database.ts';
import { CouchHttp, unreachable, type CouchAddress } from './couch-http.ts';
import { checkDatabaseName, checkedText, checkLocalDatabase } from './document-rules.ts';
import { LocalWriter } from './local-writer.ts';
import { hasIds, readIds, readRange, withoutRevision } from './reading.ts';
import { isSameFact } from './same-fact.ts';
import type { Changes, InsertOutcome, Range, Store, StoredDocument } from './store.ts';

/** Chunks at once: with all their rejected rows, a hundred have 200 MB, and a text of more than 500 MB cannot be. */
const MOST_CHUNKS = 100;

export class CouchStore implements Store {
  readonly #http: CouchHttp;
  readonly #known = new Map<string, { database: CouchDatabase; writer: LocalWriter }>();

  /** `timeoutMs` bounds each request, not each call: a call with many documents makes several. */
  constructor(address: () => CouchAddress | Promise<CouchAddress>, timeoutMs = 30_000) {
    this.#http = new CouchHttp(address, timeoutMs);
  }

  async databases(prefix: string): Promise<string[]> {
    const { json } = await this.#http.request({ method: 'GET', path: '/_all_dbs' }, [200]);
    return (json as string[]).filter((name) => name.startsWith(prefix)).sort();
  }

  async insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    const { database: into } = this.#at(database);
    const entries = documents.map((document) => ({ id: document._id, text: checkedText(document) }));
    const outcomes: InsertOutcome[] = [];
    for (const batch of inBatches(entries)) outcomes.push(...(await insertBatch(into, batch)));
    return outcomes;
  }

  async put(database: string, documents: readonly StoredDocument[]): Promise<void> {
    checkLocalDatabase(database);
    const wanted = documents.map((each) => ({ id: each._id, text: checkedText(each), removed: false }));
    await this.#at(database).writer.write(wanted);
  }

  async remove(database: string, ids: readonly string[]): Promise<void> {
    checkLocalDatabase(database);
    await this.#at(database).writer.write(ids.map((id) => ({ id, text: '', removed: true })));
  }

  async get(database: string, ids: readonly string[]): Promise<(StoredDocument | null)[]> {
    return readIds(this.#at(database).database, ids);
  }

  async has(database: string, ids: readonly string[]): Promise<boolean[]> {
    return hasIds(this.#at(database).database, ids);
  }

  async range(database: string, range: Range): Promise<StoredDocument[]> {
    return readRange(this.#at(database).database, range);
  }

  async changes(database: string, since: string, limit: number): Promise<Changes> {
    const from = this.#at(database).database;
    const most = database.startsWith('series_') ? Math.min(limit, MOST_CHUNKS) : limit;
    const answer = await from.changes(since, most);
    if (!answer) return { documents: [], since, pending: 0 };
    const { results, last_seq } = answer;
    const documents = results.map(({ doc }) => withoutRevision(doc));
    const pending = answer.pending ?? (results.length < most ? 0 : await pendingAfter(from, last_seq));
    return { documents, since: String(last_seq), pending };
  }

  async drop(database: string): Promise<void> {
    const { database: dropped, writer } = this.#at(database);
    await dropped.drop();
    writer.forget();
  }

  #at(name: string): { database: CouchDatabase; writer: LocalWriter } {
    const known = this.#known.get(name);
    if (known) return known;
    checkDatabaseName(name);
    const database = new CouchDatabase(name, this.#http);
    const made = { database, writer: new LocalWriter(database) };
    this.#known.set(name, made);
    return made;
  }
}

/** Inserts one batch; whatever was there already is compared in one further request. */
async function insertBatch(database: CouchDatabase, batch: readonly Entry[]): Promise<InsertOutcome[]> {
  const rows = await database.write(batch.map(({ text }) => text));
  const met = batch.filter((_, index) => rows[index]?.ok !== true);
  const stored = new Map<string, StoredDocument | null>();
  if (met.length > 0) {
    const documents = await readIds(
      database,
      met.map(({ id }) => id),
    );
    met.forEach(({ id }, index) => stored.set(id, documents[index] ?? null));
  }
  return batch.map(({ id, text }, index) => {
    const row = rows[index];
    if (row?.ok) return 'inserted';
    if (row?.error !== 'conflict') {
      throw new AppError('STORE_REFUSED', `the store refused "${id}" in "${database.name}": ${row?.reason}`);
    }
    const there = stored.get(id);
    if (!there) throw unreachable(`"${id}" in "${database.name}" is neither new nor there yet; try again`);
    return isSameFact(there, JSON.parse(text) as StoredDocument) ? 'exists' : 'differs';
  });
}

/** pouchdb-server does not count what is left, but its sequences are numbers: at most as many as were given out since. */
async function pendingAfter(database: CouchDatabase, sequence: string | number): Promise<number> {
  const left = Number((await database.info())?.update_seq) - Number(sequence);
  return Number.isNaN(left) ? 1 : Math.max(0, left);
}
