/** Tells who listens that facts were written. The gateway is its store's only client, so what it writes is all that is new. */
import type { Store } from './store/store.ts';

export function announcing(store: Store, inserted: (database: string) => void): Store {
  return {
    databases: (prefix) => store.databases(prefix),
    put: (database, documents) => store.put(database, documents),
    remove: (database, ids) => store.remove(database, ids),
    get: (database, ids) => store.get(database, ids),
    range: (database, range) => store.range(database, range),
    changes: (database, since, limit) => store.changes(database, since, limit),
    drop: (database) => store.drop(database),
    insert: async (database, documents) => {
      const outcomes = await store.insert(database, documents);
      inserted(database);
      return outcomes;
    },
  };
}
