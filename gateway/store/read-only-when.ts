/** A store that takes nothing while the disk is full: reads go on, and what room is left is for its own recovery. */
import { AppError } from '../../shared/errors.ts';
import type { Store } from './store.ts';

/** Writes fail with STORE_UNREACHABLE, which is tried again later, while `isFull`. */
export function readOnlyWhen(isFull: () => boolean, store: Store): Store {
  const room = (): void => {
    if (isFull()) throw new AppError('STORE_UNREACHABLE', 'The disk is full: the store takes nothing; make room.');
  };
  return {
    databases: (prefix) => store.databases(prefix),
    get: (database, ids) => store.get(database, ids),
    has: (database, ids) => store.has(database, ids),
    range: (database, range) => store.range(database, range),
    changes: (database, since, limit) => store.changes(database, since, limit),
    drop: (database) => store.drop(database),
    insert: async (database, documents) => {
      room();
      return store.insert(database, documents);
    },
    put: async (database, documents) => {
      room();
      return store.put(database, documents);
    },
    remove: async (database, ids) => {
      room();
      return store.remove(database, ids);
    },
  };
}
