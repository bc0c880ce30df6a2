/** Which databases a backup holds, and what becomes of their names when another gateway goes on with them. */
import { databaseName, localDatabase } from '../../shared/documents/database-names.ts';
import type { Store, StoredDocument } from '../store/store.ts';

/** Of what never replicates: the rest is rebuilt from facts, or of no use to another gateway. */
const KEPT_LOCAL = ['positions', 'access', 'faults', 'dropped', 'meta'];
const PAGE = 200;

export interface Page {
  database: string;
  documents: StoredDocument[];
}

/**
 * All that is to be kept of a store that goes on being written, a page at a time. Positions come first, so whatever is added
 * while facts are read lies behind them; and of positions first what says from where the journal is needed: what is read
 * later can only know more.
 */
export async function* keptPages(store: Store, gateway: string): AsyncGenerator<Page> {
  const positions = localDatabase(gateway, 'positions');
  for (const prefix of ['progress:', 'open:', 'file:']) yield* pagesOf(store, positions, prefix);
  const isOrdered = ({ _id }: StoredDocument) => /^(progress|open|file):/.test(_id);
  for await (const { documents } of pagesOf(store, positions, ''))
    yield { database: positions, documents: documents.filter((document) => !isOrdered(document)) };
  for (const name of KEPT_LOCAL) {
    const database = localDatabase(gateway, name);
    if (database === positions) continue;
    for await (const { documents } of pagesOf(store, database, ''))
      yield { database, documents: documents.filter(({ _id }) => name !== 'meta' || _id === 'former') };
  }
  for (const database of await store.databases('')) if (databaseName(database)) yield* pagesOf(store, database, '');
}

/** The name in the store of the gateway that goes on: replicating databases keep theirs, they are read-only from now on. */
export function nameAfter(database: string, before: string, after: string): string {
  const own = localDatabase(before, '');
  return database.startsWith(own) ? localDatabase(after, database.slice(own.length)) : database;
}

async function* pagesOf(store: Store, database: string, prefix: string): AsyncGenerator<Page> {
  for (let from = prefix; ;) {
    const documents = await store.range(database, { from, to: `${prefix}~`, limit: PAGE });
    if (documents.length > 0) yield { database, documents };
    if (documents.length < PAGE) return;
    // `!` sorts below every character that ids may have.
    from = `${documents.at(-1)!._id}!`;
  }
}
