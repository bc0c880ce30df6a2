/**
 * Last write wins, on a store that asks for the revision it replaces. The gateway is the only client, so the revisions
 * that it saw are remembered, and the calls for one database run one after the other: the later call wins.
 */
import { AppError } from '../../shared/errors.ts';
import { inBatches } from './batches.ts';
import type { CouchDatabase } from './couch-database.ts';

/** What a document shall be: its JSON text (an object with at least `_id`), or nothing. */
export interface Wanted {
  id: string;
  text: string;
  removed: boolean;
}

/** A conflict means a forgotten revision (after a restart, a lost answer); fetching it settles that at once. */
const ATTEMPTS = 4;

export class LocalWriter {
  readonly #database: CouchDatabase;
  readonly #revisions = new Map<string, string>();
  #last: Promise<void> = Promise.resolve();

  constructor(database: CouchDatabase) {
    this.#database = database;
  }

  write(wanted: readonly Wanted[]): Promise<void> {
    const done = this.#last.then(() => this.#writeAll(wanted));
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The database was dropped: whatever comes next begins anew. */
  forget(): void {
    this.#revisions.clear();
  }

  async #writeAll(wanted: readonly Wanted[]): Promise<void> {
    const latest = new Map(wanted.map((each) => [each.id, each]));
    for (const batch of inBatches(latest.values())) {
      let open = batch;
      for (let attempt = 0; open.length > 0; attempt += 1) {
        if (attempt === ATTEMPTS) throw lasting(this.#database.name, open);
        // A document to write is first taken for new; one to remove needs its revision, or is not there at all.
        await this.#learn(attempt > 0 ? open : open.filter(({ id, removed }) => removed && !this.#revisions.has(id)));
        open = await this.#attempt(open.filter(({ id, removed }) => !removed || this.#revisions.has(id)));
      }
    }
  }

  /** Answers what met a conflict. */
  async #attempt(batch: Wanted[]): Promise<Wanted[]> {
    if (batch.length === 0) return [];
    const rows = await this.#database.write(batch.map((each) => this.#text(each)));
    return batch.filter(({ id, removed }, index) => {
      const row = rows[index];
      if (row?.ok) {
        if (removed) this.#revisions.delete(id);
        else this.#revisions.set(id, row.rev);
        return false;
      }
      if (row?.error === 'conflict') return true;
      throw new AppError('STORE_REFUSED', `the store refused "${id}" in "${this.#database.name}": ${row?.reason}`);
    });
  }

  async #learn(wanted: readonly Wanted[]): Promise<void> {
    if (wanted.length === 0) return;
    const ids = wanted.map(({ id }) => id);
    const rows = await this.#database.readByIds(ids, false);
    ids.forEach((id, index) => {
      const value = rows[index]?.value;
      if (value && !value.deleted) this.#revisions.set(id, value.rev);
      else this.#revisions.delete(id);
    });
  }

  #text({ id, text, removed }: Wanted): string {
    const revision = this.#revisions.get(id);
    if (removed) return JSON.stringify({ _id: id, _rev: revision, _deleted: true });
    return revision === undefined ? text : `{"_rev":${JSON.stringify(revision)},${text.slice(1)}`;
  }
}

function lasting(database: string, open: readonly Wanted[]): AppError {
  const message = `"${open[0]?.id}" in "${database}" keeps conflicting; something else writes there, stop it`;
  return new AppError('STORE_REFUSED', message);
}
