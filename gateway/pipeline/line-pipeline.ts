/** All of one line: its recorders, and the way of a block: journal, then recorder. */
import type { Chunk, RejectedRow } from '../../shared/documents/chunk.ts';
import { AppError } from '../../shared/errors.ts';
import { CYCLE_TIME } from '../../shared/series/metric.ts';
import type { LineDefinition } from '../../shared/equipment.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import { BlocksUnderWay } from './blocks-under-way.ts';
import { isOver } from './closing-hours.ts';
import { CycleRecorder } from './cycle-recorder.ts';
import type { Recorder } from './recorder.ts';
import { SampleRecorder } from './sample-recorder.ts';
import type { SourceWatch } from './source-watch.ts';
import { LineEngine } from '../../shared/production/line-engine.ts';
import type { Taken } from './rejected-rows.ts';
import type { FactWriter } from './fact-writer.ts';
import type { OpenHour } from '../../shared/sync/protocol.ts';
import type { Store } from '../store/store.ts';
import { LiveLine, type LiveSources } from './live-line.ts';

export interface LinePipelineParts {
  gateway: string;
  zone: string;
  line: LineDefinition;
  configVersion: string;
  store: Store;
  writer: FactWriter;
  /** Durable when it resolves; answers the record's sequence. */
  journal: { append(block: Block): Promise<number>; readonly nextSequence: number };
  now: () => number;
  /** Why no file of the line may be read yet; null or absent = they may. See `FormerGateways`. */
  waiting?: () => string | null;
}

export class LinePipeline {
  readonly line: LineDefinition;
  readonly live: LiveLine;
  readonly cycles: CycleRecorder | null = null;
  readonly #samples: SampleRecorder[] = [];
  readonly #recorders = new Map<string, Recorder>();
  readonly #parts: LinePipelineParts;
  readonly #underWay: BlocksUnderWay;
  /** Journal sequences, by source. */
  readonly #replayFrom = new Map<string, number>();
  /** Stands in for the engine of a line without a `cycles` source: it knows nothing, and says so. */
  readonly #noCycles: LineEngine;

  constructor(parts: LinePipelineParts) {
    const { line, zone, configVersion } = parts;
    this.#parts = parts;
    this.line = line;
    this.live = new LiveLine(line, zone);
    this.#underWay = new BlocksUnderWay(() => parts.journal.nextSequence);
    this.#noCycles = new LineEngine({ line, zone, configVersion });
    for (const source of line.sources) {
      if (source.meaning === 'cycles') {
        this.cycles = new CycleRecorder({ ...parts, source });
        this.#recorders.set(sourceId(line.id, source.id), this.cycles);
      } else {
        const recorder = new SampleRecorder({ ...parts, line: line.id, source });
        this.#samples.push(recorder);
        this.#recorders.set(sourceId(line.id, source.id), recorder);
      }
    }
  }

  /**
   * Answers the journal sequence from which blocks must be taken again; `begins` may know of a source that the journal has
   * nothing of it before.
   */
  async restore(begins: (source: string) => number = () => 0): Promise<number> {
    const from = await Promise.all(
      this.line.sources.map(async ({ id }) => {
        const saved = await this.#recorders.get(sourceId(this.line.id, id))!.restore();
        const from = Math.max(saved, begins(id));
        this.#replayFrom.set(sourceId(this.line.id, id), from);
        return from;
      }),
    );
    return Math.min(Infinity, ...from);
  }

  /** What passes through its sources is watched on where the former pipeline of the line left off. */
  inherit(former: LinePipeline): void {
    for (const [id, recorder] of this.#recorders) recorder.watch = former.watch(id) ?? recorder.watch;
  }

  /** Resolves when every block that was given is taken, or refused. */
  settled(): Promise<void> {
    return this.#underWay.settled();
  }

  /** Before another pipeline takes over, which reads these sources (ids within the line) otherwise or not at all. */
  async seal(sources: readonly string[]): Promise<void> {
    for (const [id, recorder] of this.#recorders) {
      const end = () => this.#underWay.takenTo(id);
      if (sources.some((source) => sourceId(this.line.id, source) === id)) await recorder.seal(end);
      else await recorder.save(end);
    }
  }

  has(id: string): boolean {
    return this.#recorders.has(id);
  }

  /** A block out of the journal, after `restore`; what is before the place that a source goes on from is kept already. */
  async replay(sequence: number, block: Block): Promise<void> {
    if (sequence >= (this.#replayFrom.get(block.sourceId) ?? 0))
      await this.#recorders.get(block.sourceId)?.take(sequence, block);
  }

  /** A new block: resolves when it is in the journal and taken. CONFLICT while its files may not be read. */
  async accept(block: Block): Promise<Taken> {
    const { journal } = this.#parts;
    const waiting = this.#isOfFile(block.sourceId) ? this.waiting : null;
    if (waiting !== null) throw new AppError('CONFLICT', waiting);
    return this.#underWay.go(block.sourceId, async () => {
      const sequence = await journal.append(block);
      return this.#recorders.get(block.sourceId)!.take(sequence, block);
    });
  }

  /** Why its files are not read; null = they are. Ports go on meanwhile: nothing that they say was said before. */
  get waiting(): string | null {
    return this.#parts.waiting?.() ?? null;
  }

  #isOfFile(id: string): boolean {
    return this.line.sources.some((source) => source.kind === 'csv' && sourceId(this.line.id, source.id) === id);
  }

