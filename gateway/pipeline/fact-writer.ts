/**
 * Writes facts in batches, in order, and does not give up: while the store is away they wait (and the sources behind
 * them), a document that the store already has as another is counted and kept aside. Never single puts.
 */
import { AppError } from '../../shared/errors.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import type { Turns } from './turns.ts';

const BATCH = 200;
/** More than this waiting = sources wait. */
const ROOM = 1_000;
const RETRY_MS = [100, 200, 500, 1_000, 2_000, 5_000];

interface Waiting {
  database: string;
  document: StoredDocument;
  written: () => void;
}

export class FactWriter {
  readonly #store: Store;
  readonly #gateway: string;
  readonly #log: (message: string) => void;
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  #waitingForRoom: (() => void)[] = [];
  /** Documents that were there already with other content. */
  faults = 0;
  /** Documents not yet in the store. */
  get waiting(): number {
    return this.#queue.length;
  }

  constructor(parts: { store: Store; gateway: string; log: (message: string) => void }) {
    this.#store = parts.store;
    this.#gateway = parts.gateway;
    this.#log = parts.log;
  }

  /** `written` is called when the document is durable, in order of `add`. */
  add(database: string, document: StoredDocument, written: () => void = () => {}): void {
    this.#queue.push({ database, document, written });
    this.#running ??= this.#run();
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    if (this.#queue.length > ROOM) await new Promise<void>((resolve) => this.#waitingForRoom.push(resolve));
  }

  /** Resolves when everything added so far is durable. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /**
   * `work` in a turn in which everything is durable. Waits outside of the turns: while the store is away rows go on being
   * taken, else a line that runs would look as if it stood.
   */
  async inDrainedTurn<T>(turns: Turns, work: () => Promise<T>): Promise<T> {
    for (;;) {
      await this.drained();
      const done = await turns.take(async () => (this.waiting > 0 ? null : { result: await work() }));
      if (done) return done.result;
    }
  }

  async #run(): Promise<void> {
    // Lets what arrives in the same turn of the loop travel together.
    await new Promise((resolve) => setImmediate(resolve));
    for (let failures = 0; this.#queue.length > 0;) {
      const { database } = this.#queue[0]!;
      let length = 1;
      while (length < BATCH && this.#queue[length]?.database === database) length++;
      const batch = this.#queue.slice(0, length);
      try {
        await this.#insert(database, batch);
        failures = 0;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'STORE_UNREACHABLE') throw error;
        if (failures === 0)
          this.#log(`The store is out of reach; ${this.#queue.length} documents wait. ${error.message}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]));
        continue;
      }
      this.#queue = this.#queue.slice(length);
      for (const { written } of batch) written();
      if (this.#queue.length <= ROOM) for (const resolve of this.#waitingForRoom.splice(0)) resolve();
    }
    this.#running = null;
  }

  async #insert(database: string, batch: readonly Waiting[]): Promise<void> {
    const outcomes = await this.#store.insert(
      database,
      batch.map(({ document }) => document),
    );
    const differing = batch.filter((_, i) => outcomes[i] === 'differs').map(({ document }) => document);
    if (differing.length === 0) return;
    this.#log(
      `${differing.length} documents of "${database}" are in the store with other content; the new ones are kept aside.`,
    );
    await this.#store.put(
      localDatabase(this.#gateway, 'faults'),
      differing.map((document) => ({ _id: `fault:${document._id}`, database, document })),
    );
    // Counted once they are kept: a put that fails is tried again with its batch.
    this.faults += differing.length;
  }
}
