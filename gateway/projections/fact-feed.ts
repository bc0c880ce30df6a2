/**
 * Reads the facts of this gateway's databases in order of arrival and hands them on, from where it left off. Being woken
 * is only a hint: it also looks on start and every minute, so nothing depends on a notice that came or not. Databases in
 * which nothing happens are looked at less and less often, half an hour at most.
 */
import { AppError } from '../../shared/errors.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { QuietDatabases } from './quiet-databases.ts';

const PAGE = 500;
const SWEEP_MS = 60_000;
const RETRY_MS = 1_000;
/** What was handed on at once is read once more to move the place; what comes within this time is read together. */
const CONFIRM_MS = 250;
/** What people enter. A batch of an import comes in order. */
const MOST_AT_ONCE = 50;

export interface FactFeedParts {
  store: Store;
  gateway: string;
  epoch: string;
  /** Databases that begin with this are read. */
  prefix: string;
  /** Must have stored what follows from the facts when it resolves; may get the same facts again. */
  handle: (facts: StoredDocument[]) => Promise<void>;
  /** Facts that are told with `wake` are handed on before they are read, and therefore twice. */
  atOnce?: boolean;
}

export class FactFeed {
  readonly #parts: FactFeedParts;
  readonly #since = new Map<string, string>();
  readonly #quiet = new QuietDatabases();
  /** To be read, those that were woken before those that are only looked at. */
  #awake = new Set<string>();
  #due = new Set<string>();
  #told: StoredDocument[] = [];
  #confirming: NodeJS.Timeout | null = null;
  readonly #unconfirmed = new Set<string>();
  #wakeUp: () => void = () => {};
  #sweepDue = true;

  constructor(parts: FactFeedParts) {
    this.#parts = parts;
  }

  /** There is something new in `database`: `facts`, as far as they are known. */
  wake(database: string, facts: readonly StoredDocument[] = []): void {
    if (!database.startsWith(this.#parts.prefix)) return;
    if (this.#parts.atOnce && facts.length > 0 && facts.length + this.#told.length <= MOST_AT_ONCE) {
      this.#told.push(...facts);
      this.#unconfirmed.add(database);
      this.#confirming ??= setTimeout(() => this.#confirm(), CONFIRM_MS);
    } else {
      this.#awake.add(database);
    }
    this.#wakeUp();
  }

  /** Runs until `signal` aborts. `ready` is called when everything that was there at the start is handled. */
  async run(signal: AbortSignal, ready: () => void): Promise<void> {
    let first = true;
    // By a timer of its own: it must come also when there is always something new.
    const sweeps = setInterval(() => {
      this.#sweepDue = true;
      this.#wakeUp();
    }, SWEEP_MS);
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(sweeps);
        if (this.#confirming) clearTimeout(this.#confirming);
      },
      { once: true },
    );
    while (!signal.aborted) {
      let database: string | undefined;
      try {
        if (this.#sweepDue) await this.#beginSweep();
        await this.#handTold();
        database = this.#next();
        if (database !== undefined) await this.#read(database, signal);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'STORE_UNREACHABLE') throw error;
        if (database !== undefined) this.#awake.add(database);
        await pause(RETRY_MS, signal, () => {});
        continue;
      }
      if (first && this.#due.size === 0) {
        ready();
        first = false;
      }
      if (this.#isIdle) await pause(SWEEP_MS, signal, (wakeUp) => (this.#wakeUp = wakeUp));
    }
  }

  get #isIdle(): boolean {
    return this.#awake.size + this.#due.size + this.#told.length === 0 && !this.#sweepDue;
  }

  async #beginSweep(): Promise<void> {
    const { store, prefix } = this.#parts;
    const due = this.#quiet.due(await store.databases(prefix));
    await this.#remember(due.filter((database) => !this.#since.has(database)));
    this.#due = new Set(due);
    this.#sweepDue = false;
  }

  /** Where it left off, of many in one request. */
  async #remember(databases: readonly string[]): Promise<void> {
    if (databases.length === 0) return;
    const places = await this.#parts.store.get(this.#positions, databases.map(placeId));
    databases.forEach((database, i) => this.#since.set(database, String(places[i]?.since ?? '0')));
  }

  get #positions(): string {
    return localDatabase(this.#parts.gateway, `feeds_${this.#parts.epoch}`);
  }

  #next(): string | undefined {
    for (const waiting of [this.#awake, this.#due]) {
      const [database] = waiting;
      if (database === undefined) continue;
      this.#awake.delete(database);
      this.#due.delete(database);
      return database;
    }
    return undefined;
  }

  /** A failure loses nothing: their databases are read anyway. */
  async #handTold(): Promise<void> {
    if (this.#told.length === 0) return;
    const facts = this.#told;
    this.#told = [];
    await this.#parts.handle(facts);
  }

  #confirm(): void {
    this.#confirming = null;
    for (const database of this.#unconfirmed) this.#awake.add(database);
    this.#unconfirmed.clear();
    this.#wakeUp();
  }

  async #read(database: string, signal: AbortSignal): Promise<void> {
    const { store, handle } = this.#parts;
    if (!this.#since.has(database)) await this.#remember([database]);
    let since = this.#since.get(database)!;
    while (!signal.aborted) {
      const changes = await store.changes(database, since, PAGE);
      this.#quiet.looked(database, changes.documents.length === 0);
      if (changes.documents.length === 0) return;
      await handle(changes.documents);
      since = changes.since;
      await store.put(this.#positions, [{ _id: placeId(database), since }]);
      this.#since.set(database, since);
      if (changes.pending === 0) return;
      await this.#handTold();
    }
  }
}

function placeId(database: string): string {
  return `since:${database}`;
}

/** Waits; ends early when `signal` aborts or the given function is called. */
function pause(ms: number, signal: AbortSignal, early: (wakeUp: () => void) => void): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    early(done);
  });
}
