/** A collection of projection rows in a `local` database of one epoch; devices pull its changes. */
import { isDeepStrictEqual } from 'node:util';
import type { Changes, Range, Store, StoredDocument } from '../store/store.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';

/** Rows that were written lately are the ones that are changed next. */
const MOST_RECENT = 200;

export class LocalRows<R extends { id: string }> {
  readonly #store: Store;
  readonly #database: string;
  readonly #changed: () => void;
  /** As they are stored, oldest first: nobody else writes here. Rows are never changed in place. */
  readonly #recent = new Map<string, R>();
  #writes = 0;
  #writing = 0;

  /** `changed` is called after rows were written. */
  constructor(parts: { store: Store; gateway: string; collection: string; epoch: string; changed: () => void }) {
    this.#store = parts.store;
    this.#database = localDatabase(parts.gateway, `${parts.collection}_${parts.epoch}`);
    this.#changed = parts.changed;
  }

  /** What was read under an equal version is still all there is; null = rows are being written, nobody can say. */
  get version(): number | null {
    return this.#writing > 0 ? null : this.#writes;
  }

  async get(ids: readonly string[]): Promise<(R | null)[]> {
    const missing = ids.filter((id) => !this.#recent.has(id));
    const stored = missing.length === 0 ? [] : await this.#store.get(this.#database, missing);
    const read = new Map(missing.map((id, i) => [id, stored[i] ?? null]));
    return ids.map((id) => {
      const document = read.get(id);
      return this.#recent.get(id) ?? (document ? toRow<R>(document) : null);
    });
  }

  async put(rows: readonly R[]): Promise<void> {
    if (rows.length === 0) return;
    for (const { id } of rows) this.#recent.delete(id);
    this.#writing++;
    try {
      await this.#store.put(
        this.#database,
        rows.map(({ id, ...fields }) => ({ _id: id, ...fields })),
      );
      this.#remember(rows);
    } finally {
      // Also after a failure: an answer that was lost may have been a success, and then nothing is written the next time.
      this.#writing--;
      this.#writes++;
      this.#changed();
    }
  }

  /** For rows that nobody needs any more: devices let go of them by themselves. */
  async remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    for (const id of ids) this.#recent.delete(id);
    this.#writing++;
    try {
      await this.#store.remove(this.#database, ids);
    } finally {
      this.#writing--;
      this.#writes++;
    }
  }

  /** Leaves equal rows untouched, so that devices need not pull them again. */
  async putChanged(rows: readonly R[]): Promise<void> {
    const there = await this.get(rows.map(({ id }) => id));
    await this.put(rows.filter((row, i) => !isDeepStrictEqual(there[i], row)));
  }

  /** Rows after `since`, oldest change first. */
  async changes(since: string, limit: number): Promise<{ rows: R[]; since: string; pending: number }> {
    const changes: Changes = await this.#store.changes(this.#database, since, limit);
    const rows = changes.documents.filter((document) => !document._deleted).map((document) => toRow<R>(document));
    return { rows, since: changes.since, pending: changes.documents.length === 0 ? 0 : changes.pending };
  }

  /** A `since` after which only what is written from now on comes; at the latest, that is: some of before may come too. */
  async mark(): Promise<string> {
    const { since } = await this.#store.changes(this.#database, 'now', 1);
    return since === 'now' ? '0' : since;
  }

  /** Rows of a range of ids, in order of id. */
  async range(range: Range): Promise<R[]> {
    return (await this.#store.range(this.#database, range)).map((document) => toRow<R>(document));
  }

  #remember(rows: readonly R[]): void {
    for (const row of rows.slice(-MOST_RECENT)) {
      this.#recent.delete(row.id);
      this.#recent.set(row.id, row);
    }
    for (const id of this.#recent.keys()) {
      if (this.#recent.size <= MOST_RECENT) return;
      this.#recent.delete(id);
    }
  }
}

function toRow<R>({ _id, _deleted: _, ...fields }: StoredDocument & { _deleted?: boolean }): R {
  return { id: _id, ...fields } as R;
}
