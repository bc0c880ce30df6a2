/** A collection of projection rows in a `local` database of one epoch; devices pull its changes. */
import { isDeepStrictEqual } from 'node:util';
import type { Changes, Store, StoredDocument } from '../store/store.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';

export class LocalRows<R extends { id: string }> {
  readonly #store: Store;
  readonly #database: string;
  readonly #changed: () => void;

  /** `changed` is called after rows were written. */
  constructor(parts: { store: Store; gateway: string; collection: string; epoch: string; changed: () => void }) {
    this.#store = parts.store;
    this.#database = localDatabase(parts.gateway, `${parts.collection}_${parts.epoch}`);
    this.#changed = parts.changed;
  }

  async get(ids: readonly string[]): Promise<(R | null)[]> {
    return (await this.#store.get(this.#database, ids)).map((document) => (document ? toRow<R>(document) : null));
  }

  async put(rows: readonly R[]): Promise<void> {
    if (rows.length === 0) return;
    await this.#store.put(
      this.#database,
      rows.map(({ id, ...fields }) => ({ _id: id, ...fields })),
    );
    this.#changed();
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
}

function toRow<R>({ _id, _deleted: _, ...fields }: StoredDocument & { _deleted?: boolean }): R {
  return { id: _id, ...fields } as R;
}
