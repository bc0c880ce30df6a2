/**
 * Months that were dropped, for ever: what would be written to one is refused in words, and a gateway that sends one again
 * is told so instead of filling it anew.
 */
import { localDatabase } from '../../shared/documents/database-names.ts';
import type { Store } from '../store/store.ts';

export class DroppedMonths {
  readonly #store: Store;
  readonly #database: string;
  readonly #names: Set<string>;

  private constructor(store: Store, database: string, names: Set<string>) {
    this.#store = store;
    this.#database = database;
    this.#names = names;
  }

  /** Rejects with STORE_UNREACHABLE. */
  static async open(store: Store, gateway: string): Promise<DroppedMonths> {
    const database = localDatabase(gateway, 'dropped');
    const stored = await store.range(database, { from: '!', to: '~' });
    return new DroppedMonths(store, database, new Set(stored.map(({ _id }) => _id)));
  }

  has(database: string): boolean {
    return this.#names.has(database);
  }

  get all(): string[] {
    return [...this.#names].sort();
  }

  /** Noted first: a month that is half gone after a power cut is dropped again, and never filled up. */
  async drop(database: string, at: number): Promise<void> {
    await this.#store.put(this.#database, [{ _id: database, at }]);
    this.#names.add(database);
    await this.#store.drop(database);
  }
}
