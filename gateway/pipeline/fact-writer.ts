/**
 * Writes facts in batches, in order, and does not give up: while the store is away they wait, the many on disk, so that no
 * source has to. A document that the store already has as another is counted and kept aside. Never single puts.
 */
import { AppError } from '../../shared/errors.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { formerFacts, type Formerly } from './former-facts.ts';
import type { Overflow } from './overflow.ts';
import type { Turns } from './turns.ts';

const BATCH = 200;
/** More than this waiting for a store that answers = sources wait; for one that is away, the rest goes to disk. */
const ROOM = 1_000;
const TRIES_OUTSIDE = 2;
const RETRY_MS = [100, 200, 500, 1_000, 2_000, 5_000];

export interface Waiting {
  database: string;
  document: StoredDocument;
}

export class FactWriter {
  readonly #store: Store;
  readonly #gateway: string;
  readonly #log: (message: string) => void;
  readonly #formerly: Formerly;
  /** null = there is no place for it: sources wait instead. */
  readonly #overflow: Overflow<Waiting> | null;
  #queue: Waiting[] = [];
  #running: Promise<void> | null = null;
  #waitingForRoom: (() => void)[] = [];
  #isAway = false;
  #added = 0;
  #written = 0;
  #waitingForWrite: { ticket: number; resolve: () => void }[] = [];
  /** Documents that were there already with other content. */
  faults = 0;

  constructor(parts: {
    store: Store;
    gateway: string;
    log: (message: string) => void;
    overflow?: Overflow<Waiting>;
    /** Whose facts of a line are not written once more. */
    formerly?: Formerly;
  }) {
    this.#store = parts.store;
    this.#formerly = parts.formerly ?? (() => []);
    this.#gateway = parts.gateway;
    this.#log = parts.log;
    this.#overflow = parts.overflow ?? null;
  }

  /** Documents not yet in the store. */
  get waiting(): number {
    return this.#queue.length + (this.#overflow?.length ?? 0);
  }

  /** Answers the document's ticket: its number in order of writing. */
  add(database: string, document: StoredDocument): number {
    const waiting = { database, document };
    if (this.#overflow && this.#overflows) this.#overflow.push(waiting);
    else this.#queue.push(waiting);
    this.#running ??= this.#run();
    return ++this.#added;
  }

  isDurable(ticket: number): boolean {
    return this.#written >= ticket;
  }

  /** Resolves when there is room for more. */
  async room(): Promise<void> {
    if (this.#overflow && this.#overflows) return this.#overflow.room();
    if (this.#queue.length <= ROOM) return;
    // The store may turn out to be away while we wait.
    await new Promise<void>((resolve) => this.#waitingForRoom.push(resolve));
  }

  /** Order is kept: what comes after something on disk goes there too. */
  get #overflows(): boolean {
    return (this.#overflow?.length ?? 0) > 0 || (this.#isAway && this.#queue.length > ROOM);
  }

  /** Resolves when everything added so far is durable. */
  async drained(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /**
   * `work` in a turn in which all documents up to `ticket` are durable; the turns' owner tells it anew in each turn. Waits
   * outside of the turns: while the store is away rows go on being taken, else a line that runs would look as if it stood.
   * A store that answers is waited for inside in the end, so that a stream of rows cannot put the work off for ever.
   */
  async inDurableTurn<T>(turns: Turns, ticket: () => number, work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      await this.#durable(ticket());
      const done = await turns.take(async () => {
        if (this.#written < ticket()) {
          if (tries < TRIES_OUTSIDE || this.#isAway) return null;
          await this.#durable(ticket());
        }
        return { result: await work() };
      });
      if (done) return done.result;
    }
  }

  async #durable(ticket: number): Promise<void> {
    if (this.#written >= ticket) return;
    await new Promise<void>((resolve) => this.#waitingForWrite.push({ ticket, resolve }));
  }

  async #run(): Promise<void> {
    // Lets what arrives in the same turn of the loop travel together.
    await new Promise((resolve) => setImmediate(resolve));
    for (let failures = 0; this.waiting > 0;) {
      if (this.#queue.length === 0) {
        const older = await this.#overflow!.take();
        // What was added meanwhile, when the last of the others had left the disk, comes after them.
        this.#queue = older.concat(this.#queue);
        continue;
      }
      const { database } = this.#queue[0]!;
      let length = 1;
      while (length < BATCH && this.#queue[length]?.database === database) length++;
      const batch = this.#queue.slice(0, length);
      try {
        await this.#insert(database, batch);
        failures = 0;
        this.#isAway = false;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'STORE_UNREACHABLE') throw error;
        this.#isAway = true;
        if (this.#overflow) this.#letIn();
        if (failures === 0) this.#log(`The store is out of reach; ${this.waiting} documents wait. ${error.message}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS[Math.min(failures++, RETRY_MS.length - 1)]));
        continue;
      }
      this.#queue = this.#queue.slice(length);
      this.#written += length;
      this.#waitingForWrite = this.#waitingForWrite.filter(({ ticket, resolve }) => {
        if (ticket > this.#written) return true;
        resolve();
        return false;
      });
      if (this.#queue.length <= ROOM) this.#letIn();
    }
    this.#running = null;
  }

  #letIn(): void {
    for (const resolve of this.#waitingForRoom.splice(0)) resolve();
  }

  async #insert(database: string, batch: readonly Waiting[]): Promise<void> {
    const former = await formerFacts(
      { store: this.#store, formerly: this.#formerly },
      database,
      batch.map(({ document }) => document),
    );
    const fresh = batch.filter((_, i) => former[i] === null).map(({ document }) => document);
    const inserted = fresh.length > 0 ? (await this.#store.insert(database, fresh)).values() : [].values();
    const outcomes = former.map((outcome) => outcome ?? inserted.next().value);
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
