/** All of one line: its recorders, and the way of a block: journal, then recorder. */
import type { RejectedRow } from '../../shared/documents/chunk.ts';
import type { LineDefinition } from '../../shared/equipment.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import { HOUR_MS } from '../../shared/documents/document.ts';
import { CycleRecorder, GRACE_MS } from './cycle-recorder.ts';
import { SampleRecorder } from './sample-recorder.ts';
import { LineEngine } from '../../shared/production/line-engine.ts';
import type { Taken } from './rejected-rows.ts';
import type { FactWriter } from './fact-writer.ts';
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
  journal: { append(block: Block): Promise<number> };
  now: () => number;
}

export class LinePipeline {
  readonly line: LineDefinition;
  readonly live: LiveLine;
  readonly cycles: CycleRecorder | null = null;
  readonly #samples: SampleRecorder[] = [];
  readonly #recorders = new Map<string, CycleRecorder | SampleRecorder>();
  readonly #parts: LinePipelineParts;
  /** Stands in for the engine of a line without a `cycles` source: it knows nothing, and says so. */
  readonly #noCycles: LineEngine;

  constructor(parts: LinePipelineParts) {
    const { line, zone, configVersion } = parts;
    this.#parts = parts;
    this.line = line;
    this.live = new LiveLine(line, zone);
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

  /** Answers the journal sequence from which blocks must be taken again. */
  async restore(): Promise<number> {
    const from = await Promise.all([...this.#recorders.values()].map((recorder) => recorder.restore()));
    return Math.min(Infinity, ...from);
  }

  has(id: string): boolean {
    return this.#recorders.has(id);
  }

  /** A block out of the journal, at start. */
  async replay(sequence: number, block: Block): Promise<void> {
    await this.#recorders.get(block.sourceId)?.take(sequence, block);
  }

  /** A new block: resolves when it is in the journal and taken. */
  async accept(block: Block): Promise<Taken> {
    const sequence = await this.#parts.journal.append(block);
    return this.#recorders.get(block.sourceId)!.take(sequence, block);
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

  /** Hours that are over and have no statement yet. */
  unstatedHours(now: number): number {
    return this.cycles?.engine.changed().filter((hourAt) => hourAt + HOUR_MS + GRACE_MS <= now).length ?? 0;
  }

  async save(): Promise<void> {
    for (const recorder of this.#recorders.values()) await recorder.save();
  }

  /** What live rows and frames are made of. `dayStart` = start of the production day. */
  sources(dayStart: number, behindBytes: number): LiveSources {
    return {
      engine: this.cycles?.engine ?? this.#noCycles,
      metrics: this.#samples.flatMap((recorder) => recorder.latest()),
      rejectedRows: this.#all((recorder) => recorder.rejected.since(dayStart)).reduce((sum, count) => sum + count, 0),
      behindBytes,
    };
  }

  /** Rejected rows by source, newest first. */
  rejected(): { source: string; at: number; row: RejectedRow }[] {
    return [...this.#recorders].flatMap(([source, recorder]) =>
      recorder.rejected.latest().map((entry) => ({ source, ...entry })),
    );
  }

  #all<T>(of: (recorder: CycleRecorder | SampleRecorder) => T): T[] {
    return [...this.#recorders.values()].map(of);
  }
}

export function sourceId(line: string, source: string): string {
  return `${line}/${source}`;
}
