/** Rows of a `samples` or `states` source → one chunk series per metric, and the latest value of each. */
import type { Chunk } from '../../shared/documents/chunk.ts';
import {
  MACHINE_STATES,
  type CsvStates,
  type MachineState,
  type Metric,
  type SampleSource,
} from '../../shared/sources.ts';
import type { MetricValue } from '../../shared/sync/rows.ts';
import type { DecodedSamples } from '../decoders/decoded.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import type { CurrentRereadings } from './rereadings.ts';
import { BlockReader, type ReadBlock } from './block-reader.ts';
import { packedSamples, samplesOf, type Sample } from './chunk-codec.ts';
import { ChunkLog, type FileStart, type FileWithRows, type Span } from './chunk-log.ts';
import type { FactWriter } from './fact-writer.ts';
import { mappingVersion } from './mapping-version.ts';
import { readingsOf, STATE_METRIC } from './readings.ts';
import { RejectedRows, type Taken } from './rejected-rows.ts';
import { bytesOfRecords, SourceWatch, type WatchedRow } from './source-watch.ts';
import { Turns } from './turns.ts';

export interface SampleRecorderParts {
  gateway: string;
  line: string;
  source: SampleSource | CsvStates;
  zone: string;
  store: Store;
  writer: FactWriter;
  now: () => number;
  /** Reads files anew under this mapping, beside what is there. */
  version?: string;
}

export class SampleRecorder {
  readonly rejected = new RejectedRows();
  readonly watch: SourceWatch;
  readonly #parts: SampleRecorderParts;
  readonly #reader: BlockReader<DecodedSamples>;
  /** In order of the source's metrics; rejected rows are kept with the first. */
  readonly #logs: ChunkLog<Sample>[];
  readonly #metrics: readonly Metric[];
  readonly #latest = new Map<string, Latest>();
  readonly #turns = new Turns();
  #journalEnd = 0;
  /** The file that is written now. */
  #file: string | null = null;

