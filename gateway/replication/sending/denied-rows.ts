/** Rows that the plant will not take, on record until they are resent and taken: their month is held meanwhile. */
import { createHash } from 'node:crypto';
import type { DeniedRow } from '../../../shared/replication/protocol.ts';
import { prefixRange, type Store, type StoredDocument } from '../../store/store.ts';

/** Shown; all are on record. */
const NEWEST = 200;
const PAGE = 1_000;

export class DeniedRows {
  readonly #store: Store;
  readonly #database: string;
  readonly #counts = new Map<string, number>();
  #newest: DeniedRow[] = [];
  /** Two copies may deny at once. */
  #last: Promise<unknown> = Promise.resolve();

  /** `database` = a `local` one. */
  constructor(store: Store, database: string) {
    this.#store = store;
    this.#database = database;
  }

  async load(): Promise<void> {
    const { from, to } = prefixRange('denied:');
    for (let at = from; ;) {
      const page = await this.#store.range(this.#database, { from: at, to, limit: PAGE });
      for (const document of page) this.#show(rowOf(document));
      if (page.length < PAGE) return;
      at = `${page.at(-1)!._id}:`;
    }
  }

  count(database: string): number {
    return this.#counts.get(database) ?? 0;
  }

  /** Newest first, at most 200. */
  newest(): DeniedRow[] {
    return this.#newest;
  }

  /** Resolves when they are on record. A row that is denied again has the later reason. */
  add(rows: readonly DeniedRow[]): Promise<void> {
    return this.#inTurn(async () => {
      const there = await this.#there(rows);
      await this.#store.put(
        this.#database,
        rows.map((row) => ({ _id: keyOf(row), ...row })),
      );
      for (const row of rows) {
        if (there.has(keyOf(row))) this.#hide(row);
        this.#show(row);
      }
    });
  }

  remove(rows: readonly Pick<DeniedRow, 'database' | 'id'>[]): Promise<void> {
    return this.#inTurn(async () => {
      const there = await this.#there(rows);
      await this.#store.remove(this.#database, [...there]);
      for (const row of rows) if (there.has(keyOf(row))) this.#hide(row);
    });
  }

  async #there(rows: readonly Pick<DeniedRow, 'database' | 'id'>[]): Promise<Set<string>> {
    const found = await this.#store.get(this.#database, rows.map(keyOf));
    return new Set(found.flatMap((document) => (document ? [document._id] : [])));
  }

  #show(row: DeniedRow): void {
    this.#counts.set(row.database, this.count(row.database) + 1);
    this.#newest.push(row);
    this.#newest.sort((one, other) => other.at - one.at);
    this.#newest.length = Math.min(this.#newest.length, NEWEST);
  }

  #hide({ database, id }: Pick<DeniedRow, 'database' | 'id'>): void {
    this.#counts.set(database, this.count(database) - 1);
    this.#newest = this.#newest.filter((row) => row.database !== database || row.id !== id);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** Ids of rows can be as long as ids may be. */
function keyOf({ database, id }: Pick<DeniedRow, 'database' | 'id'>): string {
  return `denied:${database}:${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}

function rowOf({ database, id, reason, at }: StoredDocument): DeniedRow {
  return { database, id, reason, at } as DeniedRow;
}
