/** Finished files → durable documents, beside csv-parse alone on the same files in the same run. */
import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { PACKING_LINES } from '../../gateway/demo/packing-lines.ts';
import { writeCycles } from '../../gateway/demo/write-cycles.ts';
import { importFiles } from '../../gateway/import-files.ts';
import { openIngest } from '../../gateway/ingest.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { PLANT, ZONE } from '../system/packing-plant.ts';
import type { Measure } from './run.ts';

const ROWS = 2_000_000;
const FIRST_DAY = Date.UTC(2026, 0, 5, 20);
const now = () => Date.now();
const log = (message: string) => console.error(message);

export async function ingest(): Promise<Measure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-bench-'));
  try {
    const line = PACKING_LINES[1]!;
    const written = await writeCycles({
      directory,
      line,
      timezone: ZONE,
      seed: 'bench',
      firstDay: FIRST_DAY,
      rows: ROWS,
    });
    const alone = await csvParseAlone(written.files);
    const ours = await throughTheGateway(directory, written.files);
    const perSecond = ROWS / ours.seconds;
    return [
      {
        id: 'import',
        value: perSecond,
        unit: 'rows/s',
        peer: { name: 'csv-parse alone, no storage', value: ROWS / alone },
        ratio: perSecond / (ROWS / alone),
      },
      { id: 'import, start-up', value: ours.startSeconds, unit: 's' },
      { id: 'import, memory of the gateway at its end', value: process.memoryUsage().rss / 1e6, unit: 'MB' },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Seconds that the library needs to cut the files into fields, as a stream, with the settings that the gateway uses. */
async function csvParseAlone(files: readonly string[]): Promise<number> {
  const begin = performance.now();
  let rows = 0;
  for (const file of files) {
    const parser = createReadStream(file).pipe(
      parse({ quote: false, record_delimiter: ['\r\n', '\n'], relax_column_count: true }),
    );
    for await (const _ of parser) rows++;
  }
  if (rows !== ROWS) throw new Error(`csv-parse read ${rows} of ${ROWS} rows`);
  return (performance.now() - begin) / 1000;
}

/** First byte read → last acknowledged write, with journal, chunks, hours and positions. */
async function throughTheGateway(
  directory: string,
  files: readonly string[],
): Promise<{ startSeconds: number; seconds: number }> {
  const started = performance.now();
  const dataDir = join(directory, 'data');
  const embedded = await startEmbeddedStore({ directory: join(dataDir, 'store'), log, now });
  try {
    const ingest = await openIngest({ dataDir, gateway: 'gw-bench', plant: PLANT, store: embedded.store, now, log });
    const begin = performance.now();
    const result = await importFiles({
      pipeline: ingest.lines[0]!,
      source: 'vision',
      files,
      now,
      live: false,
      signal: new AbortController().signal,
    });
    const seconds = (performance.now() - begin) / 1000;
    if (result.rows !== ROWS) throw new Error(`${result.rows} of ${ROWS} rows were taken`);
    await ingest.close();
    return { startSeconds: (begin - started) / 1000, seconds };
  } finally {
    await embedded.stop();
  }
}
