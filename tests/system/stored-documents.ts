/** What a stopped gateway left in its store, in a form in which two gateways can be compared. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isBetterHour, type LineHour } from '../../shared/documents/line-hour.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { prefixRange, type Store, type StoredDocument } from '../../gateway/store/store.ts';

const now = () => Date.now();

async function withStore<T>(dataDir: string, work: (store: Store) => Promise<T>): Promise<T> {
  const embedded = await startEmbeddedStore({ directory: join(dataDir, 'store'), log: () => {}, now });
  try {
    return await work(embedded.store);
  } finally {
    await embedded.stop();
  }
}

async function all(store: Store, prefix: string): Promise<StoredDocument[]> {
  const documents: StoredDocument[] = [];
  for (const database of await store.databases(prefix))
    documents.push(...(await store.range(database, prefixRange(''))));
  return documents;
}

export interface Stored {
  /** Chunks by id, without what differs between gateways. */
  chunks: Map<string, unknown>;
  /** Best statement of each hour by its start, the body only. */
  hours: Map<number, unknown>;
  /** All ids of all replicating databases. */
  ids: string[];
}

export function storedDocuments(dataDir: string): Promise<Stored> {
  return withStore(dataDir, async (store) => {
    const series = await all(store, 'series_');
    const facts = await all(store, 'facts_');
    const best = new Map<number, LineHour>();
    for (const hour of facts.filter((fact) => fact.type === 'hour') as unknown as LineHour[]) {
      const other = best.get(hour.hourAt);
      if (!other || isBetterHour(hour, other)) best.set(hour.hourAt, hour);
    }
    const body = ({ _id, by, received, edition, ...rest }: LineHour) => rest;
    const chunk = ({ by: _by, received: _received, ...rest }: StoredDocument) => rest;
    return {
      chunks: new Map(series.map((document) => [document._id, chunk(document)])),
      hours: new Map([...best].sort(([a], [b]) => a - b).map(([hourAt, hour]) => [hourAt, body(hour)])),
      ids: [...series, ...facts].map(({ _id }) => _id),
    };
  });
}

/** Everything in every database, also what never leaves the gateway. */
export function allDocuments(dataDir: string): Promise<StoredDocument[]> {
  return withStore(dataDir, (store) => all(store, ''));
}

/** As after a disk that lost everything but the replicated facts. */
export async function forgetLocal(dataDir: string): Promise<void> {
  await withStore(dataDir, async (store) => {
    for (const database of await store.databases('local')) await store.drop(database);
  });
  for (const file of await readdir(join(dataDir, 'journal'))) await rm(join(dataDir, 'journal', file));
}
