/**
 * How much the plant holds of each gateway, by database. Counted when rows come, kept behind in `local`, and counted anew
 * from what is stored where nothing was kept: a plant that was restored, or is older than the count.
 */
import { databaseName } from '../../../shared/documents/database-names.ts';
import { AppError } from '../../../shared/errors.ts';
import { KeptRows } from '../../auth/kept-rows.ts';
import type { Store, StoredDocument } from '../../store/store.ts';

const KEEP_MS = 1_000;
/** Documents of a page when counting anew: chunks can be large. */
const PAGE = 100;

interface Held {
  bytes: number;
}

export class ReceivedBytes {
  readonly #store: Store;
  readonly #plant: string;
  readonly #held: KeptRows<Held>;
  readonly #ofGateways = new Map<string, { bytes: number; databases: number }>();
  #keeping: NodeJS.Timeout | null = null;

  private constructor(parts: { store: Store; plant: string; held: KeptRows<Held> }) {
    this.#store = parts.store;
    this.#plant = parts.plant;
    this.#held = parts.held;
    for (const [database, { bytes }] of parts.held.entries()) this.#sum(database, { bytes, databases: 1 });
  }

  /** Rejects with STORE_UNREACHABLE. */
  static async open({ store, plant }: { store: Store; plant: string }): Promise<ReceivedBytes> {
    const held = await KeptRows.open<Held>({ store, gateway: plant, kind: 'received' });
    return new ReceivedBytes({ store, plant, held });
  }

  of(gateway: string): { bytes: number; databases: number } {
    return this.#ofGateways.get(gateway) ?? { bytes: 0, databases: 0 };
  }

  /** Bytes of one database. */
  in(database: string): number {
    return this.#held.get(database)?.bytes ?? 0;
  }

  has(database: string): boolean {
    return this.#held.get(database) !== null;
  }

  /** 0 bytes: something was asked to be put there. */
  add(database: string, bytes: number): void {
    const before = this.#held.get(database);
    if (before && bytes === 0) return;
    this.#held.set(database, { bytes: (before?.bytes ?? 0) + bytes });
    this.#sum(database, { bytes, databases: before ? 0 : 1 });
    this.#keepSoon();
  }

  /** Months that were dropped count no longer. `names` = of all databases that there are; `before` = `filled()` before they were asked for. */
  forgetDropped(before: readonly string[], names: readonly string[]): void {
    const there = new Set(names);
    for (const database of before) if (!there.has(database)) this.#set(database, null);
  }

  /** Databases into which something was put. */
  filled(): string[] {
    return [...this.#held.entries()].filter(([, { bytes }]) => bytes > 0).map(([database]) => database);
  }

  /** Reads the databases of other gateways of which nothing was kept; ends early when `signal` aborts. */
  async countUnknown(signal: AbortSignal): Promise<void> {
    for (const database of await this.#store.databases('')) {
      const name = databaseName(database);
      if (!name || name.gateway === this.#plant || this.has(database)) continue;
      let bytes = 0;
      for (let since = '0', pending = 1; pending > 0 && !signal.aborted;) {
        const changes = await this.#store.changes(database, since, PAGE);
        for (const document of changes.documents) bytes += bytesOf(document);
        ({ since } = changes);
        pending = changes.documents.length === 0 ? 0 : changes.pending;
      }
      if (signal.aborted) return;
      // What came meanwhile was among what was read.
      this.#set(database, bytes);
    }
  }

  /** What was counted so far is kept, or the store is away. */
  async close(): Promise<void> {
    if (this.#keeping) clearTimeout(this.#keeping);
    await this.#held.close();
  }

  #set(database: string, bytes: number | null): void {
    const before = this.#held.get(database);
    if (bytes === null) this.#held.delete(database);
    else this.#held.set(database, { bytes });
    const databases = (bytes === null ? 0 : 1) - (before ? 1 : 0);
    this.#sum(database, { bytes: (bytes ?? 0) - (before?.bytes ?? 0), databases });
    this.#keepSoon();
  }

  #sum(database: string, more: { bytes: number; databases: number }): void {
    const gateway = databaseName(database)?.gateway ?? '';
    const { bytes, databases } = this.of(gateway);
    this.#ofGateways.set(gateway, { bytes: bytes + more.bytes, databases: databases + more.databases });
  }

  #keepSoon(): void {
    this.#keeping ??= setTimeout(() => {
      this.#keeping = null;
      void this.#held.flush();
    }, KEEP_MS).unref();
  }
}

/** Of a document's JSON text, as it is stored. */
export function bytesOf(document: StoredDocument | Record<string, unknown>): number {
  return Buffer.byteLength(JSON.stringify(document));
}

/** For what runs beside: a store that is away is no fault. */
export function isAway(error: unknown): boolean {
  return error instanceof AppError && error.code === 'STORE_UNREACHABLE';
}