  constructor(parts: SampleRecorderParts) {
    const { source, zone } = parts;
    const { metrics, decoder } = readingsOf(source, zone);
    this.#parts = parts;
    this.#metrics = metrics;
    this.#logs = metrics.map(
      ({ id }) =>
        new ChunkLog({
          ...parts,
          source: source.id,
          metric: id,
          configVersion: this.mapping,
          pack: packedSamples,
        }),
    );
    this.#reader = new BlockReader({
      decoder,
      positions: source.kind === 'csv' ? 'bytes' : 'records',
      start: (id) => this.#start(id),
      at: (row) => (row.ok ? row.at : null),
    });
    this.watch = new SourceWatch(parts.now);
  }

  /** Id of the source within the line. */
  get source(): string {
    return this.#parts.source.id;
  }

  /** Observed time of the latest reading of all; null = there is none. */
  get latestAt(): number | null {
    return this.#latest.size === 0 ? null : Math.max(...[...this.#latest.values()].map(({ at }) => at));
  }

  restore(): Promise<number> {
    return this.#turns.take(async () => {
      let journalFrom = Infinity;
      for (const [i, log] of this.#logs.entries()) {
        const progress = await log.load();
        journalFrom = Math.min(journalFrom, progress?.journalFrom ?? 0);
        const newest = log.filesBetween(-Infinity, Infinity).at(-1);
        const chunk = newest && (await log.lastChunk(newest));
        if (chunk) for (const sample of samplesOf(chunk)) this.#show(i, sample);
      }
      return journalFrom;
    });
  }

  take(sequence: number, block: Block, until?: number): Promise<Taken> {
    return this.#turns.take(async () => {
      await this.#parts.writer.room();
      this.#journalEnd = Math.max(this.#journalEnd, sequence + 1);
      return this.#takeRows(sequence, block, until);
    });
  }

  /** How far a file is known. A port has no past: its positions begin anew with each start. */
  known(fileKey: string, generation?: number): KnownPosition | null {
    if (this.#parts.source.kind !== 'csv') return null;
    const known = this.#logs.map((log) => log.known(fileKey, generation));
    return known.reduce((least, each) => {
      if (!least || !each) return null;
      if (each.generation !== least.generation) return each.generation > least.generation ? each : least;
      return each.offset < least.offset ? each : least;
    }, known[0]!);
  }

  /** The latest value of each metric that has one. */
  latest(): MetricValue[] {
    if (this.#parts.source.meaning === 'states') return [];
    return this.#metrics.flatMap(({ id, name, unit, resolution }) => {
      const latest = this.#latest.get(id);
      return latest ? [{ id, name, unit, resolution, value: valueOf(latest.scaled, resolution), at: latest.at }] : [];
    });
  }

  /** What the machine says that it does, since when, and when it said so last; null = it has said nothing. */
  machineState(): { state: MachineState; since: number; at: number } | null {
    const latest = this.#parts.source.meaning === 'states' ? this.#latest.get(STATE_METRIC.id) : undefined;
    return latest ? { state: MACHINE_STATES[latest.scaled]!, since: latest.since, at: latest.at } : null;
  }

  /** Samples of a metric that are in no chunk yet, oldest first. */
  openSamples(metric: string): { at: number; scaled: number }[] {
    const i = this.#metrics.findIndex(({ id }) => id === metric);
    return i < 0 ? [] : this.#logs[i]!.allOpenRows();
  }

  save(): Promise<void> {
    return this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#ticket(),
      async () => {
        for (const log of this.#logs)
          await log.save({ hoursFrom: null, journalFrom: log.journalFrom(this.#journalEnd) });
      },
    );
  }

  /** Does the chunk count, or was its file read anew? */
  isCurrent(chunk: Chunk): boolean {
    return this.#logs[0]!.isCurrent(chunk);
  }

  /** The mapping by which rows are read now. */
  get mapping(): string {
    return mappingVersion(this.#parts.source, this.#parts.zone);
  }

  /** Another recorder for the same source that reads files anew, from their start, by the mapping of now. */
  rereader(): SampleRecorder {
    return new SampleRecorder({ ...this.#parts, version: this.mapping });
  }

  /** Every file that was read, with how far; rows of the first metric. */
  followed() {
    return this.#logs[0]!.files();
  }

  /** Files with rows in `[from, to)`. */
  filesBetween(from: number, to: number): FileWithRows[] {
    const files = this.#logs.flatMap((log) => log.filesBetween(from, to));
    return [...new Map(files.map((file) => [file.id, file])).values()];
  }

  /** Resolves when all rows taken are in durable chunks. */
  close(): Promise<void> {
    return this.#turns.take(async () => {
      for (const log of this.#logs) log.closeAll();
      await this.#parts.writer.drained();
    });
  }

  /** From now on files count as they were read anew. */
  switchTo(rereadings: CurrentRereadings, spans: ReadonlyMap<string, Span>): Promise<void> {
    return this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#ticket(),
      async () => {
        for (const log of this.#logs) log.reread(rereadings, spans);
      },
    );
  }

  /** Where the journal must still begin for this source. */
  journalFrom(): number {
    return Math.min(...this.#logs.map((log) => log.savedJournalFrom));
  }

  #ticket(): number {
    return Math.max(...this.#logs.map((log) => log.ticket));
  }

  /** Reading goes on where the metric ends that is furthest behind. */
  #start(id: string): FileStart | null {
    const starts = this.#logs.map((log) => log.start(id));
    if (starts.some((start) => start === null)) return null;
    return starts.reduce((least, start) => (start!.position < least!.position ? start : least))!;
  }

  #takeRows(sequence: number, block: Block, until?: number): Taken {
    const taken: Taken = { rows: 0, rejected: [] };
    const fresh = this.#reader.read(block, until);
    if (!fresh) return taken;
    const id = `${block.fileKey}.${block.generation}`;
    // A file that begins, not one that is read on: what is open of the others is a chunk.
    if (id !== this.#file && fresh.position === 0) {
      for (const log of this.#logs) log.closeOthers(id);
      this.#reader.forgetOthers(id);
    }
    this.#file = id;
    for (const [i, log] of this.#logs.entries()) this.#takeMetric(i, log, sequence, block, fresh, taken);
    taken.rows = fresh.rows.length;
    const bytesOf =
      this.#parts.source.kind === 'csv'
        ? (row: WatchedRow) => fresh.bytes.subarray(row.offset - fresh.position, row.end - fresh.position)
        : bytesOfRecords(block, fresh.end - block.offset, this.#isText());
    this.watch.took(block, fresh.rows, (row) => this.#watched(row), bytesOf, taken.rejected.length);
    return taken;
  }

  #takeMetric(
    i: number,
    log: ChunkLog<Sample>,
    sequence: number,
    block: Block,
    fresh: ReadBlock<DecodedSamples>,
    taken: Taken,
  ): void {
    const open = log.file(sequence, block);
    // Metrics of one row may stand apart after a kill between their chunks.
    const from = open.chunk.toPos;
    if (fresh.end <= from) return;
    for (const row of fresh.rows) {
      if (row.offset < from) continue;
      if (row.ok) {
        const scaled = row.values[i]!;
        if (scaled === null) continue;
        // A reading without time of its own is observed when it arrives.
        const at = row.at ?? block.receivedAt;
        log.roll(open, fresh, { at, offset: row.offset }, sequence, block.receivedAt);
        const sample = { at, offset: row.offset, scaled };
        open.chunk.add(sample, row.end);
        this.#show(i, sample);
        open.lastAt = at;
      } else if (i === 0) {
        log.roll(open, fresh, { at: null, offset: row.offset }, sequence, block.receivedAt);
        const rejected = { file: block.file, offset: row.offset, text: row.text, reason: row.reason };
        taken.rejected.push(rejected);
        this.rejected.add(open.id, rejected, block.receivedAt);
        open.chunk.reject(rejected, row.end);
      }
    }
    log.finish(open, fresh, fresh.end, block.receivedAt);
  }

  #show(i: number, { at, scaled }: Sample): void {
    const { id } = this.#metrics[i]!;
    const known = this.#latest.get(id);
    if (known && known.at > at) return;
    this.#latest.set(id, { scaled, at, since: known?.scaled === scaled ? known.since : at });
  }

  #isText(): boolean {
    const { source } = this.#parts;
    return source.kind === 'serial' && !source.frame;
  }

  #watched(row: DecodedSamples): WatchedRow {
    if (!row.ok) return { ...row, decoded: () => ({}) };
    return {
      offset: row.offset,
      end: row.end,
      reason: null,
      decoded: () => ({
        ...(row.at !== null && { time: new Date(row.at).toISOString() }),
        ...Object.fromEntries(
          this.#metrics.flatMap(({ id, resolution, unit }, i) => {
            const scaled = row.values[i]!;
            if (scaled === null) return [];
            if (id === STATE_METRIC.id) return [[id, MACHINE_STATES[scaled]!]];
            return [[id, `${valueOf(scaled, resolution)} ${unit}`.trim()]];
          }),
        ),
      }),
    };
  }
}

interface Latest {
  scaled: number;
  at: number;
  /** First of the readings in a row that were the same. */
  since: number;
}

/** Without the dust of binary fractions. */
function valueOf(scaled: number, resolution: number): number {
  return Number((scaled * resolution).toPrecision(12));
}
