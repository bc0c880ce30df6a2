/**
 * A process that does one import and says how it went: `node importing-process.ts DATA_DIR FILE…`. On its own, so that its
 * memory is that of the gateway and not of the generator beside it. Peaks are the kernel's (VmHWM), of gateway and store.
 */
import { join } from 'node:path';
import { importFiles } from '../../gateway/lines/import-files.ts';
import { openIngest } from '../../gateway/lines/ingest.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { PLANT } from '../system/packing-plant.ts';
import { peakMb } from './process-usage.ts';

export interface ImportOutcome {
  rows: number;
  startSeconds: number;
  /** First byte read → last acknowledged write: journal, chunks, hours, positions. */
  seconds: number;
  gatewayPeakMb: number;
  storePeakMb: number;
}

const [dataDir, ...files] = process.argv.slice(2);
const now = () => Date.now();
const log = (message: string) => console.error(message);

const started = performance.now();
const embedded = await startEmbeddedStore({ directory: join(dataDir!, 'store'), log, now });
try {
  const ingest = await openIngest({
    dataDir: dataDir!,
    gateway: 'gw-bench',
    plant: PLANT,
    store: embedded.store,
    keepJournal: { ms: 7 * 86_400_000, bytes: 2 ** 31 },
    now,
    log,
  });
  const begin = performance.now();
  const { rows } = await importFiles({
    pipeline: ingest.lines[0]!,
    source: 'vision',
    files: files,
    now,
    live: false,
    signal: new AbortController().signal,
  });
  const outcome: ImportOutcome = {
    rows,
    startSeconds: (begin - started) / 1000,
    seconds: (performance.now() - begin) / 1000,
    gatewayPeakMb: peakMb('self'),
    storePeakMb: peakMb(embedded.state().pid!),
  };
  console.log(JSON.stringify(outcome));
  await ingest.close();
} finally {
  await embedded.stop();
}
