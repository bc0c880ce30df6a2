/**
 * Rows of a line's `cycles` source → chunks and hours. Blocks come from the journal, live or replayed; what is here
 * already is skipped, so taking a block twice changes nothing. The engine stays warm at the newest row; rows that
 * arrive for an older file make the hours from there be computed anew from the chunks.
 */
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import type { CsvSource, LineDefinition } from '../../shared/equipment.ts';
import type { Cycle, CycleFile } from '../../shared/production/cycle.ts';
import { LineEngine } from '../../shared/production/line-engine.ts';
import { SERIAL_MEMORY_MS } from '../../shared/production/serial-memory.ts';
import { cycleDecoder, type CycleDecoder } from '../decoders/cycle-decoder.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { cyclesOf, inOrder, packedCycles } from './chunk-codec.ts';
import { ChunkLog, type OpenFile } from './chunk-log.ts';
import type { FactWriter } from './fact-writer.ts';
import { stateHours } from './hour-statements.ts';
import { RejectedRows, type Taken } from './rejected-rows.ts';
import { Turns } from './turns.ts';

/** After an hour's end, time for a clock step back into it. */
export const GRACE_MS = 60_000;
/** Tallies of hours kept in memory behind the newest row. */
const KEPT_MS = 50 * HOUR_MS;

export interface CycleRecorderParts {
  gateway: string;
  zone: string;
  line: LineDefinition;
  source: CsvSource;
  configVersion: string;
  store: Store;
  writer: FactWriter;
  now: () => number;
}

export class CycleRecorder {
  readonly rejected = new RejectedRows();
  readonly #parts: CycleRecorderParts;
  readonly #log: ChunkLog<Cycle>;
  readonly #decode: CycleDecoder;
  readonly #turns = new Turns();
  #engine: LineEngine;
  #engineFile: string | null = null;
  /** Hours from here on must be computed anew: rows arrived for an older file. */
  #lateFrom: number | null = null;
  #journalEnd = 0;

