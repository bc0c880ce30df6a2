/**
 * Where bytes become safe: an append-only log of everything that sources delivered, until documents made from it are in
 * the store. An append resolves when the record survives a power cut; appends that arrive during one disk sync share the next.
 */
import { readFile, rm } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { encodeRecord, type JournalRecord, type SequencedRecord } from './record.ts';
import { recover, type RecoveryReport } from './recover.ts';
import { scanSegment } from './scan-segment.ts';
import { openSegmentFile, segmentPath, type OpenSegmentFile, type Segment, type SegmentFile } from './segment-file.ts';

const SEGMENT_BYTES = 64 * 1024 * 1024;
/** One write and sync takes no more than this, so that nobody waits behind a flood. */
const BATCH_BYTES = 16 * 1024 * 1024;

export interface JournalOptions {
  directory: string;
  /** Names this run of the gateway; part of the position of serial lines. */
  bootId: string;
  log: (message: string) => void;
  openFile?: OpenSegmentFile;
  segmentBytes?: number;
}

interface Waiting {
  sequence: number;
  buffers: Buffer[];
  size: number;
  resolve: (sequence: number) => void;
  reject: (error: AppError) => void;
}

/** Opens a journal and puts it in order; rejects only when the directory itself cannot be made or listed. */
export async function openJournal(options: JournalOptions): Promise<Journal> {
  const { segments, nextSequence, report } = await recover(options.directory, options.log);
  const journal = new Journal(options, segments, nextSequence, report);
  await journal.prepare();
  return journal;
}

export class Journal {
  readonly bootId: string;
  /** What was found, cut and set aside when the journal was opened. */
  readonly recovered: RecoveryReport;
  readonly #options: Required<JournalOptions>;
  readonly #segments: Segment[];
  #current: { segment: Segment; file: SegmentFile } | null = null;
  #nextSequence: number;
  #queue: Waiting[] = [];
  #committing: Promise<void> | null = null;
  #closed = false;

  constructor(options: JournalOptions, segments: Segment[], nextSequence: number, recovered: RecoveryReport) {
    this.#options = { openFile: openSegmentFile, segmentBytes: SEGMENT_BYTES, ...options };
    this.bootId = options.bootId;
    this.#segments = segments;
    this.#nextSequence = nextSequence;
    this.recovered = recovered;
  }

  /** The number that the next record gets; every number below it is given. */
  get nextSequence(): number {
    return this.#nextSequence;
  }

  /** Makes the segment file before it is needed: its name also remembers the sequence when all older segments are trimmed. */
  async prepare(): Promise<void> {
    try {
      this.#current ??= await this.#begin(this.#nextSequence);
    } catch (error) {
      this.#options.log(this.#unwritable(error).message);
    }
  }

  /**
   * Takes a record and resolves with its sequence when it is durable; do not change its bytes until then. Order of calls
   * is order of records. A failed write refuses this record and all that wait behind it (`JOURNAL_UNWRITABLE`), so what
   * is accepted of a source has no hole; the next append tries a new segment.
   */
  append(record: JournalRecord): Promise<number> {
    if (this.#closed) return Promise.reject(new AppError('JOURNAL_UNWRITABLE', 'The journal is closed.'));
    const sequence = this.#nextSequence++;
    const buffers = encodeRecord(sequence, record);
    const size = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    return new Promise((resolve, reject) => {
      this.#queue.push({ sequence, buffers, size, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /**
   * All durable records from a sequence on, oldest first; appends made meanwhile may be missing. The bytes of a record are
   * a view of its segment (64 MiB): copy what is to be kept.
   */
  async *read(fromSequence: number): AsyncGenerator<SequencedRecord> {
    const segments = [...this.#segments];
    for (const [i, segment] of segments.entries()) {
      const after = segments[i + 1];
      const trimmed = !this.#segments.includes(segment);
      if (trimmed || (after && after.first <= fromSequence)) continue;
      const bytes = await readFile(segment.path);
      for (const { found } of scanSegment(bytes.subarray(0, segment.durableBytes), segment.first)) {
        if (found && found.sequence >= fromSequence) yield found;
      }
    }
  }

  /** Deletes the segments whose records all lie before a sequence; the newest one always stays. */
  async trim(beforeSequence: number): Promise<void> {
    while (this.#segments.length > 1 && this.#segments[1]!.first <= beforeSequence) {
      await rm(this.#segments.shift()!.path, { force: true });
    }
  }

  /** Resolves when everything appended is settled and the file is closed. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#committing;
    await this.#current?.file.close();
    this.#current = null;
  }

  async #commitAll(): Promise<void> {
    // Let the appends of this turn of the event loop join the first batch.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const batch = this.#takeBatch();
      try {
        await this.#commit(batch);
        for (const { resolve, sequence } of batch) resolve(sequence);
      } catch (error) {
        const refused = [...batch, ...this.#queue.splice(0)];
        for (const { reject } of refused) reject(this.#unwritable(error));
        await this.#abandon();
      }
    }
    this.#committing = null;
  }

  /** After a failed sync nobody knows what is on the disk, and a second sync would lie: this segment is not written again. */
  async #abandon(): Promise<void> {
    const failed = this.#current;
    if (!failed) return;
    this.#current = null;
    await failed.file.close().catch(() => undefined);
    if (failed.segment.durableBytes > 0) return;
    // Attempts on a full disk must not litter it.
    this.#segments.splice(this.#segments.indexOf(failed.segment), 1);
    await rm(failed.segment.path, { force: true }).catch(() => undefined);
  }

  #takeBatch(): Waiting[] {
    let size = 0;
    const more = this.#queue.findIndex((waiting) => (size += waiting.size) > BATCH_BYTES);
    return this.#queue.splice(0, more < 0 ? this.#queue.length : Math.max(more, 1));
  }

  async #commit(batch: Waiting[]): Promise<void> {
    const size = batch.reduce((sum, waiting) => sum + waiting.size, 0);
    const filled = this.#current?.segment.durableBytes ?? 0;
    if (this.#current && filled > 0 && filled + size > this.#options.segmentBytes) {
      await this.#current.file.close();
      this.#current = null;
    }
    this.#current ??= await this.#begin(batch[0]!.sequence);
    const { file, segment } = this.#current;
    await file.append(batch.flatMap((waiting) => waiting.buffers));
    await file.sync();
    segment.durableBytes += size;
  }

  async #begin(first: number): Promise<{ segment: Segment; file: SegmentFile }> {
    const segment = { path: segmentPath(this.#options.directory, first), first, durableBytes: 0 };
    const file = await this.#options.openFile(segment.path);
    this.#segments.push(segment);
    return { segment, file };
  }

  #unwritable(error: unknown): AppError {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The journal in "${this.#options.directory}" cannot be written (${why}); check free space and the disk`;
    return new AppError('JOURNAL_UNWRITABLE', message, { cause: error });
  }
}
