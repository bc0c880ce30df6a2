import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFiles } from '../../gateway/import-files.ts';
import { openIngest, type Ingest } from '../../gateway/ingest.ts';
import { samplesOf } from '../../gateway/pipeline/chunk-codec.ts';
import { RawBytesOf } from '../../gateway/raw-bytes.ts';
import { reprocess } from '../../gateway/reprocess.ts';
import { Series } from '../../gateway/series.ts';
import { MemoryStore } from '../../gateway/store/memory-store.ts';
import { verify } from '../../gateway/verify.ts';
import type { Chunk } from '../../shared/documents/chunk.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { CsvSamples, SampleSource, SerialSource } from '../../shared/sources.ts';
import type { SeriesReply } from '../../shared/series/reply.ts';
import { served } from './api/served.ts';
import { EIGHT, LATER, LINE } from './pipeline/recorded-line.ts';

const MINUTE_MS = 60_000;
const metric = (id: string, resolution: number) => ({ id, name: id, unit: '', resolution });
const OVEN: CsvSamples = {
  id: 'oven',
  kind: 'csv',
  path: 'oven*.csv',
  meaning: 'samples',
  columns: ['time', 'temperature', 'pressure', 'door'],
  metrics: [metric('temperature', 1), metric('pressure', 0.1), metric('door', 1)],
  time: { column: 'time', format: 'YYYY-MM-DD HH:mm:ss' },
};
const FINE: CsvSamples = { ...OVEN, metrics: [metric('temperature', 0.1), metric('pressure', 0.1), metric('door', 1)] };
const SEALER: SerialSource = {
  id: 'sealer',
  kind: 'serial',
  path: '/dev/ttyUSB0',
  meaning: 'samples',
  columns: ['temperature', 'pressure'],
  metrics: [metric('temperature', 1), metric('pressure', 0.1)],
};

let directory: string;
let store: MemoryStore;
let open: Ingest | null = null;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-reprocess-'));
  store = new MemoryStore();
});
afterEach(async () => {
  await open?.close();
  open = null;
  await rm(directory, { recursive: true, force: true });
});

const plantOf = (source: SampleSource, zone = 'UTC'): PlantDefinition => ({
  plant: { id: 'demo', name: 'Demo', timezone: zone },
  lines: [{ ...LINE, sources: [source] }],
});

async function start(source: SampleSource, zone = 'UTC'): Promise<Ingest> {
  await open?.close();
  open = await openIngest({
    ...{ dataDir: directory, gateway: 'gw', plant: plantOf(source, zone), store, now: () => LATER },
    keepJournal: { ms: 0, bytes: 0 },
    log: () => {},
  });
  return open;
}

async function importFile(ingest: Ingest, name: string): Promise<void> {
  await importFiles({
    ...{ pipeline: ingest.lines[0]!, source: 'oven', files: [join(directory, name)], now: () => LATER, live: false },
    signal: new AbortController().signal,
  });
}

async function readAnew(ingest: Ingest, definition: SampleSource, stop = new AbortController()) {
  const pipeline = ingest.lines[0]!;
  const raw = new RawBytesOf({ journal: ingest.journal, directory });
  const result = await reprocess({
    ...{ pipeline, store, gateway: 'gw', source: definition.id, from: 0, to: LATER, now: () => LATER },
    bytesOf: (file) => raw.blocks({ line: LINE.id, definition }, file, LATER),
    signal: stop.signal,
  });
  await pipeline.save();
  return result;
}

/** What counts of a metric, in chunks and in memory: time and value. */
async function readings(ingest: Ingest, source: SampleSource, id: string): Promise<[number, number][]> {
  await ingest.writer.drained();
  const { resolution } = source.metrics.find((each) => each.id === id)!;
  const pipeline = ingest.lines[0]!;
  const rows: { at: number; scaled: number }[] = [...pipeline.openSamples(id)];
  for (const database of await store.databases('series_gw_line8_'))
    for (const chunk of (await store.range(database, { from: 'chunk:', to: 'chunk:~' })) as unknown as Chunk[])
      if (chunk.metric === id && pipeline.isCurrent(chunk)) rows.push(...samplesOf(chunk));
  return rows
    .map(({ at, scaled }): [number, number] => [at, Number((scaled * resolution).toFixed(6))])
    .sort(([a], [b]) => a - b);
}