  constructor(parts: CycleRecorderParts) {
    this.#parts = parts;
    const { gateway, line, source, configVersion, store, writer } = parts;
    this.#log = new ChunkLog({
      gateway,
      line: line.id,
      source: source.id,
      metric: 'cycles',
      configVersion,
      store,
      writer,
      pack: packedCycles,
    });
    this.#decode = cycleDecoder(source, parts.zone);
    this.#engine = this.#newEngine();
  }

  get engine(): LineEngine {
    return this.#engine;
  }

  /** Brings back what the store knows. Answers the journal sequence from which blocks must be taken again. */
  restore(): Promise<number> {
    return this.#turns.take(async () => {
      const progress = await this.#log.load();
      await this.#rebuild(progress ? progress.hoursFrom : -Infinity);
      return progress?.journalFrom ?? 0;
    });
  }

  /** Takes a journalled block; `sequence` is its record's. */
  take(sequence: number, block: Block): Promise<Taken> {
    return this.#turns.take(async () => {
      await this.#parts.writer.room();
      this.#journalEnd = Math.max(this.#journalEnd, sequence + 1);
      return this.#takeRows(sequence, block);
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
  advance(now: number | null): Promise<void> {
    return this.#turns.take(async () => {
      if (this.#lateFrom !== null && now !== null) {
        await this.#parts.writer.drained();
        const from = this.#lateFrom;
        await this.#rebuild(from);
        this.#lateFrom = null;
      }
      await this.#stateClosed(now);
    });
  }

  /** Makes everything durable: chunks, then positions. */
  save(): Promise<void> {
    return this.#turns.take(async () => {
      await this.#parts.writer.drained();
      // Late rows are not done before their hours are: a position beyond them would make the next start skip them.
      if (this.#lateFrom !== null) return;
      await this.#log.save({
        hoursFrom: this.#engine.changed()[0] ?? null,
        journalFrom: this.#log.journalFrom(this.#journalEnd),
      });
    });
  }

  /** The files that have rows in `[from, to)`, whole, in order; with their rejected rows counted. */
  files(from: number, to: number): Promise<{ files: CycleFile[]; rejected: number }> {
    return this.#turns.take(async () => {
      await this.#parts.writer.drained();
      const files: CycleFile[] = [];
      let rejected = 0;
      for (const file of this.#log.filesBetween(from, to)) {
        const cycles: Cycle[] = [];
        for await (const chunk of this.#log.chunks(file)) {
          for (const cycle of cyclesOf(chunk)) cycles.push(cycle);
          rejected += chunk.rejected.length;
        }
        const open = this.#log.openRows(file.id);
        files.push({ cycles: cycles.concat(open.rows) });
        rejected += open.rejected.length;
      }
      return { files, rejected };
    });
  }

  #takeRows(sequence: number, block: Block): Taken {
    const taken: Taken = { rows: 0, rejected: [] };
    const fresh = this.#log.fresh(sequence, block, block.bytes.length);
    if (!fresh) return taken;
    const { open } = fresh;
    for (const row of this.#decode({ bytes: fresh.bytes, offset: fresh.position }, open.lastAt)) {
      this.#log.roll(fresh, row.ok ? row.cycle.at : null, sequence, block.receivedAt);
      taken.rows++;
      if (row.ok) {
        this.#feed(open, row.cycle);
        open.chunk.add(row.cycle, row.end);
        open.lastAt = row.cycle.at;
      } else {
        const rejected = { file: block.file, offset: row.offset, text: row.text, reason: row.reason };
        taken.rejected.push(rejected);
        this.rejected.add(rejected, open.lastAt ?? block.receivedAt);
        open.chunk.reject(rejected, row.end);
        if (this.#engineFile === open.id) this.#engine.rejected();
      }
    }
    this.#log.finish(fresh, block.offset + block.bytes.length, block.receivedAt);
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
      this.#engineFile = open.id;
      this.#engine.startFile();
      for (let n = open.chunk.rejected.length; n > 0; n--) this.#engine.rejected();
    }
    this.#engine.cycle(cycle);
  }

  async #stateClosed(now: number | null): Promise<void> {
    const engine = this.#engine;
    if (engine.lastAt === null) return;
    const known = Math.max(engine.lastAt, now ?? -Infinity);
    if (now !== null) this.#touchStandstill(engine, now);
    const closed = engine.changed().filter((hourAt) => hourAt + HOUR_MS + GRACE_MS <= known);
    if (closed.length === 0) return;
    const bodies = closed.map((hourAt) => engine.body(hourAt, now)!);
    await stateHours(
      { store: this.#parts.store, gateway: this.#parts.gateway, line: this.#parts.line.id, now: this.#parts.now() },
      bodies,
    );
    for (const hourAt of closed) engine.settled(hourAt);
    engine.forgetBefore(engine.lastAt - KEPT_MS);
  }

  /** Hours that passed while the line stood have no row; they get a statement all the same. */
  #touchStandstill(engine: LineEngine, now: number): void {
    const since = engine.openStop(now);
    if (since === null) return;
    const known = new Set(engine.hours());
    for (let hourAt = hourStart(since); hourAt <= now; hourAt += HOUR_MS) if (!known.has(hourAt)) engine.touch(hourAt);
  }

  /** Computes the hours from `from` on anew; rows of the 7 days before give the context. null = all hours are stated. */
  async #rebuild(from: number | null): Promise<void> {
    const newest = this.#log.filesBetween(-Infinity, Infinity).at(-1);
    const engine = this.#newEngine();
    if (newest) {
      const hoursFrom = from ?? hourStart(newest.lastAt);
      for (const file of this.#log.filesBetween(hoursFrom - SERIAL_MEMORY_MS, Infinity)) {
        engine.startFile();
        for await (const chunk of this.#log.chunks(file)) {
          for (const refused of chunk.rejected) this.rejected.add(refused, chunk.firstAt);
          replay(engine, cyclesOf(chunk), chunk.rejected);
        }
        const open = this.#log.openRows(file.id);
        replay(engine, open.rows, open.rejected);
      }
      for (const hourAt of engine.changed()) if (hourAt < hoursFrom) engine.settled(hourAt);
      engine.forgetBefore(Math.min(hoursFrom, newest.lastAt - KEPT_MS));
    }
    this.#engine = engine;
    this.#engineFile = newest?.id ?? null;
  }

  #newEngine(): LineEngine {
    const { line, zone, configVersion } = this.#parts;
    return new LineEngine({ line, zone, configVersion });
  }
}

function replay(engine: LineEngine, cycles: readonly Cycle[], rejected: readonly RejectedRow[]): void {
  for (const row of inOrder(cycles, rejected)) {
    if ('at' in row) engine.cycle(row);
    else engine.rejected();
  }
}
