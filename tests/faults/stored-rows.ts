/** Every row of the chunks that a stopped gateway left, by file and position. */
import { join } from 'node:path';
import type { Chunk } from '../../shared/documents/chunk.ts';
import { cyclesOf, samplesOf } from '../../gateway/pipeline/chunk-codec.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { prefixRange, type Store } from '../../gateway/store/store.ts';

export async function withStore<T>(dataDir: string, work: (store: Store) => Promise<T>): Promise<T> {
  const log = (): void => undefined;
  const embedded = await startEmbeddedStore({ directory: join(dataDir, 'store'), log, now: Date.now });
  try {
    return await work(embedded.store);
  } finally {
    await embedded.stop();
  }
}

export async function chunksOf(store: Store, prefix: string): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for (const database of await store.databases('series_'))
    chunks.push(...((await store.range(database, prefixRange(prefix))) as unknown as Chunk[]));
  return chunks;
}

/** `<file key>.<generation>:<position>` of each row, rejected ones included. */
export function rowsIn(chunks: readonly Chunk[]): string[] {
  return chunks.flatMap((chunk) => {
    const rows = chunk.metric === 'cycles' ? cyclesOf(chunk) : samplesOf(chunk);
    return [...rows, ...chunk.rejected].map(({ offset }) => `${chunk.fileKey}.${chunk.generation}:${offset}`);
  });
}
