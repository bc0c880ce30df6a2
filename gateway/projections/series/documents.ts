/**
 * Decoded documents of local databases, read through a bounded cache and written through it: a year is drawn from what
 * is decoded already. Documents that are not there are remembered as well.
 */
import type { Store, StoredDocument } from '../../store/store.ts';
import { DecodedCache } from './decoded-cache.ts';

/** Which document: where it is and what it is. */
export interface Place {
  database: string;
  id: string;
}

/** About what a key and its entry take. */
const ENTRY_BYTES = 200;

export class Documents<Value extends object, P extends Place> {
  readonly #store: Store;
  readonly #decode: (document: StoredDocument, place: P) => Value;
  readonly #encode: (value: Value, place: P) => StoredDocument;
  readonly #bytes: (value: Value) => number;
  readonly #cache: DecodedCache<Value | null>;
  /** Grows with every write: what was read before one must not be remembered after it. */
  #writes = 0;

  constructor(parts: {
    store: Store;
    decode: (document: StoredDocument, place: P) => Value;
    encode: (value: Value, place: P) => StoredDocument;
    bytes: (value: Value) => number;
    cacheBytes: number;
  }) {
    this.#store = parts.store;
    this.#decode = parts.decode;
    this.#encode = parts.encode;
    this.#bytes = parts.bytes;
    this.#cache = new DecodedCache(parts.cacheBytes);
  }

  /** In order of `places`; nobody may change what is answered. */
  async read(places: readonly P[]): Promise<(Value | null)[]> {
    const found = places.map(({ database, id }) => this.#cache.get(`${database} ${id}`));
    const missing = new Map<string, number[]>();
    found.forEach((value, i) => {
      const { database } = places[i]!;
      if (value === undefined) missing.set(database, [...(missing.get(database) ?? []), i]);
    });
    const writes = this.#writes;
    for (const [database, positions] of missing) {
      const documents = await this.#store.get(
        database,
        positions.map((i) => places[i]!.id),
      );
      positions.forEach((i, n) => {
        const document = documents[n];
        const value = document ? this.#decode(document, places[i]!) : null;
        found[i] = value;
        if (writes === this.#writes) this.#remember(places[i]!, value);
      });
    }
    return found.map((value) => value ?? null);
  }

  async write(entries: readonly { place: P; value: Value }[]): Promise<void> {
    for (const [database, some] of byDatabase(entries, ({ place }) => place)) {
      this.#writes++;
      // Not remembered until it is written: a write that fails leaves the old document.
      for (const { place } of some) this.#cache.delete(`${database} ${place.id}`);
      await this.#store.put(
        database,
        some.map(({ place, value }) => this.#encode(value, place)),
      );
      this.#writes++;
      for (const { place, value } of some) this.#remember(place, value);
    }
  }

  async remove(places: readonly P[]): Promise<void> {
    for (const [database, some] of byDatabase(places, (place) => place)) {
      this.#writes++;
      for (const { id } of some) this.#cache.delete(`${database} ${id}`);
      await this.#store.remove(
        database,
        some.map(({ id }) => id),
      );
      this.#writes++;
    }
  }

  #remember({ database, id }: P, value: Value | null): void {
    this.#cache.set(`${database} ${id}`, value, ENTRY_BYTES + (value ? this.#bytes(value) : 0));
  }
}

function byDatabase<T>(entries: readonly T[], placeOf: (entry: T) => Place): Map<string, T[]> {
  return Map.groupBy(entries, (entry) => placeOf(entry).database);
}