  known(id: string, fileKey: string, generation?: number): KnownPosition | null {
    return this.#recorders.get(id)?.known(fileKey, generation) ?? null;
  }

  /** `now` = every source of the line is read to its end; null = more old rows are coming. */
  async advance(now: number | null): Promise<void> {
    await this.cycles?.advance(now);
  }

  /** All rows that there are were taken, and nobody listens for more. */
  async finish(): Promise<void> {
    await this.cycles?.finish();
  }

  /** Hours that have no statement for what they say now. */
  openHours(now: number): OpenHour[] {
    return this.cycles ? this.live.openHours(this.cycles.engine, now) : [];
  }

  /** Hours that are over and have no statement yet. */
  unstatedHours(now: number): number {
    return this.cycles?.engine.changed().filter((hourAt) => isOver(hourAt, now)).length ?? 0;
  }

  /** A start will replay the journal from here: what is before may go. */
  journalFrom(): number {
    return Math.min(Infinity, ...this.#all((recorder) => recorder.journalFrom()));
  }

  /** Samples of a metric that are in no chunk yet, oldest first. */
  openSamples(metric: string): { at: number; scaled: number }[] {
    if (metric === CYCLE_TIME) return this.cycles?.openCycleTimes() ?? [];
    return this.#samples.flatMap((recorder) => recorder.openSamples(metric));
  }

  /** When a port said something last, before this start or since; null = never. `source` = id within the line. */
  heardLast(source: string): number | null {
    const recorder = this.#samples.find((each) => each.source === source);
    return recorder?.latestAt ?? null;
  }

  recorder(id: string): Recorder | undefined {
    return this.#recorders.get(id);
  }

  /** Does the chunk count, or was its file read anew? One of a source that is gone counts. */
  isCurrent(chunk: Chunk): boolean {
    return this.#recorders.get(sourceId(this.line.id, chunk.source))?.isCurrent(chunk) ?? true;
  }

  /** When files of a source were last read anew; null = never. `source` = id within the line. */
  rereadSince(source: string): number | null {
    return this.#recorders.get(sourceId(this.line.id, source))?.rereadSince ?? null;
  }

  /** What passes through a source; undefined = the line has no such source. */
  watch(id: string): SourceWatch | undefined {
    return this.#recorders.get(id)?.watch;
  }

  async save(): Promise<void> {
    for (const [id, recorder] of this.#recorders) await recorder.save(() => this.#underWay.takenTo(id));
  }

  /** What live rows and frames are made of. `dayStart` = start of the production day. */
  sources(dayStart: number, behindBytes: number, lost: LiveSources['lost'], rules: LiveSources['rules']): LiveSources {
    return {
      engine: this.cycles?.engine ?? this.#noCycles,
      machine: this.#samples.map((recorder) => recorder.machineState()).find((state) => state !== null) ?? null,
      metrics: this.#samples.flatMap((recorder) => recorder.latest()),
      rejectedRows: this.#all((recorder) => recorder.rejected.since(dayStart)).reduce((sum, count) => sum + count, 0),
      behindBytes,
      lost,
      rules,
    };
  }

  /** Rejected rows by source, newest first. */
  rejected(): { source: string; at: number; row: RejectedRow }[] {
    return [...this.#recorders].flatMap(([source, recorder]) =>
      recorder.rejected.latest().map(({ at, row }) => ({ source, at, row })),
    );
  }

  #all<T>(of: (recorder: Recorder) => T): T[] {
    return [...this.#recorders.values()].map(of);
  }
}

export function sourceId(line: string, source: string): string {
  return `${line}/${source}`;
}
