/**
 * Rows of a line's `cycles` source → chunks and hours. Blocks come from the journal, live or replayed; what is here
 * already is skipped, so taking a block twice changes nothing. The engine stays warm at the newest row; rows that
 * arrive for an older file make the hours from there be computed anew from the chunks.
 */
import type { Chunk, FileOpening } from '../../shared/documents/chunk.ts';
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import type { LineDefinition } from '../../shared/equipment.ts';
import type { CsvCycles } from '../../shared/sources.ts';
import type { Cycle, CycleFile } from '../../shared/production/cycle.ts';
import { LineEngine } from '../../shared/production/line-engine.ts';
import { cycleTimes } from '../../shared/series/cycle-times.ts';
import { cycleDecoder } from '../decoders/cycle-decoder.ts';
import type { DecodedCycle } from '../decoders/decoded.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { recordedOutages } from './recorded-outages.ts';
import { BlockReader } from './block-reader.ts';
import { cyclesOf, packedCycles } from './chunk-codec.ts';
import { ChunkLog } from './chunk-log.ts';
import type { OpenFile } from './open-file.ts';
import type { FileWithRows, Span } from './catalogued-file.ts';
import type { CurrentRereadings } from './rereadings.ts';
import { engineFromChunks } from './engine-from-chunks.ts';
import type { FactWriter } from './fact-writer.ts';
import { stateHours } from './hour-statements.ts';
import { mappingVersion } from './mapping-version.ts';
import { RejectedRows, type Taken } from './rejected-rows.ts';
import { SourceWatch, type WatchedRow } from './source-watch.ts';
import { Turns } from './turns.ts';

/** After an hour's end, time for a clock step back into it. */
export const GRACE_MS = 60_000;
/** Tallies of hours kept in memory behind the newest row. */
const KEPT_MS = 50 * HOUR_MS;
/** Old rows are being read: so many hours are stated together. */
const BACKFILL_HOURS = 48;

export interface CycleRecorderParts {
  gateway: string;
  zone: string;
  line: LineDefinition;
  source: CsvCycles;
  configVersion: string;
  store: Store;
  writer: FactWriter;
  now: () => number;
  /** Reads files anew under this mapping, beside what is there. */
  version?: string;
}

export type PackedRows = Pick<Chunk, 'packed' | 'texts' | 'rows' | 'rejected'>;

export class CycleRecorder {
  readonly rejected = new RejectedRows();
  watch: SourceWatch;
  readonly #parts: CycleRecorderParts;
  readonly #log: ChunkLog<Cycle>;
  readonly #reader: BlockReader<DecodedCycle>;
  readonly #turns = new Turns();
  #outages: { from: number; to: number }[] = [];
  #outageSince: number | null = null;
  #engine: LineEngine;
  #engineFile: string | null = null;
  /** Hours from here on must be computed anew: rows arrived for an older file. */
  #lateFrom: number | null = null;
  #journalEnd = 0;

