/**
 * The chunks of a line as they lie in the store, whoever wrote them: this gateway, and those whose place it took. The same
 * id in two databases is one chunk: the copy that was received first counts, then the database that comes first by name.
 */
import type { Chunk } from '../../shared/documents/chunk.ts';
import { lineDatabases } from '../store/line-databases.ts';
import { prefixRange, type Store } from '../store/store.ts';

const PAGE = 100;
const ALWAYS = { from: -Infinity, to: Infinity };

/** Those whose id begins with `prefix` and that lie in months of `window`: month by month, in order of id. */
export async function* lineChunks(
  store: Store,
  line: string,
  prefix: string,
  window: { from: number; to: number } = ALWAYS,
): AsyncGenerator<Chunk> {
  const databases = await lineDatabases(store, 'series', line, window);
  const months = Map.groupBy(databases, (name) => name.slice(-7));
  for (const [, writers] of [...months].sort(([a], [b]) => (a < b ? -1 : 1))) yield* merged(store, writers, prefix);
}

/** The last ones by id of the month that `at` lies in, the very last first, at most `limit`. */
export async function lastChunks(
  store: Store,
  line: string,
  prefix: string,
  { at, limit }: { at: number; limit: number },
): Promise<Chunk[]> {
  const found: Chunk[] = [];
  const range = { ...prefixRange(prefix), descending: true, limit };
  for (const database of await lineDatabases(store, 'series', line, { from: at, to: at + 1 }))
    found.push(...((await store.range(database, range)) as unknown as Chunk[]));
  found.sort((a, b) => (a._id === b._id ? a.received - b.received : a._id < b._id ? 1 : -1));
  return found.filter((chunk, i) => chunk._id !== found[i - 1]?._id).slice(0, limit);
}

/** The chunks of a database whose id begins with `prefix`, in order of id, a page in memory at a time. */
export async function* pages(store: Store, database: string, prefix: string): AsyncGenerator<Chunk> {
  const range = prefixRange(prefix);
  for (let from = range.from; ;) {
    const page = (await store.range(database, { ...range, from, limit: PAGE })) as unknown as Chunk[];
    yield* page;
    if (page.length < PAGE) return;
    // `!` sorts below every character that ids may have.
    from = `${page.at(-1)!._id}!`;
  }
}

/** Databases of one month, sorted, read side by side. */
async function* merged(store: Store, databases: readonly string[], prefix: string): AsyncGenerator<Chunk> {
  const readers = databases.map((database) => pages(store, database, prefix));
  const next = async (reader: AsyncGenerator<Chunk>) => (await reader.next()).value as Chunk | undefined;
  const heads = await Promise.all(readers.map(next));
  for (;;) {
    const first = heads.reduce((least, head) => (head && (!least || head._id < least._id) ? head : least), undefined);
    if (!first) return;
    const copies = heads.filter((head) => head?._id === first._id) as Chunk[];
    yield copies.reduce((best, copy) => (copy.received < best.received ? copy : best));
    for (const [i, head] of heads.entries()) if (head?._id === first._id) heads[i] = await next(readers[i]!);
  }
}
