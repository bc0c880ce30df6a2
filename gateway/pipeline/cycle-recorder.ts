/** Rows of a line's `cycles` source → chunks and hours. Hours that late rows touch are computed anew from the chunks. */
import { HOUR_MS, hourStart } from '../../shared/documents/document.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import type { LineDefinition } from '../../shared/equipment.ts';
import type { Cycle, CycleFile } from '../../shared/production/cycle.ts';
import type { LineEngine } from '../../shared/production/line-engine.ts';
import type { CsvCycles } from '../../shared/sources.ts';
import { cycleDecoder } from '../decoders/cycle-decoder.ts';
import type { DecodedCycle } from '../decoders/decoded.ts';
import type { Block } from '../sources/source.ts';
import type { Store } from '../store/store.ts';
import type { Progress, Span } from './catalogued-file.ts';
import { cyclesOf, packedCycles } from './chunk-codec.ts';
import { closeAllHours, closeHours, type ClosingParts } from './closing-hours.ts';
import type { FactWriter } from './fact-writer.ts';
import { mappingVersion } from './mapping-version.ts';
import type { OpenFile } from './open-file.ts';
import { openCycleTimes, rowsAsKept, wholeFiles, type PackedRows } from './recorded-cycles.ts';
import { recordedOutages } from './recorded-outages.ts';
import type { CurrentRereadings } from './rereadings.ts';
import { SourceRecorder } from './source-recorder.ts';
import { WarmEngine } from './warm-engine.ts';
import { watchedCycle } from './watched-rows.ts';

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

type ReadCycle = Extract<DecodedCycle, { ok: true }>;

export class CycleRecorder extends SourceRecorder<ReadCycle, Cycle> {
  readonly #parts: CycleRecorderParts;
  readonly #warm: WarmEngine;

  constructor(parts: CycleRecorderParts) {
    const { gateway, line, source, zone, store, writer, configVersion, now, version } = parts;
    super({
      ...{ gateway, line: line.id, source: source.id, store, writer, now, version },
      metrics: ['cycles'],
      configVersion: mappingVersion(source, zone),
      pack: (rows) => [{ ...packedCycles(rows), firstAt: rows[0]?.at ?? null, lastAt: rows.at(-1)?.at ?? null }],
      unpack: ([pack]) => cyclesOf(pack!),
      keepsBefore: true,
      decoder: cycleDecoder(source, zone),
      positions: 'bytes',
      at: ({ cycle }) => cycle.at,
    });
    this.#parts = parts;
    this.#warm = new WarmEngine({ line, zone, configVersion });
  }

  get engine(): LineEngine {
    return this.#warm.engine;
  }

  /** The source could not be heard in `[from, to)`. */
  outage(from: number, to: number): void {
    this.#warm.outage(from, to);
  }

  /** When the source could not be heard, as far as it touches `[from, to)`. */
  outagesBetween(from: number, to: number): Window[] {
    return this.#warm.outages.filter((outage) => outage.to > from && outage.from < to);
  }

  /** Since when the source cannot be heard; null = it can. */
  set outageSince(since: number | null) {
    this.#warm.outageSince = since;
  }

  protected override async restored(progress: Progress | null): Promise<void> {
    const { store, line, source } = this.#parts;
    this.#warm.outages = await recordedOutages(store, line.id, source.id);
    await this.#rebuild(progress ? progress.hoursFrom : -Infinity);
  }

  protected override kept({ cycle }: ReadCycle): Cycle {
    return cycle;
  }

  protected override row(open: OpenFile<Cycle>, cycle: Cycle): void {
    if (this.#warm.row(open, cycle)) this.leaveOthers(open.id);
  }

  protected override refused(open: OpenFile<Cycle>, row: RejectedRow, { receivedAt }: Block): void {
    this.rejected.add(open.id, row, open.lastAt ?? receivedAt);
    this.#warm.refused(open);
  }

  protected override watched(row: DecodedCycle) {
    return watchedCycle(row);
  }

  /** Late rows are not done before their hours are: a position beyond them would make the next start skip them. */
  protected override progress() {
    return this.#warm.lateFrom === null ? { hoursFrom: this.#warm.changedFrom } : null;
  }

  override rereader(): CycleRecorder {
    return new CycleRecorder({ ...this.#parts, version: this.mapping });
  }

  /** States the hours that are over; `now` as `closeHours` has it. */
  async advance(now: number | null): Promise<void> {
    if (now !== null) await this.#includeLateRows();
    return this.turns.take(() => closeHours(this.#closing(), now));
  }

  /** All rows that there are were taken, and nobody listens for more: states every hour as far as it is known. */
  async finish(): Promise<void> {
    await this.#includeLateRows();
    return this.turns.take(() => closeAllHours(this.#closing()));
  }

  override async seal(end: () => number): Promise<void> {
    await this.#includeLateRows();
    await super.seal(end);
  }

  /** From now on files count as they were read anew; hours are computed from there. */
  override switchTo(rereadings: CurrentRereadings, spans: ReadonlyMap<string, Span>): Promise<void> {
    return this.durably(async () => {
      const before = this.log.filesBetween(-Infinity, Infinity).filter(({ id }) => spans.has(id));
      this.log.reread(rereadings, spans);
      const touched = [...before, ...spans.values()];
      const from = hourStart(Math.min(...touched.map(({ firstAt }) => firstAt)));
      await this.#rebuild(Math.min(from, this.#warm.changedFrom ?? Infinity));
      // An hour that lost its rows to another one says so.
      const known = new Set(this.engine.hours());
      for (const { firstAt, lastAt } of before)
        for (let hourAt = hourStart(firstAt); hourAt <= lastAt; hourAt += HOUR_MS)
          if (!known.has(hourAt)) this.engine.touch(hourAt);
    });
  }

  /** The files that have rows in `[from, to)`, whole, in order; with their rejected rows counted. */
  files(from: number, to: number): Promise<{ files: CycleFile[]; rejected: number }> {
    return this.durably(() => wholeFiles(this.log, from, to));
  }

  /** What the machine wrote in `[from, to)`, chunk by chunk as it is kept, files in order. */
  async *recorded(from: number, to: number): AsyncGenerator<{ file: string; chunk: PackedRows }> {
    yield* await this.durably(() => rowsAsKept(this.log, from, to));
  }

  /** Times between cycles that are in no chunk yet (ms), of each file by itself. */
  openCycleTimes(): { at: number; scaled: number }[] {
    return openCycleTimes(this.log);
  }

  async #includeLateRows(): Promise<void> {
    if (this.#warm.lateFrom === null) return;
    await this.durably(async () => {
      const { lateFrom, changedFrom } = this.#warm;
      if (lateFrom === null) return;
      // What was not stated before stays to be stated.
      await this.#rebuild(Math.min(lateFrom, changedFrom ?? Infinity));
      this.#warm.lateFrom = null;
    });
  }

  async #rebuild(from: number | null): Promise<void> {
    await this.#warm.rebuild(this.log, from, (file, row, at) => this.rejected.add(file, row, at));
  }

  #closing(): ClosingParts {
    const { store, gateway, line, now } = this.#parts;
    return { engine: this.engine, store, gateway, line: line.id, reading: this.rereadSince, clock: now() };
  }
}
