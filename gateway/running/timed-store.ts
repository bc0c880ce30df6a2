/** A store that is listened to: how long it takes, and whether it answers at all. */
import { AppError } from '../../shared/errors.ts';
import type { StoreOperation } from '../health/metrics.ts';
import type { Store } from '../store/store.ts';

export interface StoreListener {
  answered: (operation: StoreOperation, seconds: number) => void;
  /** It did not answer, or not in time. What it refused is an answer too. */
  failed: (operation: StoreOperation) => void;
}

/** Errors pass as they are. `monotonic` in ms. */
export function timed(store: Store, listener: StoreListener, monotonic: () => number): Store {
  const listen = async <T>(operation: StoreOperation, ask: () => Promise<T>): Promise<T> => {
    const begun = monotonic();
    try {
      const answer = await ask();
      listener.answered(operation, (monotonic() - begun) / 1_000);
      return answer;
    } catch (error) {
      if (error instanceof AppError && error.code === 'STORE_UNREACHABLE') listener.failed(operation);
      throw error;
    }
  };
  return {
    databases: (prefix) => listen('read', () => store.databases(prefix)),
    get: (database, ids) => listen('read', () => store.get(database, ids)),
    has: (database, ids) => listen('read', () => store.has(database, ids)),
    range: (database, range) => listen('read', () => store.range(database, range)),
    changes: (database, since, limit) => listen('changes', () => store.changes(database, since, limit)),
    insert: (database, documents) => listen('insert', () => store.insert(database, documents)),
    put: (database, documents) => listen('put', () => store.put(database, documents)),
    remove: (database, ids) => listen('put', () => store.remove(database, ids)),
    drop: (database) => listen('drop', () => store.drop(database)),
  };
}
