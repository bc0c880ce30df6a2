/**
 * A process that fills a data directory: `node filling-process.ts DATA_DIR PLANT_FILE FILE…`. Files of the plant's only source go
 * through the real pipeline, then all rollups are made of them; the directory is as if a gateway had been at work on it.
 */
import { join } from 'node:path';
import { DataDirectory } from '../../gateway/disk/data-directory.ts';
import { importFiles } from '../../gateway/lines/import-files.ts';
import { openIngest } from '../../gateway/lines/ingest.ts';
import { readPlantFile } from '../../gateway/plant/plant-file.ts';
import { FactFeed } from '../../gateway/projections/fact-feed.ts';
import { SeriesProjection } from '../../gateway/projections/series/series-projection.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { prefixRange, type Store } from '../../gateway/store/store.ts';
import { settledBytes } from './disk-usage.ts';

export interface Filled {
  rows: number;
  /** First byte read → last acknowledged write of a chunk. */
  seconds: number;
  /** Then: all chunks → all tiers. */
  rollupSeconds: number;
  /** Of the store, on disk: chunks, rollups, positions, with all indexes. */
  storeBytes: number;
  /** After it was opened once more: LevelDB then drops files that it has merged while somebody was reading them. */
  reopenedBytes: number;
  journalBytes: number;
}

const [dataDir, plantFile, ...files] = process.argv.slice(2) as [string, string, ...string[]];
const now = () => Date.now();
const log = (message: string) => console.error(message);
const plant = await readPlantFile(plantFile, 'PLANT_FILE');
const directory = await DataDirectory.open(dataDir, process.pid);
const { gateway } = directory;
const storeDirectory = join(dataDir, 'store');
let embedded = await startEmbeddedStore({ directory: storeDirectory, log, now });
try {
  const { store } = embedded;
  const keepJournal = { ms: 7 * 86_400_000, bytes: 2 ** 31 };
  const ingest = await openIngest({ dataDir, gateway, plant, store, keepJournal, now, log });
  const pipeline = ingest.lines[0]!;
  const source = pipeline.line.sources[0]!.id;
  const { signal } = new AbortController();
  const began = performance.now();
  const { rows } = await importFiles({ pipeline, source, files, now, live: false, signal });
  const imported = performance.now();
  await rollUp(store);
  const rolledUp = performance.now();
  const storeBytes = await settledBytes(storeDirectory);
  await ingest.close();
  await embedded.stop();
  embedded = await startEmbeddedStore({ directory: storeDirectory, log, now });
  for (const name of await embedded.store.databases(''))
    await embedded.store.range(name, { ...prefixRange(''), limit: 1 });
  const outcome: Filled = {
    rows,
    seconds: (imported - began) / 1000,
    rollupSeconds: (rolledUp - imported) / 1000,
    storeBytes,
    reopenedBytes: await settledBytes(storeDirectory),
    journalBytes: await settledBytes(join(dataDir, 'journal')),
  };
  console.log(JSON.stringify(outcome));
} finally {
  await embedded.stop();
  await directory.release();
}
// A feed at rest waits for its next sweep.
process.exit();

/** As the gateway does it, so that one that is started here later finds nothing left to do. */
async function rollUp(store: Store): Promise<void> {
  const projection = new SeriesProjection({ store, gateway, now });
  const handle = projection.handleChunks.bind(projection);
  const feed = new FactFeed({ store, gateway, epoch: 'series', prefix: `series_${gateway}_`, handle });
  const stop = new AbortController();
  await new Promise<void>((ready, failed) => void feed.run(stop.signal, ready).catch(failed));
  stop.abort();
  await projection.flush();
}
