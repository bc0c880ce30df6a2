/** From a row in a file to the figures that follow from it. */
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openIngest } from '../../gateway/lines/ingest.ts';
import { openSource } from '../../gateway/lines/sources-of-plant.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { dayOfRows, PLANT } from '../system/packing-plant.ts';
import { until } from '../system/gateway-process.ts';
import { appendToPage } from './append-to-page.ts';
import type { Measure } from './run.ts';

const ROUNDS = 200;
/** Between appends, as a machine leaves it: the watcher joins what comes within 50 ms, which is not what is measured here. */
const PAUSE_MS = 260;
const now = () => Date.now();

export async function live(): Promise<Measure[]> {
  const projections = await appendToProjections();
  const page = await appendToPage();
  return [
    { id: `10 rows appended → hours in memory, p50 of ${ROUNDS}`, value: projections.p50, unit: 'ms' },
    { id: `10 rows appended → hours in memory, p99 of ${ROUNDS}`, value: projections.p99, unit: 'ms' },
    { id: `row appended → number on a page, p50 of ${page.samples}`, value: page.p50, unit: 'ms' },
    { id: `row appended → number on a page, p99 of ${page.samples}`, value: page.p99, unit: 'ms' },
  ];
}

/** After half a day of history; the time includes the write, the wake-up, journal with sync, decoding and engine. */
async function appendToProjections(): Promise<{ p50: number; p99: number }> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-bench-'));
  const day = dayOfRows(Date.UTC(2026, 0, 5, 20), 60_000 + ROUNDS * 10);
  const file = join(directory, day.file);
  await writeFile(file, day.rows.slice(0, 60_000).join(''));
  const dataDir = join(directory, 'data');
  const plant = {
    ...PLANT,
    lines: PLANT.lines.map((line) => ({
      ...line,
      sources: line.sources.map((source) => ({ ...source, path: 'PR*.txt' })),
    })),
  };
  const embedded = await startEmbeddedStore({ directory: join(dataDir, 'store'), log: console.error, now });
  const stop = new AbortController();
  try {
    const ingest = await openIngest({
      dataDir,
      gateway: 'gw-bench',
      plant,
      store: embedded.store,
      keepJournal: { ms: 0, bytes: 0 },
      now,
      log: console.error,
    });
    const pipeline = ingest.lines[0]!;
    let taken = () => {};
    const camera = openSource({
      ...{ line: pipeline.line.id, definition: pipeline.line.sources[0]!, directory, ingest, now },
      nextRecords: () => 0,
      heard: () => {},
      changed: () => taken(),
    });
    const reading = camera.source.run(stop.signal);
    const rows = () =>
      pipeline
        .cycles!.engine.hours()
        .reduce((sum, hourAt) => sum + (pipeline.cycles!.engine.body(hourAt, null)?.rowsRead ?? 0), 0);
    await until(() => rows() === 60_000);
    await ingest.writer.drained();
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      const wanted = 60_000 + (round + 1) * 10;
      const text = day.rows.slice(wanted - 10, wanted).join('');
      const begin = performance.now();
      const seen = new Promise<void>((resolve) => (taken = () => rows() === wanted && resolve()));
      await appendFile(file, text);
      await seen;
      times.push(performance.now() - begin);
    }
    stop.abort();
    await reading;
    await ingest.close();
    times.sort((a, b) => a - b);
    return { p50: times[Math.floor(times.length / 2)]!, p99: times[Math.floor(times.length * 0.99)]! };
  } finally {
    stop.abort();
    await embedded.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
