/** A whole store in memory, for tests and trials. Keeps documents as text, as a real one does, so nothing is shared with the caller. */
import { checkDatabaseName, checkedText, checkLocalDatabase } from './document-rules.ts';
import { isSameFact } from './same-fact.ts';
import type { Changes, InsertOutcome, Range, Store, StoredDocument } from './store.ts';

interface Entry {
  /** `null` = removed; the entry stays, so that the removal shows among the changes. */
  text: string | null;
  sequence: number;
}

interface Database {
  entries: Map<string, Entry>;
  sequence: number;
}

export class MemoryStore implements Store {
  readonly #databases = new Map<string, Database>();

  async databases(prefix: string): Promise<string[]> {
    return [...this.#databases.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  async insert(database: string, documents: readonly StoredDocument[]): Promise<InsertOutcome[]> {
    checkDatabaseName(database);
    const rows = documents.map((document) => ({ id: document._id, text: checkedText(document) }));
    return rows.map(({ id, text }) => {
      const stored = this.#read(database, id);
      if (stored) return isSameFact(stored, parse(text)) ? 'exists' : 'differs';
      this.#write(database, id, text);
      return 'inserted';
    });
  }

  async put(database: string, documents: readonly StoredDocument[]): Promise<void> {
    checkLocalDatabase(database);
    const rows = documents.map((document) => ({ id: document._id, text: checkedText(document) }));
    for (const { id, text } of rows) this.#write(database, id, text);
  }

  async remove(database: string, ids: readonly string[]): Promise<void> {
    checkLocalDatabase(database);
    for (const id of ids) if (this.#read(database, id)) this.#write(database, id, null);
  }

  async get(database: string, ids: readonly string[]): Promise<(StoredDocument | null)[]> {
    checkDatabaseName(database);
    return ids.map((id) => this.#read(database, id));
  }

  async has(database: string, ids: readonly string[]): Promise<boolean[]> {
    return (await this.get(database, ids)).map((document) => document !== null);
  }

  async range(database: string, { from, to, limit, descending }: Range): Promise<StoredDocument[]> {
    checkDatabaseName(database);
    const ids = [...this.#entries(database).keys()].filter((id) => id >= from && id < to).sort();
    if (descending) ids.reverse();
    return ids
      .map((id) => this.#read(database, id))
      .filter((document) => document !== null)
      .slice(0, limit);
  }

  async changes(database: string, since: string, limit: number): Promise<Changes> {
    checkDatabaseName(database);
    if (since === 'now') {
      const there = this.#databases.get(database);
      return { documents: [], since: there ? String(there.sequence) : since, pending: 0 };
    }
    const newer = [...this.#entries(database)]
      .filter(([, entry]) => entry.sequence > Number(since))
      .sort(([, one], [, other]) => one.sequence - other.sequence);
    const given = newer.slice(0, limit);
    return {
      documents: given.map(([id, { text }]) => (text === null ? { _id: id, _deleted: true } : parse(text))),
      since: String(given.at(-1)?.[1].sequence ?? since),
      pending: newer.length - given.length,
    };
  }

  async drop(database: string): Promise<void> {
    checkDatabaseName(database);
    this.#databases.delete(database);
  }

  #entries(database: string): ReadonlyMap<string, Entry> {
    return this.#databases.get(database)?.entries ?? new Map();
  }

  #read(database: string, id: string): StoredDocument | null {
    const text = this.#entries(database).get(id)?.text;
    return text === null || text === undefined ? null : parse(text);
  }

  #write(database: string, id: string, text: string | null): void {
    let into = this.#databases.get(database);
    if (!into) this.#databases.set(database, (into = { entries: new Map(), sequence: 0 }));
    into.sequence += 1;
    into.entries.set(id, { text, sequence: into.sequence });
  }
}

function parse(text: string): StoredDocument {
  return JSON.parse(text) as StoredDocument;
}