const clock = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
/** A row every 10 s; the door speaks only now and then. */
const rows = (from: number, to: number) =>
  Array.from({ length: (to - from) / 10_000 }, (_, i) => {
    const at = from + i * 10_000;
    return `${clock(at)},${20.4 + (i % 3)},1.5,${i % 90 === 5 ? 1 : ''}\n`;
  }).join('');

describe('readings that were kept too coarsely', () => {
  it('have their decimals after the file was read anew, each reading once', async () => {
    await writeFile(join(directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await importFile(await start(OVEN), 'oven.csv');
    const ingest = await start(FINE);
    const result = await readAnew(ingest, FINE);
    expect(result.missing).toEqual([]);
    const read = await readings(ingest, FINE, 'temperature');
    expect(read.map(([at]) => at)).toEqual(Array.from({ length: 360 }, (_, i) => EIGHT + i * 10_000));
    expect(read.slice(0, 3).map(([, value]) => value)).toEqual([20.4, 21.4, 22.4]);
    expect(await readings(ingest, FINE, 'door')).toHaveLength(4);
    expect(await readings(ingest, FINE, 'pressure')).toHaveLength(360);
  });

  it('go on after that with what the file gets, and after a restart, and without any position', async () => {
    const path = join(directory, 'oven.csv');
    await writeFile(path, rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await importFile(await start(OVEN), 'oven.csv');
    let ingest = await start(FINE);
    await readAnew(ingest, FINE);
    await appendFile(path, rows(EIGHT + 60 * MINUTE_MS, EIGHT + 90 * MINUTE_MS));
    await importFile(ingest, 'oven.csv');
    const expected = Array.from({ length: 540 }, (_, i) => EIGHT + i * 10_000);
    for (const id of ['temperature', 'pressure'])
      expect((await readings(ingest, FINE, id)).map(([at]) => at)).toEqual(expected);
    expect(await readings(ingest, FINE, 'door')).toHaveLength(6);
    ingest = await start(FINE);
    expect((await readings(ingest, FINE, 'temperature')).map(([at]) => at)).toEqual(expected);
    await ingest.close();
    open = null;
    for (const database of await store.databases('local_')) await store.drop(database);
    ingest = await start(FINE);
    await importFile(ingest, 'oven.csv');
    expect((await readings(ingest, FINE, 'temperature')).map(([at]) => at)).toEqual(expected);
    expect(ingest.writer.faults).toBe(0);
  });

  it('of a file that is being written lose and repeat nothing, however unevenly its columns speak', async () => {
    const path = join(directory, 'oven.csv');
    await writeFile(path, rows(EIGHT, EIGHT + 35 * MINUTE_MS));
    await importFile(await start(OVEN), 'oven.csv');
    const ingest = await start(FINE);
    await appendFile(path, rows(EIGHT + 35 * MINUTE_MS, EIGHT + 38 * MINUTE_MS));
    await importFile(ingest, 'oven.csv');
    await readAnew(ingest, FINE);
    await appendFile(path, rows(EIGHT + 38 * MINUTE_MS, EIGHT + 60 * MINUTE_MS));
    await importFile(ingest, 'oven.csv');
    const expected = Array.from({ length: 360 }, (_, i) => EIGHT + i * 10_000);
    for (const id of ['temperature', 'pressure'])
      expect((await readings(ingest, FINE, id)).map(([at]) => at)).toEqual(expected);
  });

  it('are as they were when the process ends while it reads, and read anew by the next attempt', async () => {
    await writeFile(join(directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await writeFile(join(directory, 'oven2.csv'), rows(EIGHT + 120 * MINUTE_MS, EIGHT + 180 * MINUTE_MS));
    const first = await start(OVEN);
    await importFile(first, 'oven.csv');
    await importFile(first, 'oven2.csv');
    const coarse = await readings(first, OVEN, 'temperature');
    const ingest = await start({ ...OVEN, decimal: '.' });
    const stop = new AbortController();
    const pipeline = ingest.lines[0]!;
    const raw = new RawBytesOf({ journal: ingest.journal, directory });
    let files = 0;
    const broken = reprocess({
      ...{ pipeline, store, gateway: 'gw', source: 'oven', from: 0, to: LATER, now: () => LATER, signal: stop.signal },
      bytesOf: (file) => {
        if (++files === 2) stop.abort(new Error('the process ends'));
        return raw.blocks({ line: LINE.id, definition: OVEN }, file, LATER);
      },
    });
    await expect(broken).rejects.toThrow('the process ends');
    const again = await start({ ...OVEN, decimal: '.' });
    expect(await readings(again, OVEN, 'temperature')).toEqual(coarse);
    await readAnew(again, { ...OVEN, decimal: '.' });
    expect(await readings(again, OVEN, 'temperature')).toEqual(coarse);
  });

  it('leave nothing for verify to find', async () => {
    await writeFile(join(directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await importFile(await start(OVEN), 'oven.csv');
    const ingest = await start(FINE);
    await readAnew(ingest, FINE);
    const { findings } = await verify({
      ...{ store, gateway: 'gw', plant: plantOf(FINE), now: () => LATER },
      journalDirectory: join(directory, 'journal'),
    });
    expect(findings).toEqual([]);
  });
});

describe('a file with a line that is longer than any block', () => {
  it('is read anew to its end: the long line is refused, what follows it is not', async () => {
    const text =
      rows(EIGHT, EIGHT + 10 * MINUTE_MS) +
      `${'x'.repeat(1_200_000)}\n` +
      rows(EIGHT + 10 * MINUTE_MS, EIGHT + 40 * MINUTE_MS);
    await writeFile(join(directory, 'oven.csv'), text);
    const first = await start(OVEN);
    await importFile(first, 'oven.csv');
    expect(await readings(first, OVEN, 'temperature')).toHaveLength(240);
    const ingest = await start(FINE);
    await readAnew(ingest, FINE);
    expect(await readings(ingest, FINE, 'temperature')).toHaveLength(240);
  });
});

describe('readings of a port', () => {
  const said = (n: number, text: string) => ({
    ...{ sourceId: 'line8/sealer', file: SEALER.path, fileKey: 'boot1', generation: 0, offset: n * 2 },
    bytes: Buffer.from(`${text}\r\n${text}\r\n`),
    receivedAt: EIGHT + n * 1_000,
  });
  const finer: SerialSource = { ...SEALER, metrics: [metric('temperature', 0.1), metric('pressure', 0.1)] };

  it('are read anew from the journal, at the times at which they came', async () => {
    const first = await start(SEALER);
    for (let n = 0; n < 1_500; n++) await first.lines[0]!.accept(said(n, `${20.4 + (n % 2)};1`));
    await first.lines[0]!.save();
    const ingest = await start(finer);
    const result = await readAnew(ingest, finer);
    expect(result.missing).toEqual([]);
    const read = await readings(ingest, finer, 'temperature');
    expect(read).toHaveLength(3_000);
    expect(read.slice(0, 4)).toEqual([
      [EIGHT, 20.4],
      [EIGHT, 20.4],
      [EIGHT + 1_000, 21.4],
      [EIGHT + 1_000, 21.4],
    ]);
  });

  it('stay as they are when the journal has let go of them, and the answer says so', async () => {
    const first = await start(SEALER);
    for (let n = 0; n < 1_500; n++) await first.lines[0]!.accept(said(n, `${'2'.repeat(1)}0.4;${'1'.padEnd(60, ' ')}`));
    await first.lines[0]!.save();
    const before = (await readings(first, SEALER, 'temperature')).length;
    await first.trimJournal();
    const ingest = await start(finer);
    const result = await readAnew(ingest, finer);
    expect(result.files).toEqual([]);
    expect(result.missing).toMatchObject([{ file: SEALER.path }]);
    expect(await readings(ingest, finer, 'temperature')).toHaveLength(before);
  });
});

describe('series of readings that were read anew', () => {
  it('are those of a fresh import under the same mapping', async () => {
    const text = rows(EIGHT, EIGHT + 90 * MINUTE_MS) + rows(EIGHT + 120 * MINUTE_MS, EIGHT + 121 * MINUTE_MS);
    await writeFile(join(directory, 'oven.csv'), text);
    const first = await start(OVEN);
    await importFile(first, 'oven.csv');
    await shown(first, OVEN);
    const ingest = await start(FINE);
    const after = await shown(ingest, FINE, async (series) => {
      const { span } = await readAnew(ingest, FINE);
      await series.reread('line8', 'oven', span!);
    });
    store = new MemoryStore();
    await ingest.close();
    open = null;
    await rm(join(directory, 'journal'), { recursive: true });
    const fresh = await start(FINE);
    await importFile(fresh, 'oven.csv');
    const right = await shown(fresh, FINE);
    expect(right.map(({ points }) => points)).toEqual([546, 546, 7, 91, 91, 7, 3, 3, 3]);
    expect(after).toEqual(right);
  });
});

describe('a gateway that ends between the new rows and their rollups', () => {
  it('makes the rollups after its start: what counts and what screens show is the same', async () => {
    await writeFile(join(directory, 'oven.csv'), rows(EIGHT, EIGHT + 90 * MINUTE_MS));
    const first = await start(OVEN);
    await importFile(first, 'oven.csv');
    await shown(first, OVEN);
    const ingest = await start(FINE);
    await readAnew(ingest, FINE);
    const after = await start(FINE);
    const temperature = (await shown(after, FINE)).filter(({ metric }) => metric === 'line8/temperature');
    expect(temperature.map(firstOf)).toEqual([20.4, 20.4, 20.4]);
  });
});

describe('readings that are kept by an earlier resolution', () => {
  it('are shown as what they were until they are read anew, not as a tenth of it', async () => {
    await writeFile(join(directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    const first = await start(OVEN);
    await importFile(first, 'oven.csv');
    await shown(first, OVEN);
    const temperature = (await shown(await start(FINE), FINE)).filter(({ metric }) => metric === 'line8/temperature');
    expect(temperature.map(firstOf)).toEqual([20, 20, 20]);
  });
});

/** The first value, or the least of the first cell. */
function firstOf(reply: SeriesReply): number {
  const [steps] = reply.tier === 'raw' ? reply.columns.value : reply.columns.min;
  return Number((steps! * reply.resolution).toFixed(6));
}

/** What screens get of each metric, in several tiers, when the projections have seen all; `work` is done in between. */
async function shown(
  ingest: Ingest,
  source: SampleSource,
  work: (series: Series) => Promise<void> = async () => {},
): Promise<SeriesReply[]> {
  const series = new Series({
    ...{ plant: plantOf(source), ingest, store, gateway: 'gw', now: () => EIGHT + 86_400_000, log: () => {} },
    bug: (error) => {
      throw error;
    },
  });
  const catchUp = async () => {
    await ingest.writer.drained();
    const stop = new AbortController();
    const ready = series.feeds.map((feed) => new Promise<void>((resolve) => void feed.run(stop.signal, resolve)));
    await Promise.all(ready);
    stop.abort();
  };
  await catchUp();
  await work(series);
  await catchUp();
  const api = await served(series.routes);
  try {
    const replies: SeriesReply[] = [];
    for (const tier of ['raw', '1m', '1h'])
      for (const { id } of source.metrics) {
        const asked = `metric=line8/${id}&from=${EIGHT}&to=${EIGHT + 3 * 60 * MINUTE_MS}&width=2000&tier=${tier}`;
        replies.push((await api.json<SeriesReply>(`/api/series?${asked}&format=json`)).body);
      }
    return replies;
  } finally {
    await api.close();
  }
}
