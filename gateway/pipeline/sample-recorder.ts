/** Rows of a `samples` or `states` source → one chunk series per metric, and the latest value of each. */
import type { Chunk, FileOpening } from '../../shared/documents/chunk.ts';
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
import { BlockReader } from './block-reader.ts';
import { packedMetrics, rowsOfMetrics, samplesOf, type SampleRow } from './chunk-codec.ts';
import { ChunkLog } from './chunk-log.ts';
import type { FileWithRows, Span } from './catalogued-file.ts';
import type { FactWriter } from './fact-writer.ts';
import { mappingVersion } from './mapping-version.ts';
import { readingsOf, STATE_METRIC } from './readings.ts';
import { RejectedRows, type Taken } from './rejected-rows.ts';
import { bytesOfRecords, SourceWatch, type WatchedRow } from './source-watch.ts';
import { Turns } from './turns.ts';

/** After a start, rejected rows of so many chunks are shown: some hours. */
const SHOWN_CHUNKS = 50;

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
  watch: SourceWatch;
  readonly #parts: SampleRecorderParts;
  readonly #reader: BlockReader<DecodedSamples>;
  readonly #log: ChunkLog<SampleRow>;
  readonly #metrics: readonly Metric[];
  readonly #latest = new Map<string, Latest>();
  readonly #turns = new Turns();
  #journalEnd = 0;
  /** The file that is written now. */
  #file: string | null = null;
  /** The file that the latest values are of. */
  #shownFile: string | null = null;

  constructor(parts: SampleRecorderParts) {
    const { source, zone } = parts;
    const { metrics, decoder } = readingsOf(source, zone);
    this.#parts = parts;
    this.#metrics = metrics;
    this.#log = new ChunkLog({
      ...parts,
      source: source.id,
      metrics: metrics.map(({ id }) => id),
      configVersion: this.mapping,
      resolutions: metrics.map(({ resolution }) => resolution),
      pack: (rows) => packedMetrics(rows, metrics.length),
      unpack: (packs) => rowsOfMetrics(packs, metrics),
      hasHoles: source.kind !== 'csv',
    });
    this.#reader = new BlockReader({
      decoder,
      positions: source.kind === 'csv' ? 'bytes' : 'records',
      start: (id) => this.#log.start(id),
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
      const progress = await this.#log.load();
      const { latest } = progress ?? {};
      // What was read by another mapping may mean something else now.
      this.#shownFile = latest?.file ?? null;
      if (latest?.mapping === this.mapping)
        for (const [id, value] of Object.entries(latest.values)) this.#latest.set(id, value);
      else await this.#latestOfChunks();
      const newest = this.#log.filesBetween(-Infinity, Infinity).at(-1);
      const chunks = newest ? await this.#log.stored.newestChunks(newest, SHOWN_CHUNKS) : [];
      for (const { rejected, firstAt } of chunks.reverse())
        for (const row of rejected) this.rejected.add(newest!.id, row, firstAt);
      return progress?.journalFrom ?? 0;
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
    return this.#parts.source.kind === 'csv' ? this.#log.known(fileKey, generation) : null;
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
  openSamples(metric: string): { at: number; offset: number; scaled: number }[] {
    const i = this.#metrics.findIndex(({ id }) => id === metric);
    return this.#log.allOpenRows().flatMap(({ at, offset, values }) => {
      const scaled = i < 0 ? null : values[i]!;
      return scaled === null ? [] : [{ at, offset, scaled }];
    });
  }

  /** Makes everything durable: chunks, then positions. `end` = the journal's sequence after all that was taken. */
  save(end = () => this.#journalEnd): Promise<void> {
    return this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#log.ticket,
      () => {
        const latest = { mapping: this.mapping, file: this.#shownFile, values: Object.fromEntries(this.#latest) };
        return this.#log.save({ hoursFrom: null, latest }, end(), this.#parts.now());
      },
    );
  }

  /** Does the chunk count, or was its file read anew? */
  isCurrent(chunk: Chunk): boolean {
    return this.#log.stored.isCurrent(chunk);
  }

  /** The mapping by which rows are read now. */
  get mapping(): string {
    return mappingVersion(this.#parts.source, this.#parts.zone);
  }

  get rereadSince(): number | null {
    return this.#log.rereadSince;
  }

  /** Another recorder for the same source that reads files anew, from their start, by the mapping of now. */
  rereader(): SampleRecorder {
    return new SampleRecorder({ ...this.#parts, version: this.mapping });
  }

  /** Every file that was read, with how far. */
  followed() {
    return this.#log.files();
  }

  /** Files with rows in `[from, to)`. */
  filesBetween(from: number, to: number): FileWithRows[] {
    return this.#log.filesBetween(from, to);
  }

  /** Resolves when all rows taken are in durable chunks. */
  close(): Promise<void> {
    return this.#turns.take(async () => {
      this.#log.closeAll();
      await this.#parts.writer.drained();
    });
  }

  /** From now on files count as they were read anew. */
  switchTo(rereadings: CurrentRereadings, spans: ReadonlyMap<string, Span>): Promise<void> {
    return this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#log.ticket,
      async () => this.#log.reread(rereadings, spans),
    );
  }

  /** Rows will be read by another mapping: all that were taken are in durable chunks, and positions say so. */
  async seal(end: () => number): Promise<void> {
    await this.#turns.take(async () => this.#log.seal());
    await this.save(end);
    await this.#turns.take(async () => this.#log.closeAll());
    await this.save(end);
  }

  /** After `restore`: what the starts of known files say by the header of now; by file key. */
  reopen(openings: ReadonlyMap<string, FileOpening>): void {
    this.#log.reopen(openings);
  }

  /** Where the journal must still begin for this source. */
  journalFrom(): number {
    return this.#log.savedJournalFrom;
  }

  #takeRows(sequence: number, block: Block, until?: number): Taken {
    const taken: Taken = { rows: 0, rejected: [] };
    const fresh = this.#reader.read(block, until);
    if (!fresh) return taken;
    const id = `${block.fileKey}.${block.generation}`;
    // A file that begins, not one that is read on: what is open of the others is a chunk.
    if (id !== this.#file && fresh.position === 0) {
      this.#log.closeOthers(id);
      this.#reader.forgetOthers(id);
    }
    this.#file = id;
    const open = this.#log.file(sequence, block, fresh.position);
    for (const row of fresh.rows) {
      // A reading without time of its own is observed when it arrives.
      const at = row.ok ? (row.at ?? block.receivedAt) : null;
      this.#log.roll(open, fresh, { at, offset: row.offset }, sequence, block.receivedAt);
      if (row.ok && at !== null) {
        open.chunk.add({ at, offset: row.offset, values: row.values }, row.end);
        open.lastAt = at;
        this.#show(id, at, row.values);
      } else if (!row.ok) {
        const rejected = { file: block.file, offset: row.offset, text: row.text, reason: row.reason };
        taken.rejected.push(rejected);
        this.rejected.add(open.id, rejected, block.receivedAt);
        open.chunk.reject(rejected, row.end);
      }
    }
    this.#log.finish(open, fresh, fresh.end, block.receivedAt);
    taken.rows = fresh.rows.length;
    const bytesOf =
      this.#parts.source.kind === 'csv'
        ? (row: WatchedRow) => fresh.bytes.subarray(row.offset - fresh.position, row.end - fresh.position)
        : bytesOfRecords(block, fresh.end - block.offset, this.#isText());
    this.watch.took(block, fresh.rows, (row) => this.#watched(row), bytesOf, taken.rejected.length);
    return taken;
  }

  /** Order is order of arrival: the clock of a machine may be set back. Rows of an older file come late. */
  #show(file: string, at: number, values: readonly (number | null)[]): void {
    const isOlderFile =
      this.#parts.source.kind === 'csv' && file !== this.#shownFile && at < (this.latestAt ?? -Infinity);
    if (isOlderFile) return;
    this.#shownFile = file;
    for (const [i, scaled] of values.entries()) {
      if (scaled === null) continue;
      const { id } = this.#metrics[i]!;
      const known = this.#latest.get(id);
      this.#latest.set(id, { scaled, at, since: known?.scaled === scaled ? known.since : at });
    }
  }

  async #latestOfChunks(): Promise<void> {
    const newest = this.#log.filesBetween(-Infinity, Infinity).at(-1);
    for (const { id } of newest ? this.#metrics : []) {
      const chunk = await this.#log.stored.lastChunk(newest!, id);
      if (!chunk || chunk.configVersion !== this.mapping) continue;
      for (const { at, scaled } of samplesOf(chunk)) {
        const known = this.#latest.get(id);
        this.#latest.set(id, { scaled, at, since: known?.scaled === scaled ? known.since : at });
      }
    }
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
