/** The segments that there are, oldest first: reading, finding, and letting go of those that nobody needs any more. */
import { rm } from 'node:fs/promises';
import { readSegment } from './read-segment.ts';
import type { SequencedRecord } from './record.ts';
import type { Segment } from './segment-file.ts';

export interface Retention {
  /** The first sequence that a restart would need: this and all after it stay, whatever their age and size. */
  neededFrom: number;
  keepMs: number;
  keepBytes: number;
  /** Epoch ms. */
  now: number;
}

/** A position of a source; of a port the offset counts lines. */
export interface Position {
  sourceId: string;
  fileKey: string;
  generation: number;
  offset: number;
  /** It was received before this, epoch ms: then it is found sooner. */
  before?: number;
}

export class KeptSegments {
  readonly #segments: Segment[];
  readonly #log: (message: string) => void;
  #retaining: Promise<void> | null = null;

  constructor(segments: Segment[], log: (message: string) => void) {
    this.#segments = segments;
    this.#log = log;
  }

  get bytes(): number {
    return this.#segments.reduce((sum, { durableBytes }) => sum + durableBytes, 0);
  }

  get count(): number {
    return this.#segments.length;
  }

  get oldestAt(): number | null {
    return this.#segments.find(({ oldestAt }) => oldestAt !== null)?.oldestAt ?? null;
  }

  add(segment: Segment): void {
    this.#segments.push(segment);
  }

  remove(segment: Segment): void {
    this.#segments.splice(this.#segments.indexOf(segment), 1);
  }

  async *read(fromSequence: number): AsyncGenerator<SequencedRecord> {
    const segments = [...this.#segments];
    for (const [i, segment] of segments.entries()) {
      const after = segments[i + 1];
      if (after && after.first <= fromSequence) continue;
      for await (const found of this.#recordsOf(segment)) if (found.sequence >= fromSequence) yield found;
    }
  }

  async find(position: Position): Promise<SequencedRecord | null> {
    const newestFirst = [...this.#segments].reverse();
    const isLater = ({ oldestAt }: Segment) => (oldestAt ?? 0) > (position.before ?? Infinity);
    // A clock that jumped may have put the record into a segment that looks too new.
    for (const segment of [...newestFirst.filter((each) => !isLater(each)), ...newestFirst.filter(isLater)]) {
      let best: SequencedRecord | null = null;
      for await (const found of this.#recordsOf(segment)) if (holds(found, position, best)) best = found;
      if (best) return { ...best, record: { ...best.record, bytes: Buffer.from(best.record.bytes) } };
    }
    return null;
  }

  /** Calls that come while one is under way are one with it. */
  retain(retention: Retention): Promise<void> {
    this.#retaining ??= this.#retain(retention).finally(() => (this.#retaining = null));
    return this.#retaining;
  }

  async #retain({ neededFrom, keepMs, keepBytes, now }: Retention): Promise<void> {
    for (;;) {
      const [oldest, next] = this.#segments;
      if (!oldest || !next || next.first > neededFrom) return;
      const isTooOld = (oldest.newestAt ?? -Infinity) < now - keepMs;
      if (!isTooOld && this.bytes <= keepBytes) return;
      try {
        await rm(oldest.path, { force: true });
      } catch (error) {
        this.#log(`"${oldest.path}" cannot be deleted (${String(error)}); check the disk`);
        return;
      }
      this.remove(oldest);
    }
  }

  async *#recordsOf(segment: Segment): AsyncGenerator<SequencedRecord> {
    try {
      for await (const stretches of readSegment(segment.path, segment.first, segment.durableBytes)) {
        for (const { found } of stretches) if (found) yield found;
      }
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error;
      // Its time to go came between two looks.
      if (!this.#segments.includes(segment)) return;
      this.#log(`"${segment.path}" cannot be read (${error.message}); it is passed over, check the disk`);
    }
  }
}

/** Of several records the one that begins nearest before the position: a port's lines are numbered, not measured. */
function holds({ record }: SequencedRecord, position: Position, best: SequencedRecord | null): boolean {
  return (
    record.offset <= position.offset &&
    record.offset + Math.max(1, record.bytes.length) > position.offset &&
    record.offset >= (best?.record.offset ?? 0) &&
    record.sourceId === position.sourceId &&
    record.fileKey === position.fileKey &&
    record.generation === position.generation
  );
}
