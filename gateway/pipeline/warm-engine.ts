/**
 * The engine of a line, warm at the newest row of its `cycles` source. Rows that arrive for an older file are out of order
 * for it: the hours from there are to be computed anew from the chunks.
 */
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import { hourStart } from '../../shared/documents/document.ts';
import type { Window } from '../../shared/calendar/windows.ts';
import type { Cycle } from '../../shared/production/cycle.ts';
import { LineEngine, type EngineRules } from '../../shared/production/line-engine.ts';
import type { ChunkLog } from './chunk-log.ts';
import { KEPT_MS } from './closing-hours.ts';
import { engineFromChunks } from './engine-from-chunks.ts';
import type { OpenFile } from './open-file.ts';

export class WarmEngine {
  readonly #rules: EngineRules;
  #engine: LineEngine;
  /** The file of its newest row. */
  #file: string | null = null;
  /** When its source could not be heard, as far as it is recorded; what is set here counts from the next `rebuild` on. */
  outages: Window[] = [];
  #outageSince: number | null = null;
  /** Hours from here on must be computed anew; null = all are right. */
  lateFrom: number | null = null;

  constructor(rules: EngineRules) {
    this.#rules = rules;
    this.#engine = this.#cold();
  }

  /** Another one after each `rebuild`. */
  get engine(): LineEngine {
    return this.#engine;
  }

  /** The earliest hour that lacks a statement for what it says now. */
  get changedFrom(): number | null {
    return this.#engine.changed()[0] ?? null;
  }

  /** The row after those of `open`. Answers whether a newer file than that of all rows before begins with it. */
  row(open: OpenFile<Cycle>, cycle: Cycle): boolean {
    const begins = this.#file !== open.id && this.#mayBegin(open, cycle);
    if (begins) {
      this.#file = open.id;
      this.#engine.startFile();
      for (let n = open.chunk.rejected.length; n > 0; n--) this.#engine.rejected();
    }
    if (this.#file === open.id) this.#engine.cycle(cycle);
    else this.#late(cycle.at);
    return begins;
  }

  #mayBegin({ lastAt }: OpenFile<Cycle>, { at }: Cycle): boolean {
    return lastAt === null && (this.#engine.lastAt === null || at >= this.#engine.lastAt);
  }

  /** A row that cannot be read, after those of `open`. */
  refused(open: OpenFile<Cycle>): void {
    if (this.#file === open.id) this.#engine.rejected();
    else if (open.lastAt !== null) this.#late(open.lastAt);
  }

  #late(at: number): void {
    this.lateFrom = Math.min(this.lateFrom ?? Infinity, hourStart(at));
  }

  /** As if all rows of the chunks had just passed by; they must be durable. `from` and `refused`: see `engineFromChunks`. */
  async rebuild(
    log: ChunkLog<Cycle>,
    from: number | null,
    refused: (file: string, row: RejectedRow, at: number) => void,
  ): Promise<void> {
    const makeEngine = () => this.#cold();
    const known = this.outages.length;
    const { engine, file } = await engineFromChunks({ log, from, keptMs: KEPT_MS, makeEngine, refused });
    // What was told while the chunks were read.
    for (const outage of this.outages.slice(known)) engine.outage(outage.from, outage.to);
    engine.outageSince = this.#outageSince;
    this.#engine = engine;
    this.#file = file;
  }

  #cold(): LineEngine {
    const engine = new LineEngine(this.#rules);
    for (const { from, to } of this.outages) engine.outage(from, to);
    engine.outageSince = this.#outageSince;
    return engine;
  }

  /** The source could not be heard in `[from, to)`. */
  outage(from: number, to: number): void {
    this.outages.push({ from, to });
    this.#engine.outage(from, to);
  }

  /** Since when the source cannot be heard; null = it can. */
  set outageSince(since: number | null) {
    this.#outageSince = since;
    this.#engine.outageSince = since;
  }
}