  constructor(parts: CycleRecorderParts) {
    this.#parts = parts;
    const { gateway, line, source, zone, store, writer, version } = parts;
    this.#log = new ChunkLog({
      gateway,
      line: line.id,
      source: source.id,
      metrics: ['cycles'],
      configVersion: mappingVersion(source, zone),
      store,
      writer,
      pack: (rows) => [{ ...packedCycles(rows), firstAt: rows[0]?.at ?? null, lastAt: rows.at(-1)?.at ?? null }],
      unpack: ([pack]) => cyclesOf(pack!),
      keepsBefore: true,
      version,
    });
    this.#reader = new BlockReader({
      decoder: cycleDecoder(source, zone),
      positions: 'bytes',
      start: (id) => this.#log.start(id),
      at: (row) => (row.ok ? row.cycle.at : null),
    });
    this.watch = new SourceWatch(parts.now);
    this.#engine = this.#newEngine();
  }

  /** Id of the source within the line. */
  get source(): string {
    return this.#parts.source.id;
  }

  get engine(): LineEngine {
    return this.#engine;
  }

  /** The source could not be heard in `[from, to)`. */
  outage(from: number, to: number): void {
    this.#outages.push({ from, to });
    this.#engine.outage(from, to);
  }

  /** When the source could not be heard, as far as it touches `[from, to)`. */
  outagesBetween(from: number, to: number): { from: number; to: number }[] {
    return this.#outages.filter((outage) => outage.to > from && outage.from < to);
  }

  /** Since when the source cannot be heard; null = it can. */
  set outageSince(since: number | null) {
    this.#outageSince = since;
    this.#engine.outageSince = since;
  }

  /** Brings back what the store knows. Answers the journal sequence from which blocks must be taken again. */
  restore(): Promise<number> {
    return this.#turns.take(async () => {
      const progress = await this.#log.load();
      const { store, line, source } = this.#parts;
      this.#outages = await recordedOutages(store, line.id, source.id);
      await this.#rebuild(progress ? progress.hoursFrom : -Infinity);
      return progress?.journalFrom ?? 0;
    });
  }

  /** Takes a journalled block; `sequence` is its record's. */
  take(sequence: number, block: Block, until?: number): Promise<Taken> {
    return this.#turns.take(async () => {
      await this.#parts.writer.room();
      this.#journalEnd = Math.max(this.#journalEnd, sequence + 1);
      return this.#takeRows(sequence, block, until);
    });
  }

  /** How far a file is known, for its source to go on. */
  known(fileKey: string, generation?: number): KnownPosition | null {
    return this.#log.known(fileKey, generation);
  }

  /**
   * States closed hours. `now` = the source is read to its end and listened to, so silence is standstill and time
   * itself closes hours; null = more rows are coming (backfill), only rows close hours.
   */
  async advance(now: number | null): Promise<void> {
    if (now !== null) await this.#includeLateRows();
    return this.#turns.take(async () => {
      const known = Math.max(this.#engine.lastAt ?? -Infinity, now ?? -Infinity);
      // Hours that passed while the line stood, or could not be heard, have no row; they get a statement all the same.
      if (now !== null) this.#engine.touchOpen(now);
      // Asking the store what it has costs as much for one hour as for many.
      const atLeast = now === null ? BACKFILL_HOURS : 1;
      await this.#state((hourAt) => hourAt + HOUR_MS + GRACE_MS <= known, now, atLeast);
    });
  }

  /** All rows that there are were taken, and nobody listens for more: states every hour as far as it is known. */
  async finish(): Promise<void> {
    await this.#includeLateRows();
    return this.#turns.take(() => this.#state(() => true, null));
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
  rereader(): CycleRecorder {
    return new CycleRecorder({ ...this.#parts, version: this.mapping });
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

  /** From now on files count as they were read anew; hours are computed from there. */
  async switchTo(rereadings: CurrentRereadings, spans: ReadonlyMap<string, Span>): Promise<void> {
    await this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#log.ticket,
      async () => {
        const before = this.#log.filesBetween(-Infinity, Infinity).filter(({ id }) => spans.has(id));
        this.#log.reread(rereadings, spans);
        const touched = [...before, ...spans.values()];
        const from = hourStart(Math.min(...touched.map(({ firstAt }) => firstAt)));
        await this.#rebuild(Math.min(from, this.#engine.changed()[0] ?? Infinity));
        // An hour that lost its rows to another one says so.
        const known = new Set(this.#engine.hours());
        for (const { firstAt, lastAt } of before)
          for (let hourAt = hourStart(firstAt); hourAt <= lastAt; hourAt += HOUR_MS)
            if (!known.has(hourAt)) this.#engine.touch(hourAt);
      },
    );
  }

  /** Makes everything durable: chunks, then positions. `end` = the journal's sequence after all that was taken. */
  save(end = () => this.#journalEnd): Promise<void> {
    return this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#log.ticket,
      async () => {
        // Late rows are not done before their hours are: a position beyond them would make the next start skip them.
        if (this.#lateFrom !== null) return;
        await this.#log.save({ hoursFrom: this.#engine.changed()[0] ?? null }, end(), this.#parts.now());
      },
    );
  }

  /** Rows will be read by another mapping: all that were taken are in durable chunks, and positions say so. */
  async seal(end: () => number): Promise<void> {
    await this.#includeLateRows();
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

  /** The files that have rows in `[from, to)`, whole, in order; with their rejected rows counted. */
  files(from: number, to: number): Promise<{ files: CycleFile[]; rejected: number }> {
    return this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#log.ticket,
      async () => {
        const files: CycleFile[] = [];
        let rejected = 0;
        for (const file of this.#log.filesBetween(from, to)) {
          const cycles: Cycle[] = [];
          for await (const chunk of this.#log.stored.chunks(file)) {
            for (const cycle of cyclesOf(chunk)) cycles.push(cycle);
            rejected += chunk.rejected.length;
          }
          const open = this.#log.openRows(file.id);
          files.push({ cycles: cycles.concat(open.rows) });
          rejected += open.rejected.length;
        }
        return { files, rejected };
      },
    );
  }

  /** Times between cycles that are in no chunk yet (ms), of each file by itself. */
  openCycleTimes(): { at: number; scaled: number }[] {
    return this.#log.openChunks().flatMap(({ rows, before }) => {
      const times = cycleTimes(
        rows.map(({ at }) => at),
        before,
      );
      return times.at.map((at, i) => ({ at, scaled: times.scaled[i]! }));
    });
  }

  /** What the machine wrote in `[from, to)`, chunk by chunk as it is kept, files in order. */
  async *recorded(from: number, to: number): AsyncGenerator<{ file: string; chunk: PackedRows }> {
    const found = await this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#log.ticket,
      async () => {
        const all: { file: string; chunk: PackedRows }[] = [];
        for (const file of this.#log.filesBetween(from, to)) {
          for await (const chunk of this.#log.stored.chunks(file))
            if (chunk.lastAt >= from && chunk.firstAt < to) all.push({ file: file.id, chunk });
          const open = this.#log.openRows(file.id);
          const rows = open.rows.filter(({ at }) => at >= from && at < to);
          if (rows.length > 0)
            all.push({ file: file.id, chunk: { ...packedCycles(rows), rejected: [...open.rejected] } });
        }
        return all;
      },
    );
    yield* found;
  }

  #takeRows(sequence: number, block: Block, until?: number): Taken {
    const taken: Taken = { rows: 0, rejected: [] };
    const fresh = this.#reader.read(block, until);
    if (!fresh) return taken;
    const open = this.#log.file(sequence, block, fresh.position);
    for (const row of fresh.rows) {
      const place = row.ok ? row.cycle : { at: null, offset: row.offset };
      this.#log.roll(open, fresh, place, sequence, block.receivedAt);
      if (row.ok) {
        this.#feed(open, row.cycle);
        open.chunk.add(row.cycle, row.end);
        open.lastAt = row.cycle.at;
      } else {
        const rejected = { file: block.file, offset: row.offset, text: row.text, reason: row.reason };
        taken.rejected.push(rejected);
        this.rejected.add(open.id, rejected, open.lastAt ?? block.receivedAt);
        open.chunk.reject(rejected, row.end);
        if (this.#engineFile === open.id) this.#engine.rejected();
        else if (open.lastAt !== null) this.#lateFrom = Math.min(this.#lateFrom ?? Infinity, hourStart(open.lastAt));
      }
    }
    taken.rows = fresh.rows.length;
    this.#log.finish(open, fresh, fresh.end, block.receivedAt);
    this.watch.took(
      block,
      fresh.rows,
      watched,
      (row) => fresh.bytes.subarray(row.offset - fresh.position, row.end - fresh.position),
      taken.rejected.length,
    );
    return taken;
  }

  /** Gives a row to the engine if it is in order; a row of an older file waits for the hours to be computed anew. */
  #feed(open: OpenFile<Cycle>, cycle: Cycle): void {
    if (this.#engineFile !== open.id) {
      const begins = open.lastAt === null && (this.#engine.lastAt === null || cycle.at >= this.#engine.lastAt);
      if (!begins) {
        this.#lateFrom = Math.min(this.#lateFrom ?? Infinity, hourStart(cycle.at));
        return;
      }
      this.#log.closeOthers(open.id);
      this.#reader.forgetOthers(open.id);
      this.#engineFile = open.id;
      this.#engine.startFile();
      for (let n = open.chunk.rejected.length; n > 0; n--) this.#engine.rejected();
    }
    this.#engine.cycle(cycle);
  }

  /** Writes the statements of changed hours that are `due`. */
  async #state(due: (hourAt: number) => boolean, now: number | null, atLeast = 1): Promise<void> {
    const { store, gateway, line } = this.#parts;
    const engine = this.#engine;
    const hours = engine.changed().filter(due);
    if (engine.lastAt === null || hours.length < atLeast || hours.length === 0) return;
    const bodies = hours.map((hourAt) => engine.body(hourAt, now)!);
    const reading = this.#log.rereadSince;
    await stateHours({ store, gateway, line: line.id, now: this.#parts.now(), reading }, bodies);
    for (const hourAt of hours) engine.settled(hourAt);
    // Never later than the clock: one row with a wrong date must not make the engine forget the hour that runs.
    engine.forgetBefore(Math.min(engine.lastAt, this.#parts.now(), now ?? Infinity) - KEPT_MS);
  }

  async #includeLateRows(): Promise<void> {
    if (this.#lateFrom === null) return;
    await this.#parts.writer.inDurableTurn(
      this.#turns,
      () => this.#log.ticket,
      async () => {
        if (this.#lateFrom === null) return;
        // What was not stated before stays to be stated.
        await this.#rebuild(Math.min(this.#lateFrom, this.#engine.changed()[0] ?? Infinity));
        this.#lateFrom = null;
      },
    );
  }

  /** Computes hours anew from the chunks; see `engineFromChunks`. */
  async #rebuild(from: number | null): Promise<void> {
    const rebuilt = await engineFromChunks({
      log: this.#log,
      from,
      keptMs: KEPT_MS,
      makeEngine: () => this.#newEngine(),
      refused: (file, row, at) => this.rejected.add(file, row, at),
    });
    this.#engine = rebuilt.engine;
    this.#engineFile = rebuilt.file;
  }

  #newEngine(): LineEngine {
    const { line, zone, configVersion } = this.#parts;
    const engine = new LineEngine({ line, zone, configVersion });
    for (const { from, to } of this.#outages) engine.outage(from, to);
    engine.outageSince = this.#outageSince;
    return engine;
  }
}

function watched(row: DecodedCycle): WatchedRow {
  if (!row.ok) return { ...row, decoded: () => ({}) };
  const { at, present, serial, lot, item, offset } = row.cycle;
  return {
    offset,
    end: row.end,
    reason: null,
    decoded: () => ({
      time: new Date(at).toISOString(),
      itemNumber: item,
      lotNumber: lot,
      serialNumber: serial,
      partPresent: String(present),
    }),
  };
}
