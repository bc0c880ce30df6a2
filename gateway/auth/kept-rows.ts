/**
 * Rows of one kind in `local_<gateway>_access`: all in memory, where they count, and written behind. A store that is away
 * takes nothing from them; what it missed is written when it is back.
 */
import { localDatabase } from '../../shared/documents/database-names.ts';
import { AppError } from '../../shared/errors.ts';
import { prefixRange, type Store } from '../store/store.ts';

const RETRY_MS = 1_000;

export class KeptRows<R extends object> {
  readonly #store: Store;
  readonly #database: string;
  readonly #prefix: string;
  readonly #rows = new Map<string, R>();
  readonly #unsaved = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  #isClosed = false;

  private constructor({ store, gateway, kind }: { store: Store; gateway: string; kind: string }) {
    this.#store = store;
    this.#database = localDatabase(gateway, 'access');
    this.#prefix = `${kind}:`;
  }

  /** `kind` begins the ids of the documents. Rejects with STORE_UNREACHABLE. */
  static async open<R extends object>(parts: { store: Store; gateway: string; kind: string }): Promise<KeptRows<R>> {
    const kept = new KeptRows<R>(parts);
    for (const { _id, ...row } of await parts.store.range(kept.#database, prefixRange(kept.#prefix)))
      kept.#rows.set(_id.slice(kept.#prefix.length), row as R);
    return kept;
  }

  get(id: string): R | null {
    return this.#rows.get(id) ?? null;
  }

  entries(): MapIterator<[string, R]> {
    return this.#rows.entries();
  }

  get size(): number {
    return this.#rows.size;
  }

  /** `id` of [A-Za-z0-9:._-]. */
  set(id: string, row: R): void {
    this.#rows.set(id, row);
    this.#unsaved.add(id);
  }

  delete(id: string): void {
    if (this.#rows.delete(id)) this.#unsaved.add(id);
  }

  /** Resolves when all that was said before is kept, or the store is away: then that follows by itself. */
  flush(): Promise<void> {
    const done = this.#last.then(() => this.#write());
    this.#last = done.catch(() => {});
    return done;
  }

  /** A last attempt; afterwards nothing runs on. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.flush();
    if (this.#timer) clearTimeout(this.#timer);
  }

  async #write(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const ids = [...this.#unsaved];
    this.#unsaved.clear();
    const named = (id: string) => `${this.#prefix}${id}`;
    try {
      const there = ids.flatMap((id) => {
        const row = this.#rows.get(id);
        return row ? [{ ...row, _id: named(id) }] : [];
      });
      const gone = ids.filter((id) => !this.#rows.has(id)).map(named);
      if (there.length > 0) await this.#store.put(this.#database, there);
      if (gone.length > 0) await this.#store.remove(this.#database, gone);
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'STORE_UNREACHABLE')) throw error;
      for (const id of ids) this.#unsaved.add(id);
      if (this.#timer) clearTimeout(this.#timer);
      if (!this.#isClosed) this.#timer = setTimeout(() => void this.flush(), RETRY_MS).unref();
    }
  }
}
