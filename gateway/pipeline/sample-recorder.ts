/** Rows of a `samples` or `states` source → one chunk series per metric, and the latest value of each. */
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import type { CsvStates, MachineState, Metric, SampleSource } from '../../shared/sources.ts';
import type { MetricValue } from '../../shared/sync/rows.ts';
import type { DecodedSamples } from '../decoders/decoded.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import type { ReadBlock } from './block-reader.ts';
import type { Progress } from './catalogued-file.ts';
import { packedMetrics, rowsOfMetrics, type SampleRow } from './chunk-codec.ts';
import type { FactWriter } from './fact-writer.ts';
import { LatestReadings } from './latest-readings.ts';
import { mappingVersion } from './mapping-version.ts';
import type { OpenFile } from './open-file.ts';
import { readingsOf } from './readings.ts';
import { SourceRecorder } from './source-recorder.ts';
import { bytesOfRecords, type WatchedRow } from './source-watch.ts';
import { watchedReading } from './watched-rows.ts';

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

type ReadSamples = Extract<DecodedSamples, { ok: true }>;

export class SampleRecorder extends SourceRecorder<ReadSamples, SampleRow> {
  readonly #parts: SampleRecorderParts;
  readonly #metrics: readonly Metric[];
  readonly #latest: LatestReadings;
  /** The file that is written now. */
  #file: string | null = null;

  constructor(parts: SampleRecorderParts) {
    const { source, zone } = parts;
    const { metrics, decoder } = readingsOf(source, zone);
    const isFile = source.kind === 'csv';
    super({
      ...parts,
      source: source.id,
      metrics: metrics.map(({ id }) => id),
      configVersion: mappingVersion(source, zone),
      resolutions: metrics.map(({ resolution }) => resolution),
      pack: (rows) => packedMetrics(rows, metrics.length),
      unpack: (packs) => rowsOfMetrics(packs, metrics),
      hasHoles: !isFile,
      decoder,
      positions: isFile ? 'bytes' : 'records',
      at: (row) => row.at,
    });
    this.#parts = parts;
    this.#metrics = metrics;
    this.#latest = new LatestReadings({ metrics, mapping: this.mapping, hasFiles: isFile });
  }

  protected override async restored(progress: Progress | null): Promise<void> {
    const newest = this.log.filesBetween(-Infinity, Infinity).at(-1);
    await this.#latest.restore(progress?.latest, this.log.stored, newest);
    const chunks = newest ? await this.log.stored.newestChunks(newest, SHOWN_CHUNKS) : [];
    for (const { rejected, firstAt } of chunks.reverse())
      for (const row of rejected) this.rejected.add(newest!.id, row, firstAt);
  }

  /** How far a file is known. A port has no past: its positions begin anew with each start. */
  override known(fileKey: string, generation?: number): KnownPosition | null {
    return this.#parts.source.kind === 'csv' ? super.known(fileKey, generation) : null;
  }

  protected override goesOn(file: string, position: number): void {
    if (file !== this.#file && position === 0) this.leaveOthers(file);
    this.#file = file;
  }

  /** A reading without time of its own is observed when it arrives. */
  protected override kept({ at, offset, values }: ReadSamples, { receivedAt }: Block): SampleRow {
    return { at: at ?? receivedAt, offset, values };
  }

  protected override row(open: OpenFile<SampleRow>, { at, values }: SampleRow): void {
    this.#latest.show(open.id, at, values);
  }

  protected override refused(open: OpenFile<SampleRow>, row: RejectedRow, { receivedAt }: Block): void {
    this.rejected.add(open.id, row, receivedAt);
  }

  protected override watched(row: DecodedSamples): WatchedRow {
    return watchedReading(row, this.#metrics);
  }

  protected override bytesOf(block: Block, fresh: ReadBlock<unknown>): (row: WatchedRow) => Buffer {
    const { source } = this.#parts;
    if (source.kind === 'csv') return super.bytesOf(block, fresh);
    return bytesOfRecords(block, fresh.end - block.offset, source.kind === 'serial' && !source.frame);
  }

  protected override progress() {
    return { hoursFrom: null, latest: this.#latest.saved() };
  }

  override rereader(): SampleRecorder {
    return new SampleRecorder({ ...this.#parts, version: this.mapping });
  }

  /** Observed time of the latest reading of all; null = there is none. */
  get latestAt(): number | null {
    return this.#latest.at;
  }

  /** The latest value of each metric that has one. */
  latest(): MetricValue[] {
    return this.#latest.values();
  }

  /** What the machine says that it does, since when, and when it said so last; null = it has said nothing. */
  machineState(): { state: MachineState; since: number; at: number } | null {
    return this.#latest.machineState();
  }

  /** Samples of a metric that are in no chunk yet, oldest first. */
  openSamples(metric: string): { at: number; offset: number; scaled: number }[] {
    const i = this.#metrics.findIndex(({ id }) => id === metric);
    return this.log.allOpenRows().flatMap(({ at, offset, values }) => {
      const scaled = i < 0 ? null : values[i]!;
      return scaled === null ? [] : [{ at, offset, scaled }];
    });
  }
}
