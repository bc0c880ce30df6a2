/** A source of readings with its store and journal in memory, that can be killed and started again at any point. */
import { samplesOf } from '../../../gateway/pipeline/chunk-codec.ts';
import { FactWriter } from '../../../gateway/pipeline/fact-writer.ts';
import { SampleRecorder } from '../../../gateway/pipeline/sample-recorder.ts';
import type { Block } from '../../../gateway/sources/source.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Store } from '../../../gateway/store/store.ts';
import type { Chunk } from '../../../shared/documents/chunk.ts';
import type { CsvSamples, CsvStates, SampleSource } from '../../../shared/sources.ts';
import { LATER } from './recorded-line.ts';

const metric = (id: string, resolution: number) => ({ id, name: id, unit: '', resolution });

/** A file as LabVIEW writes it: the header names the columns, and not every row has every value. */
export const LABVIEW: CsvSamples = {
  id: 'oven',
  kind: 'csv',
  path: '*.lvm',
  meaning: 'samples',
  delimiter: '\t',
  header: { until: '***End_of_Header***', names: true },
  metrics: [metric('temperature', 0.1), metric('pressure', 0.01), metric('door', 1)],
  time: { column: 'X_Value', format: 'YYYY-MM-DD HH:mm:ss.SSS' },
};
export const LABVIEW_HEADER =
  'LabVIEW Measurement\t\nOperator\tnobody\n***End_of_Header***\nX_Value\ttemperature\tpressure\tdoor\n';

/** A store that answers nothing any more once it is cut off: what was not written by then never is. */
function cuttable(store: Store): { store: Store; cutOff: () => void } {
  let isCut = false;
  const guarded = new Proxy(store, {
    get:
      (target, method: keyof Store) =>
      (...of: unknown[]) =>
        isCut ? new Promise(() => {}) : (target[method] as (...of: unknown[]) => unknown).apply(target, of),
  });
  return { store: guarded, cutOff: () => (isCut = true) };
}

export interface Stored {
  at: number;
  offset: number;
  value: number;
}

export class RecordedSamples {
  readonly store: Store;
  /** null = a record of another source. */
  readonly journal: (Block | null)[] = [];
  readonly log: string[] = [];
  source: SampleSource | CsvStates;
  zone: string;
  writer!: FactWriter;
  recorder!: SampleRecorder;
  /** From where the last start replayed the journal. */
  replayedFrom = 0;
  #cutOff: () => void = () => {};

  private constructor(source: SampleSource | CsvStates, store: Store, zone: string) {
    this.source = source;
    this.store = store;
    this.zone = zone;
  }

  static async start(
    source: SampleSource | CsvStates,
    { store = new MemoryStore() as Store, zone = 'UTC' } = {},
  ): Promise<RecordedSamples> {
    const samples = new RecordedSamples(source, store, zone);
    await samples.restart();
    return samples;
  }

  /** Takes a block the way of the gateway: journal, then recorder. */
  async take(block: Block) {
    this.journal.push(block);
    return this.recorder.take(this.journal.length - 1, block);
  }

  /** Other sources write so many records. */
  skip(records: number): void {
    for (let i = 0; i < records; i++) this.journal.push(null);
  }

  /** The process ends here and now, and another begins on the same store and journal. */
  async restart(): Promise<void> {
    this.#cutOff();
    const { store, cutOff } = cuttable(this.store);
    this.#cutOff = cutOff;
    this.writer = new FactWriter({ store, gateway: 'gw', log: (message) => this.log.push(message) });
    this.recorder = new SampleRecorder({
      ...{ gateway: 'gw', line: 'line8', source: this.source, zone: this.zone, store, writer: this.writer },
      now: () => LATER,
    });
    this.replayedFrom = await this.recorder.restore();
    for (let sequence = this.replayedFrom; sequence < this.journal.length; sequence++) {
      const block = this.journal[sequence];
      if (block) await this.recorder.take(sequence, block);
    }
  }

  /** All chunks, without the time at which they were received. */
  async chunks(): Promise<Omit<Chunk, 'received'>[]> {
    await this.writer.drained();
    const found: Omit<Chunk, 'received'>[] = [];
    for (const database of await this.store.databases('series_')) {
      for (const { received: _, ...chunk } of await this.store.range(database, { from: '', to: '~' }))
        found.push(chunk as unknown as Chunk);
    }
    return found.sort((a, b) => (a._id < b._id ? -1 : 1));
  }

  /** Every reading of a metric that counts, in chunks and in memory, by file and position. */
  async readings(id: string): Promise<Stored[]> {
    const stored = (await this.chunks()).filter(
      (chunk) => chunk.metric === id && this.recorder.isCurrent(chunk as Chunk),
    );
    const rows = [...stored.flatMap((chunk) => samplesOf(chunk)), ...this.recorder.openSamples(id)] as {
      at: number;
      offset: number;
      scaled: number;
    }[];
    return rows
      .map(({ at, offset, scaled }) => ({ at, offset, value: scaled }))
      .sort((a, b) => a.at - b.at || a.offset - b.offset);
  }

  /** Rejected rows in chunks. */
  async rejected(): Promise<string[]> {
    return (await this.chunks()).flatMap(({ rejected }) => rejected.map(({ text }) => text));
  }

  async dropLocal(): Promise<void> {
    for (const database of await this.store.databases('local_')) await this.store.drop(database);
  }
}
