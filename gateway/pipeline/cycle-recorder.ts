/**
 * Rows of a line's `cycles` source → chunks and hours. Blocks come from the journal, live or replayed; what is here
 * already is skipped, so taking a block twice changes nothing. The engine stays warm at the newest row; rows that
 * arrive for an older file make the hours from there be computed anew from the chunks.
 */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import type { CsvSource, LineDefinition } from '../../shared/equipment.ts';
import type { Cycle, CycleFile } from '../../shared/production/cycle.ts';
import { LineEngine } from '../../shared/production/line-engine.ts';
import { cycleDecoder, type CycleDecoder } from '../decoders/cycle-decoder.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import { cyclesOf, packedCycles } from './chunk-codec.ts';
import { ChunkLog, type OpenFile } from './chunk-log.ts';
import { engineFromChunks } from './engine-from-chunks.ts';
import type { FactWriter } from './fact-writer.ts';
import { stateHours } from './hour-statements.ts';
import { mappingVersion } from './mapping-version.ts';
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
    const { gateway, line, source, zone, store, writer } = parts;
    this.#log = new ChunkLog({
      gateway,
      line: line.id,
      source: source.id,
      metric: 'cycles',
      configVersion: mappingVersion(source, zone),
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
  async advance(now: number | null): Promise<void> {
    if (now !== null) await this.#includeLateRows();
    return this.#turns.take(async () => {
      const known = Math.max(this.#engine.lastAt ?? -Infinity, now ?? -Infinity);
      if (now !== null) this.#touchStandstill(now);
      await this.#state((hourAt) => hourAt + HOUR_MS + GRACE_MS <= known, now);
    });
  }

  /** All rows that there are were taken, and nobody listens for more: states every hour as far as it is known. */
  async finish(): Promise<void> {
    await this.#includeLateRows();
    return this.#turns.take(() => this.#state(() => true, null));
  }

  /** Makes everything durable: chunks, then positions. */
  save(): Promise<void> {
    return this.#parts.writer.inDrainedTurn(this.#turns, async () => {
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
    return this.#parts.writer.inDrainedTurn(this.#turns, async () => {
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
      this.#log.roll(
        fresh,
        { at: row.ok ? row.cycle.at : null, offset: row.ok ? row.cycle.offset : row.offset },
        sequence,
        block.receivedAt,
      );
      taken.rows++;
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

  /** Writes the statements of changed hours that are `due`. */
  async #state(due: (hourAt: number) => boolean, now: number | null): Promise<void> {
    const { store, gateway, line } = this.#parts;
    const engine = this.#engine;
    const hours = engine.changed().filter(due);
    if (engine.lastAt === null || hours.length === 0) return;
    const bodies = hours.map((hourAt) => engine.body(hourAt, now)!);
    await stateHours({ store, gateway, line: line.id, now: this.#parts.now() }, bodies);
    for (const hourAt of hours) engine.settled(hourAt);
    // Never later than the clock: one row with a wrong date must not make the engine forget the hour that runs.
    engine.forgetBefore(Math.min(engine.lastAt, this.#parts.now(), now ?? Infinity) - KEPT_MS);
  }

  /** Hours that passed while the line stood have no row; they get a statement all the same. */
  #touchStandstill(now: number): void {
    const since = this.#engine.openStop(now);
    if (since === null) return;
    const known = new Set(this.#engine.hours());
    for (let hourAt = hourStart(since); hourAt <= now; hourAt += HOUR_MS)
      if (!known.has(hourAt)) this.#engine.touch(hourAt);
  }

  async #includeLateRows(): Promise<void> {
    if (this.#lateFrom === null) return;
    await this.#parts.writer.inDrainedTurn(this.#turns, async () => {
      if (this.#lateFrom === null) return;
      // What was not stated before stays to be stated.
      await this.#rebuild(Math.min(this.#lateFrom, this.#engine.changed()[0] ?? Infinity));
      this.#lateFrom = null;
    });
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
    return new LineEngine({ line, zone, configVersion });
  }
}
