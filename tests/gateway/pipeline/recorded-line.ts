/** A line with its store and journal in memory, that can be killed and started again at any point. */
import type { Block } from '../../../gateway/sources/source.ts';
import { CycleRecorder } from '../../../gateway/pipeline/cycle-recorder.ts';
import { FactWriter, type Waiting } from '../../../gateway/pipeline/fact-writer.ts';
import type { Overflow } from '../../../gateway/pipeline/overflow.ts';
import { LinePipeline } from '../../../gateway/pipeline/line-pipeline.ts';
import { bestHours } from '../../../gateway/store/best-hours.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Store } from '../../../gateway/store/store.ts';
import type { Chunk } from '../../../shared/documents/chunk.ts';
import type { LineHourBody } from '../../../shared/documents/line-hour.ts';
import type { Calendar, LineDefinition } from '../../../shared/equipment.ts';
import type { CsvCycles } from '../../../shared/sources.ts';

export const SOURCE: CsvCycles = {
  id: 'vision',
  kind: 'csv',
  path: 'PR*.txt',
  meaning: 'cycles',
  columns: ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'],
  time: { column: 'time', format: 'YYYY-MM-DD HH:mm:ss.SSS' },
};
export const LINE: LineDefinition = {
  id: 'line8',
  name: 'Line 8',
  idealRatePerHour: 8_400,
  standardRatePerHour: 5_000,
  stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
  sources: [SOURCE],
};
/** Monday, 10 October 2022, 08:00 UTC; the plant's clocks show UTC. */
export const EIGHT = Date.UTC(2022, 9, 10, 8);
/** Long after any row. */
export const LATER = Date.UTC(2026, 0);

export function row(at: number, { serial = String(at % 1_000_000), lot = 'A', present = true } = {}): string {
  return `7,${present ? lot : '0'},${present ? serial : '0'},${present ? 1 : 0},${new Date(at).toISOString().slice(0, 23).replace('T', ' ')}\n`;
}

/** A part every 900 ms. */
export function running(from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 900) text += row(at);
  return text;
}

export interface File {
  name: string;
  bytes: Buffer;
}

export const file = (name: string, text: string): File => ({ name, bytes: Buffer.from(text) });

/** A file as blocks; `cuts` = after how many lines a block ends. */
export function blocksOf({ name, bytes }: File, cuts: readonly number[] = []): Block[] {
  const ends: number[] = [];
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) ends.push(at + 1);
  const chosen = new Set([
    ...cuts.flatMap((line) => (line > 0 && line <= ends.length ? [ends[line - 1]!] : [])),
    bytes.length,
  ]);
  const blocks: Block[] = [];
  let offset = 0;
  for (const end of [...chosen].sort((a, b) => a - b)) {
    if (end > offset)
      blocks.push({
        sourceId: 'line8/vision',
        file: name,
        fileKey: name,
        generation: 0,
        offset,
        bytes: bytes.subarray(offset, end),
        receivedAt: 1_000_000 + offset,
      });
    offset = end;
  }
  return blocks;
}

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

export class RecordedLine {
  readonly store: Store;
  readonly journal: Block[] = [];
  readonly log: string[] = [];
  configVersion = 'v1';
  now = LATER;
  writer!: FactWriter;
  recorder!: CycleRecorder;
  #cutOff: () => void = () => {};
  readonly #line: LineDefinition;
  readonly #overflow: Overflow<Waiting> | undefined;
  readonly #gateway: string;
  readonly #former: readonly string[];

  private constructor(
    store: Store,
    calendar: Calendar | undefined,
    overflow: Overflow<Waiting> | undefined,
    { gateway, former }: { gateway: string; former: readonly string[] },
  ) {
    this.store = store;
    this.#overflow = overflow;
    this.#gateway = gateway;
    this.#former = former;
    this.#line = { ...LINE, ...(calendar && { calendar }) };
  }

