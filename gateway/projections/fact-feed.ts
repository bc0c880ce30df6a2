/**
 * Reads the facts of this gateway's databases in order of arrival and hands them on, from where it left off. Being woken
 * is only a hint: it also looks on start and every minute, so nothing depends on a notice that came or not.
 */
import { AppError } from '../../shared/errors.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';
import type { Store, StoredDocument } from '../store/store.ts';

const PAGE = 500;
const SWEEP_MS = 60_000;
const RETRY_MS = 1_000;

export interface FactFeedParts {
  store: Store;
  gateway: string;
  epoch: string;
  /** Databases that begin with this are read. */
  prefix: string;
  /** Must have stored what follows from the facts when it resolves; may get the same facts again. */
  handle: (facts: StoredDocument[]) => Promise<void>;
}

export class FactFeed {
  readonly #parts: FactFeedParts;
  readonly #since = new Map<string, string>();
  #awake = new Set<string>();
  #wakeUp: () => void = () => {};
  #sweepDue = true;

  constructor(parts: FactFeedParts) {
    this.#parts = parts;
  }

  /** There may be something new in `database`. */
  wake(database: string): void {
    if (!database.startsWith(this.#parts.prefix)) return;
    this.#awake.add(database);
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
    signal.addEventListener('abort', () => clearInterval(sweeps), { once: true });
    while (!signal.aborted) {
      const woken = [...this.#awake];
      this.#awake = new Set();
      try {
        const databases = this.#sweepDue ? await this.#parts.store.databases(this.#parts.prefix) : woken;
        this.#sweepDue = false;
        for (const database of databases) await this.#read(database, signal);
        if (first) ready();
        first = false;
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'STORE_UNREACHABLE') throw error;
        for (const database of woken) this.#awake.add(database);
        this.#sweepDue = true;
        await pause(RETRY_MS, signal, () => {});
        continue;
      }
      if (this.#awake.size === 0 && !this.#sweepDue) await pause(SWEEP_MS, signal, (wakeUp) => (this.#wakeUp = wakeUp));
    }
  }

  async #read(database: string, signal: AbortSignal): Promise<void> {
    const { store, gateway, epoch, handle } = this.#parts;
    const positions = localDatabase(gateway, `feeds_${epoch}`);
    const id = `since:${database}`;
    let since = this.#since.get(database) ?? String((await store.get(positions, [id]))[0]?.since ?? '0');
    while (!signal.aborted) {
      const changes = await store.changes(database, since, PAGE);
      if (changes.documents.length === 0) return;
      await handle(changes.documents);
      since = changes.since;
      await store.put(positions, [{ _id: id, since }]);
      this.#since.set(database, since);
      if (changes.pending === 0) return;
    }
  }
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
