/** A plant with one source of readings, its store in memory, whose mapping changes between starts. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importFiles } from '../../gateway/lines/import-files.ts';
import { openIngest, type Ingest } from '../../gateway/lines/ingest.ts';
import { samplesOf } from '../../gateway/pipeline/chunk-codec.ts';
import { RawBytesOf } from '../../gateway/lines/raw-bytes.ts';
import { reprocess, type Reprocessed } from '../../gateway/lines/reprocess.ts';
import { Series } from '../../gateway/lines/series.ts';
import { MemoryStore } from '../../gateway/store/memory-store.ts';
import type { Chunk } from '../../shared/documents/chunk.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import type { SeriesReply } from '../../shared/series/reply.ts';
import type { CsvSamples, SampleSource } from '../../shared/sources.ts';
import { remembering, served } from './api/served.ts';
import { EIGHT, LATER, LINE } from './pipeline/recorded-line.ts';

export const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
export const metric = (id: string, resolution: number) => ({ id, name: id, unit: '', resolution });
export const OVEN: CsvSamples = {
  id: 'oven',
  kind: 'csv',
  path: 'oven*.csv',
  meaning: 'samples',
  columns: ['time', 'temperature', 'pressure', 'door'],
  metrics: [metric('temperature', 1), metric('pressure', 0.1), metric('door', 1)],
  time: { column: 'time', format: 'YYYY-MM-DD HH:mm:ss' },
};
export const FINE: CsvSamples = {
  ...OVEN,
  metrics: [metric('temperature', 0.1), metric('pressure', 0.1), metric('door', 1)],
};

const clock = (at: number) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
/** A row every 10 s; the door speaks only now and then. */
export const rows = (from: number, to: number) =>
  Array.from({ length: (to - from) / 10_000 }, (_, i) => {
    const at = from + i * 10_000;
    return `${clock(at)},${20.4 + (i % 3)},1.5,${i % 90 === 5 ? 1 : ''}\n`;
  }).join('');

export const plantOf = (source: SampleSource): PlantDefinition => ({
  plant: { id: 'demo', name: 'Demo', timezone: 'UTC' },
  lines: [{ ...LINE, sources: [source] }],
});

export class MeasuringPlant {
  readonly directory: string;
  store = new MemoryStore();
  #open: Ingest | null = null;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async make(): Promise<MeasuringPlant> {
    return new MeasuringPlant(await mkdtemp(join(tmpdir(), 'lineside-reprocess-')));
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.directory, { recursive: true, force: true });
  }

  /** The gateway ends, and begins again with this mapping. */
  async start(source: SampleSource): Promise<Ingest> {
    await this.end();
    this.#open = await openIngest({
      ...{ dataDir: this.directory, gateway: 'gw', plant: plantOf(source), store: this.store, now: () => LATER },
      keepJournal: { ms: 0, bytes: 0 },
      log: () => {},
    });
    return this.#open;
  }

  async end(): Promise<void> {
    await this.#open?.close();
    this.#open = null;
  }

  async importFile(ingest: Ingest, name: string): Promise<void> {
    await importFiles({
      ...{ pipeline: ingest.lines[0]!, source: 'oven', now: () => LATER, live: false },
      files: [join(this.directory, name)],
      signal: new AbortController().signal,
    });
  }

  async readAnew(ingest: Ingest, definition: SampleSource): Promise<Reprocessed> {
    const pipeline = ingest.lines[0]!;
    const raw = new RawBytesOf({ journal: ingest.journal, directory: this.directory });
    const result = await reprocess({
      ...{ pipeline, store: this.store, gateway: 'gw', source: definition.id, from: 0, to: LATER, now: () => LATER },
      bytesOf: (file) => raw.blocks({ line: LINE.id, definition }, file, LATER),
      signal: new AbortController().signal,
    });
    await pipeline.save();
    return result;
  }

  /** What counts of a metric, in chunks and in memory: time and value. */
  async readings(ingest: Ingest, source: SampleSource, id: string): Promise<[number, number][]> {
    await ingest.writer.drained();
    const { resolution } = source.metrics.find((each) => each.id === id)!;
    const pipeline = ingest.lines[0]!;
    const found: { at: number; scaled: number }[] = [...pipeline.openSamples(id)];
    for (const database of await this.store.databases('series_gw_line8_'))
      for (const chunk of (await this.store.range(database, { from: 'chunk:', to: 'chunk:~' })) as unknown as Chunk[])
        if (chunk.metric === id && pipeline.isCurrent(chunk)) found.push(...samplesOf(chunk));
    return found
      .map(({ at, scaled }): [number, number] => [at, Number((scaled * resolution).toFixed(6))])
      .sort(([a], [b]) => a - b);
  }

  /** What screens get of each metric, in several tiers, when the projections have seen all; `work` is done in between. */
  async shown(
    ingest: Ingest,
    source: SampleSource,
    work: (series: Series) => Promise<void> = async () => {},
  ): Promise<SeriesReply[]> {
    const series = new Series({
      ...{
        plant: plantOf(source),
        ingest,
        store: this.store,
        gateway: 'gw',
        audit: remembering(),
        now: () => EIGHT + DAY_MS,
        rows: { mayGo: async () => [], drop: async () => {} },
        edge: {
          openSamples: (line, metric) => ingest.line(line)?.openSamples(metric) ?? [],
          openHours: (line) => ingest.line(line)?.openHours(EIGHT + DAY_MS) ?? [],
        },
      },
      log: () => {},
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
}

/** The first value, or the least of the first cell. */
export function firstOf(reply: SeriesReply): number {
  const [steps] = reply.tier === 'raw' ? reply.columns.value : reply.columns.min;
  return Number((steps! * reply.resolution).toFixed(6));
}
