/**
 * Where bytes become safe: an append-only log of everything that sources delivered, until documents made from it are in
 * the store. An append resolves when the record survives a power cut; appends that arrive during one disk sync share the next.
 */
import { rm } from 'node:fs/promises';
import { AppError } from '../../shared/errors.ts';
import { cutSegment } from './mend-segment.ts';
import { KeptSegments, type Position, type Retention } from './kept-segments.ts';
import { encodeRecord, type JournalRecord, type SequencedRecord } from './record.ts';
import { recover, type RecoveryReport } from './recover.ts';
import { openSegmentFile, segmentPath, type OpenSegmentFile, type Segment, type SegmentFile } from './segment-file.ts';

const MOST_SEGMENT_BYTES = 16 * 1024 * 1024;
const LEAST_SEGMENT_BYTES = 64 * 1024;
/** One write and sync takes no more than this, so that nobody waits behind a flood. */
const BATCH_BYTES = 4 * 1024 * 1024;

export interface JournalOptions {
  directory: string;
  /** Names this run of the gateway; part of the position of serial lines. */
  bootId: string;
  log: (message: string) => void;
  openFile?: OpenSegmentFile;
  /** Segments of an eighth of this, within limits: what is kept goes a segment at a time. */
  keepBytes?: number;
  segmentBytes?: number;
  /** While true, appends are refused without touching the disk: its last room is for what is needed to recover. */
  isFull?: () => boolean;
  /** A write failed. */
  failed?: (error: unknown) => void;
}

interface Waiting {
  sequence: number;
  buffers: Buffer[];
  size: number;
  receivedAt: number;
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
  readonly directory: string;
  readonly bootId: string;
  /** What was found, cut and set aside when the journal was opened. */
  readonly recovered: RecoveryReport;
  readonly #options: Required<Omit<JournalOptions, 'keepBytes'>>;
  readonly #kept: KeptSegments;
  #current: { segment: Segment; file: SegmentFile } | null = null;
  #nextSequence: number;
  #queue: Waiting[] = [];
  #committing: Promise<void> | null = null;
  #closed = false;

  constructor(options: JournalOptions, segments: Segment[], nextSequence: number, recovered: RecoveryReport) {
    const segmentBytes = Math.min(
      MOST_SEGMENT_BYTES,
      Math.max(LEAST_SEGMENT_BYTES, (options.keepBytes ?? Infinity) / 8),
    );
    const none = { isFull: () => false, failed: () => undefined };
    this.#options = { openFile: openSegmentFile, segmentBytes, ...none, ...options };
    this.directory = options.directory;
    this.bootId = options.bootId;
    this.#kept = new KeptSegments(segments, options.log);
    this.#nextSequence = nextSequence;
    this.recovered = recovered;
  }

  /** The number that the next record gets; every number below it is given. */
  get nextSequence(): number {
    return this.#nextSequence;
  }

  /** On disk, of all segments. */
  get bytes(): number {
    return this.#kept.bytes;
  }

  /** How many files it is in. */
  get segments(): number {
    return this.#kept.count;
  }

  /** When the oldest record that is still here was received, epoch ms; null = there is none. */
  get oldestAt(): number | null {
    return this.#kept.oldestAt;
  }

  /** Makes the segment file before it is needed: its name also remembers the sequence when all older segments are trimmed. */
  async prepare(): Promise<void> {
    try {
      this.#current ??= await this.#begin(this.#nextSequence);
    } catch (error) {
      this.#options.failed(error);
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
    if (this.#options.isFull()) return Promise.reject(this.#unwritable('the disk is full'));
    const sequence = this.#nextSequence++;
    const buffers = encodeRecord(sequence, record);
    const size = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
    return new Promise((resolve, reject) => {
      this.#queue.push({ sequence, buffers, size, receivedAt: record.receivedAt, resolve, reject });
      this.#committing ??= this.#commitAll();
    });
  }

  /**
   * All durable records from a sequence on, oldest first; appends made meanwhile may be missing. The bytes of a record are
   * a view of a piece of its segment (1 MiB): copy what is to be kept. What cannot be read is passed over and logged.
   */
  read(fromSequence: number): AsyncGenerator<SequencedRecord> {
    return this.#kept.read(fromSequence);
  }

  /** The record that holds a position, its bytes a copy; null = it is not kept any more. Takes seconds at worst. */
  find(position: Position): Promise<SequencedRecord | null> {
    return this.#kept.find(position);
  }

  /** Deletes whole segments, oldest first, that nothing needs and that are too old or too much; the newest always stays. */
  retain(retention: Retention): Promise<void> {
    return this.#kept.retain(retention);
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
        this.#options.failed(error);
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
    if (failed.segment.durableBytes > 0) {
      // Refused records at its end would look like damage at the next start; on a broken disk they do.
      await cutSegment(failed.segment.path, failed.segment.durableBytes).catch(() => undefined);
      return;
    }
    // Attempts on a full disk must not litter it.
    this.#kept.remove(failed.segment);
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
    segment.oldestAt ??= batch[0]!.receivedAt;
    segment.newestAt = batch.reduce(
      (newest, { receivedAt }) => Math.max(newest, receivedAt),
      segment.newestAt ?? -Infinity,
    );
  }

  async #begin(first: number): Promise<{ segment: Segment; file: SegmentFile }> {
    const path = segmentPath(this.#options.directory, first);
    const segment: Segment = { path, first, durableBytes: 0, oldestAt: null, newestAt: null };
    const file = await this.#options.openFile(path);
    this.#kept.add(segment);
    return { segment, file };
  }

  #unwritable(error: unknown): AppError {
    const why = error instanceof Error ? error.message : String(error);
    const message = `The journal in "${this.#options.directory}" cannot be written (${why}); check free space and the disk`;
    return new AppError('JOURNAL_UNWRITABLE', message, { cause: error });
  }
}
