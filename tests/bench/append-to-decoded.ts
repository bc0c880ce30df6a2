/**
 * From a row in a file to the samples that it says, with 1, 50 and 500 files growing at once in one folder: watcher, tail,
 * journal with sync, decoder, chunk. Beside it a bare chokidar that reads what is new and keeps nothing. The clock starts
 * just before the write, in the writer's process; both read the same machine's clock.
 */
import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { watch } from 'chokidar';
import { openIngest } from '../../gateway/lines/ingest.ts';
import { placeOf } from '../../gateway/lines/sources-of-plant.ts';
import { csvSource } from '../../gateway/sources/csv-source.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { until } from '../system/gateway-process.ts';
import type { Appended, Appending } from './appending-process.ts';
import { outcomeOf, start } from './child-program.ts';
import { inDirectory } from './gateway-usage.ts';
import { cpuMeter } from './process-usage.ts';
import type { Measure } from './run.ts';
import { APPENDED_COLUMNS, fileSensor, plantOf } from './sensor-plants.ts';

const FILES = [1, 50, 500];
/** As a packing line makes parts. */
const APPENDS_PER_SECOND = 2.3;
const SECONDS = Math.min(30, Number(process.env.BENCH_SECONDS ?? 30));

interface Latency {
  p50: number;
  p99: number;
  rows: number;
  /** % of one core, of this process. */
  cpu: number;
}

/** Calls back with each text of whole rows as soon as it has done with them; resolves with the way to stop. */
type Follow = (directory: string, taken: (text: string) => void) => Promise<() => Promise<void>>;

export async function appendToDecoded(): Promise<Measure[]> {
  const measures: Measure[] = [];
  for (const files of FILES) {
    const ours = await latency(files, followBySource);
    const peer = await latency(files, followByChokidar);
    const id = `append → decoded, ${files} ${files === 1 ? 'file' : 'files'}`;
    const name = 'chokidar, keeping nothing';
    const beside = (what: string, unit: string, value: number, other: number): Measure => ({
      ...{ id: `${id}: ${what}`, value, unit },
      ...{ peer: { name, value: other }, ratio: value / other },
    });
    measures.push(
      beside(`p50 of ${ours.rows} rows`, 'ms', ours.p50, peer.p50),
      beside('p99', 'ms', ours.p99, peer.p99),
      beside('processor', '% of a core', ours.cpu, peer.cpu),
    );
  }
  return measures;
}

function latency(count: number, follow: Follow): Promise<Latency> {
  return inDirectory(async (directory) => {
    const files = Array.from({ length: count }, (_, i) => join(directory, `s${String(i).padStart(3, '0')}.csv`));
    // Machines that have been writing for a while: a file that begins is another matter.
    for (const [i, file] of files.entries()) await writeFile(file, `${Date.now()},20.00,${i}\n`);
    let times: number[] = [];
    const stop = await follow(directory, (text) => {
      const now = performance.timeOrigin + performance.now();
      for (const row of text.trimEnd().split('\n')) times.push(now - Number(row.split(',')[2]));
    });
    try {
      await until(() => times.length === count);
      times = [];
      const used = cpuMeter('self');
      const plan: Appending = { files, appendsPerSecond: APPENDS_PER_SECOND, rowsPerAppend: 1, seconds: SECONDS };
      const { rows } = await outcomeOf<Appended>(start('appending-process.ts', [JSON.stringify(plan)]));
      const [cpu] = used();
      await until(() => times.length >= rows);
      if (times.length !== rows) throw new Error(`${times.length} rows were read of ${rows} that were written`);
      times.sort((a, b) => a - b);
      const quantile = (share: number) => times[Math.floor(times.length * share)]!;
      return { p50: quantile(0.5), p99: quantile(0.99), rows, cpu: cpu! };
    } finally {
      await stop();
    }
  });
}

const followBySource: Follow = async (directory, taken) => {
  const now = () => Date.now();
  const dataDir = join(directory, 'data');
  const definition = fileSensor('sensor', 's*.csv', APPENDED_COLUMNS);
  const embedded = await startEmbeddedStore({ directory: join(dataDir, 'store'), log: console.error, now });
  const ingest = await openIngest({
    ...{ dataDir, gateway: 'gw-bench', plant: plantOf([[definition]]), store: embedded.store, now, log: console.error },
    keepJournal: { ms: 0, bytes: 0 },
  });
  const pipeline = ingest.lines[0]!;
  const id = 'line1/sensor';
  const source = csvSource({
    ...{ id, ...placeOf(definition, directory), watch: 'events' },
    parts: {
      now,
      known: async (fileKey, generation) => pipeline.known(id, fileKey, generation),
      accept: async (block) => {
        await pipeline.accept(block);
        taken(block.bytes.toString());
      },
    },
  });
  const stopping = new AbortController();
  const running = source.run(stopping.signal);
  await until(() => source.status().state !== 'starting');
  return async () => {
    stopping.abort();
    await running;
    await ingest.close();
    await embedded.stop();
  };
};

const followByChokidar: Follow = async (directory, taken) => {
  const offsets = new Map<string, number>();
  let reading = Promise.resolve();
  const read = async (path: string) => {
    const file = await open(path);
    const offset = offsets.get(path) ?? 0;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, offset);
    await file.close();
    const length = buffer.lastIndexOf('\n', bytesRead - 1) + 1;
    if (length === 0) return;
    offsets.set(path, offset + length);
    taken(buffer.toString('utf8', 0, length));
  };
  const ring = (path: string) => (reading = reading.then(() => read(path)));
  const watcher = watch(directory, { atomic: false, depth: 0 }).on('add', ring).on('change', ring);
  await new Promise<void>((resolve) => watcher.once('ready', () => resolve()));
  return async () => {
    await watcher.close();
    await reading;
  };
};
