/** What a gateway that was stopped has: its store and, restored from the journal, what is on its way there. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openIngest, type Ingest } from '../../gateway/lines/ingest.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { prefixRange, type Store } from '../../gateway/store/store.ts';
import { samplesOf } from '../../gateway/pipeline/chunk-codec.ts';
import type { Chunk } from '../../shared/documents/chunk.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { definedMetrics } from '../../shared/series/metric.ts';

const now = () => Date.now();

export async function withIngest<T>(
  dataDir: string,
  plant: PlantDefinition,
  work: (ingest: Ingest, store: Store) => Promise<T>,
): Promise<T> {
  const { id: gateway } = JSON.parse(await readFile(join(dataDir, 'gateway.json'), 'utf8')) as { id: string };
  const log = () => undefined;
  const embedded = await startEmbeddedStore({ directory: join(dataDir, 'store'), log, now });
  try {
    const { store } = embedded;
    const keepJournal = { ms: Infinity, bytes: Infinity };
    const ingest = await openIngest({ dataDir, gateway, plant, store, keepJournal, now, log });
    const result = await work(ingest, store);
    await ingest.close();
    return result;
  } finally {
    await embedded.stop();
  }
}

/** In order of time, by metric (`line1/r0`). */
export type StoredSamples = ReadonlyMap<string, readonly { at: number; scaled: number }[]>;

export function storedSamples(dataDir: string, plant: PlantDefinition): Promise<StoredSamples> {
  return withIngest(dataDir, plant, async (ingest, store) => {
    const chunks: Chunk[] = [];
    for (const database of await store.databases('series_'))
      chunks.push(...((await store.range(database, prefixRange('chunk:'))) as unknown as Chunk[]));
    const metrics = definedMetrics(plant).filter(({ kind }) => kind === 'sample');
    return new Map(
      metrics.map(({ id, line, metric }) => {
        const closed = chunks.filter((chunk) => chunk.line === line && chunk.metric === metric).flatMap(samplesOf);
        const all = [...closed, ...ingest.line(line)!.openSamples(metric)];
        return [id, all.sort((a, b) => a.at - b.at)] as const;
      }),
    );
  });
}
