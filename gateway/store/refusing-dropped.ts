/**
 * A store in which a month that was dropped stays dropped: what would be written to it (an old file that is read again, late
 * rows) is kept aside where people see it, and whoever wrote it goes on.
 */
import { localDatabase } from '../../shared/documents/database-names.ts';
import type { Store } from './store.ts';

export interface RefusingParts {
  gateway: string;
  isDropped: (database: string) => boolean;
  /** So many documents were kept aside. */
  refused: (database: string, documents: number) => void;
}

/** Answers such documents as if they were there: trying again would not help. */
export function refusingDropped(store: Store, { gateway, isDropped, refused }: RefusingParts): Store {
  return {
    databases: (prefix) => store.databases(prefix),
    get: (database, ids) => store.get(database, ids),
    has: (database, ids) => store.has(database, ids),
    range: (database, range) => store.range(database, range),
    changes: (database, since, limit) => store.changes(database, since, limit),
    put: (database, documents) => store.put(database, documents),
    remove: (database, ids) => store.remove(database, ids),
    drop: (database) => store.drop(database),
    insert: async (database, documents) => {
      if (!isDropped(database)) return store.insert(database, documents);
      const aside = documents.map((document) => ({ _id: `dropped:${document._id}`.slice(0, 200), database, document }));
      await store.put(localDatabase(gateway, 'faults'), aside);
      refused(database, documents.length);
      return documents.map(() => 'exists');
    },
  };
}
