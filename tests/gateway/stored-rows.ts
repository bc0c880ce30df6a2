/** What counts of a metric, in chunks and in memory, oldest first. */
import { samplesOf } from '../../gateway/pipeline/chunk-codec.ts';
import type { LinePipeline } from '../../gateway/pipeline/line-pipeline.ts';
import type { Store } from '../../gateway/store/store.ts';
import type { Chunk } from '../../shared/documents/chunk.ts';

/** `value` in steps of 0.1. */
export async function chunkRows(store: Store, pipeline: LinePipeline, metric: string) {
  const found: { at: number; scaled: number }[] = [...pipeline.openSamples(metric)];
  for (const database of await store.databases(`series_gw_${pipeline.line.id}_`))
    for (const chunk of (await store.range(database, { from: 'chunk:', to: 'chunk:~' })) as unknown as Chunk[])
      if (chunk.metric === metric && pipeline.isCurrent(chunk)) found.push(...samplesOf(chunk));
  return found.map(({ at, scaled }) => ({ at, value: scaled / 10 })).sort((a, b) => a.at - b.at);
}
