/**
 * Pulled rows in memory, as they are on the device: read once, when somebody first needs them, and from then on followed row
 * by row. A query would read all of them again with each change. A row that does not change stays the same object.
 */
import type { RxCollection } from 'rxdb/plugins/core';
import { Subject, type Subscription } from 'rxjs';
import type { StoredRow } from './collections.ts';

export class RowsHere<Stored extends StoredRow<unknown>> {
  /** By id. */
  readonly rows = new Map<string, Stored['row']>();
  /** Some are others than before; first when they are read. */
  readonly changed$ = new Subject<void>();
  /** They are read. */
  isHere = false;
  readonly #collection: RxCollection<Stored>;
  #following: Subscription | null = null;
  #reading: Promise<void> | null = null;

  constructor(collection: RxCollection<Stored>) {
    this.#collection = collection;
  }

  /** Resolves when they are here; rejects when the device cannot read them, and can be asked again. */
  read(): Promise<void> {
    this.#reading ??= this.#read().catch((error: unknown) => {
      this.close();
      throw error;
    });
    return this.#reading;
  }

  close(): void {
    this.#following?.unsubscribe();
    this.#reading = null;
  }

  async #read(): Promise<void> {
    let meanwhile: Change<Stored>[] | null = [];
    this.#following = this.#collection.eventBulks$.subscribe(({ events }) => {
      if (meanwhile) meanwhile.push(...(events as Change<Stored>[]));
      else this.#take(events);
    });
    for (const stored of await this.#collection.find().exec())
      this.rows.set(stored.id, stored.toJSON().row as Stored['row']);
    this.isHere = true;
    this.#take(meanwhile);
    meanwhile = null;
  }

  #take(events: readonly Change<Stored>[]): void {
    for (const { operation, documentId, documentData } of events) {
      if (operation === 'DELETE') this.rows.delete(documentId);
      else this.rows.set(documentId, documentData.row);
    }
    this.changed$.next();
  }
}

interface Change<Stored extends StoredRow<unknown>> {
  operation: 'INSERT' | 'UPDATE' | 'DELETE';
  documentId: string;
  documentData: Pick<Stored, 'row'>;
}
