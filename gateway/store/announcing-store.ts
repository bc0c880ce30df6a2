/**
 * Tells who listens that facts were written, and knows the names of all databases without asking. The gateway is its store's
 * only client: what it writes, and what replication brought and was announced, is all that is new.
 */
import type { Store, StoredDocument } from './store.ts';

export interface AnnouncingStore extends Store {
  /** Something else of this gateway wrote to the database. */
  announce(database: string): void;
}

/** `facts` = those that are new, as far as they are known here. */
export type Written = (database: string, facts: readonly StoredDocument[]) => void;

export function announcing(store: Store, written: Written): AnnouncingStore {
  let names: Promise<Set<string>> | null = null;
  /** Asked once, and again after a failure. */
  const known = (): Promise<Set<string>> =>
    (names ??= store
      .databases('')
      .then((all) => new Set(all))
      .catch((error: unknown) => {
        names = null;
        throw error;
      }));
  /** What is asked for at this moment may miss it: names that were not there yet are added when they are. */
  const there = (database: string): void => void names?.then((all) => all.add(database)).catch(() => {});
  return {
    databases: async (prefix) => [...(await known())].filter((name) => name.startsWith(prefix)).sort(),
    remove: (database, ids) => store.remove(database, ids),
    get: (database, ids) => store.get(database, ids),
    has: (database, ids) => store.has(database, ids),
    range: (database, range) => store.range(database, range),
    changes: (database, since, limit) => store.changes(database, since, limit),
    put: async (database, documents) => {
      await store.put(database, documents);
      there(database);
    },
    insert: async (database, documents) => {
      // An answer that was lost may have been a success.
      const outcomes = await store.insert(database, documents).catch((error: unknown) => {
        there(database);
        written(database, []);
        throw error;
      });
      there(database);
      const fresh = documents.filter((_, i) => outcomes[i] === 'inserted');
      if (fresh.length > 0) written(database, fresh);
      return outcomes;
    },
    drop: async (database) => {
      await store.drop(database);
      void names?.then((all) => all.delete(database)).catch(() => {});
    },
    announce: (database) => {
      there(database);
      written(database, []);
    },
  };
}