  static async start({
    store = new MemoryStore() as Store,
    calendar,
    overflow,
    gateway = 'gw',
    former = [],
  }: {
    store?: Store;
    calendar?: Calendar;
    overflow?: Overflow<Waiting>;
    gateway?: string;
    /** Gateways whose place it took. */
    former?: readonly string[];
  } = {}): Promise<RecordedLine> {
    const line = new RecordedLine(store, calendar, overflow, { gateway, former });
    await line.restart();
    return line;
  }

  /** Takes a block the way of the gateway: journal, then recorder. */
  async take(block: Block) {
    this.journal.push(block);
    return this.recorder.take(this.journal.length - 1, block);
  }

  /** Imports files as a command does: only rows close hours while they are read. */
  async import(...files: readonly File[]): Promise<void> {
    for (const one of files) {
      for (const block of blocksOf(one)) {
        await this.take(block);
        await this.recorder.advance(null);
      }
    }
    await this.settle();
  }

  /** Everything is read: states all hours and makes positions durable. */
  async settle(now = this.now): Promise<void> {
    await this.recorder.advance(now);
    await this.recorder.save();
  }

  /** The process ends here and now, and another begins on the same store and journal. */
  async restart(): Promise<void> {
    this.#cutOff();
    const { store, cutOff } = cuttable(this.store);
    this.#cutOff = cutOff;
    const overflow = this.#overflow && { overflow: this.#overflow };
    this.writer = new FactWriter({
      ...{ store, gateway: this.#gateway, formerly: () => this.#former, ...overflow },
      log: (message) => this.log.push(message),
    });
    this.recorder = new CycleRecorder({
      gateway: this.#gateway,
      zone: 'UTC',
      line: this.#line,
      source: SOURCE,
      configVersion: this.configVersion,
      store,
      writer: this.writer,
      now: () => this.now,
    });
    const from = await this.recorder.restore();
    for (let sequence = from; sequence < this.journal.length; sequence++)
      await this.recorder.take(sequence, this.journal[sequence]!);
  }

  /** All chunks, without the time at which they were received. */
  async chunks(): Promise<Omit<Chunk, 'received'>[]> {
    const found: Omit<Chunk, 'received'>[] = [];
    for (const database of await this.store.databases('series_')) {
      for (const { received: _, ...chunk } of await this.store.range(database, { from: '', to: '~' }))
        found.push(chunk as unknown as Chunk);
    }
    return found.sort((a, b) => (a._id < b._id ? -1 : 1));
  }

  /** What the best statement says of each hour. */
  async hours(): Promise<LineHourBody[]> {
    const best = await bestHours(this.store, 'line8', { from: 0, to: LATER + 1e12 });
    return [...best.values()]
      .sort((a, b) => a.hourAt - b.hourAt)
      .map(
        ({
          _id,
          type: _type,
          schema: _schema,
          line: _line,
          at: _at,
          received: _received,
          by: _by,
          edition: _edition,
          ...body
        }) => body,
      );
  }

  /** The documents of every database that is not local, without when they were received or computed. */
  async outcome(): Promise<{ chunks: unknown[]; hours: LineHourBody[] }> {
    return { chunks: await this.chunks(), hours: await this.hours() };
  }

  async dropLocal(): Promise<void> {
    for (const database of await this.store.databases('local_')) await this.store.drop(database);
  }
}

export function total(hours: readonly LineHourBody[], count: 'produced' | 'empty' | 'downMs' | 'unknownMs'): number {
  return hours.flatMap((hour) => hour[count]).reduce((sum, number) => sum + number, 0);
}

/** The whole line with a journal that only counts, restored from the store. */
export async function pipelineOver(store: Store, waiting = (): string | null => null): Promise<LinePipeline> {
  const writer = new FactWriter({ store, gateway: 'gw', log: () => {} });
  let sequence = 0;
  const journal = {
    append: async () => sequence++,
    get nextSequence() {
      return sequence;
    },
  };
  const pipeline = new LinePipeline({
    gateway: 'gw',
    zone: 'UTC',
    line: LINE,
    configVersion: 'v1',
    store,
    writer,
    journal,
    now: () => LATER,
    waiting,
  });
  await pipeline.restore();
  return pipeline;
}
