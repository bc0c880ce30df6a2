/**
 * The way of a source's blocks into chunks, whatever their rows mean: one block after the other, and what is read back is
 * durable first. Blocks come from the journal, live or replayed; what is here already is skipped, so taking a block twice
 * changes nothing. What follows from the rows is for those who extend it.
 */
import type { Chunk, FileOpening, RejectedRow } from '../../shared/documents/chunk.ts';
import type { Decoder, RejectedText } from '../decoders/decoded.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import { BlockReader, type Positions, type ReadBlock } from './block-reader.ts';
import type { FileWithRows, Progress, Span } from './catalogued-file.ts';
import { ChunkLog, type ChunkLogParts } from './chunk-log.ts';
import type { FactWriter } from './fact-writer.ts';
import type { OpenFile } from './open-file.ts';
import type { Recorder } from './recorder.ts';
import { RejectedRows, type Taken } from './rejected-rows.ts';
import type { CurrentRereadings } from './rereadings.ts';
import { SourceWatch, type WatchedRow } from './source-watch.ts';
import { Turns } from './turns.ts';

/** A row that could be read. */
interface Readable {
  ok: true;
  end: number;
}
type Refused = { ok: false } & RejectedText;

export interface SourceRecorderParts<Read extends Readable, Row> extends ChunkLogParts<Row> {
  decoder: Decoder<Read | Refused>;
  positions: Positions;
  /** Observed time of a row; null = it has none of its own. */
  at: (row: Read) => number | null;
  now: () => number;
}

export abstract class SourceRecorder<
  Read extends Readable,
  Row extends { at: number; offset: number },
> implements Recorder {
  readonly rejected = new RejectedRows();
  /** Id of the source within the line. */
  readonly source: string;
  readonly mapping: string;
  watch: SourceWatch;
  protected readonly log: ChunkLog<Row>;
  protected readonly turns = new Turns();
  readonly #writer: FactWriter;
  readonly #now: () => number;
  readonly #reader: BlockReader<Read | Refused>;
  #journalEnd = 0;

  constructor(parts: SourceRecorderParts<Read, Row>) {
    const { source, configVersion, writer, now, decoder, positions, at } = parts;
    this.source = source;
    this.mapping = configVersion;
    this.#writer = writer;
    this.#now = now;
    this.watch = new SourceWatch(now);
    this.log = new ChunkLog(parts);
    this.#reader = new BlockReader({
      ...{ decoder, positions },
      start: (id) => this.log.start(id),
      at: (row) => (row.ok ? at(row) : null),
    });
  }

  /** After a start, with what was saved (null = nothing was, files are known by their chunks). */
  protected abstract restored(progress: Progress | null): Promise<void>;

  /** A row as it is kept. */
  protected abstract kept(row: Read, block: Block): Row;

  /** A row of the file is about to be kept. */
  protected abstract row(open: OpenFile<Row>, row: Row): void;

  /** A row of the file that cannot be read is about to be kept. */
  protected abstract refused(open: OpenFile<Row>, row: RejectedRow, block: Block): void;

  protected abstract watched(row: Read | Refused): WatchedRow;

  /** What positions are saved with; null = they must not be saved yet. */
  protected abstract progress(): Omit<Progress, 'journalFrom'> | null;

  /** Another recorder for the same source that reads files anew, from their start, by the mapping of now. */
  abstract rereader(): Recorder;

  /** The bytes of a file are about to be taken from `position` on. */
  protected goesOn(_file: string, _position: number): void {}

  /** The bytes of single rows of what was just read. */
  protected bytesOf(_block: Block, { bytes, position }: ReadBlock<unknown>): (row: WatchedRow) => Buffer {
    return (row) => bytes.subarray(row.offset - position, row.end - position);
  }

  /** A file has begun, not one that is read on: what is open of the others is a chunk. */
  protected leaveOthers(file: string): void {
    this.log.closeOthers(file);
    this.#reader.forgetOthers(file);
  }

  /** `work` in a turn of its own, in which every chunk is durable. */
  protected durably<T>(work: () => Promise<T>): Promise<T> {
    return this.#writer.inDurableTurn(this.turns, () => this.log.ticket, work);
  }

  /** Brings back what the store knows. Answers the journal sequence from which blocks must be taken again. */
  restore(): Promise<number> {
    return this.turns.take(async () => {
      const progress = await this.log.load();
      await this.restored(progress);
      return progress?.journalFrom ?? 0;
    });
  }

  /** Takes a journalled block; `sequence` is its record's. What lies at position `until` and after it is left. */
  take(sequence: number, block: Block, until?: number): Promise<Taken> {
    return this.turns.take(async () => {
      await this.#writer.room();
      this.#journalEnd = Math.max(this.#journalEnd, sequence + 1);
      return this.#takeRows(sequence, block, until);
    });
  }

  #takeRows(sequence: number, block: Block, until?: number): Taken {
    const taken: Taken = { rows: 0, rejected: [] };
    const fresh = this.#reader.read(block, until);
    if (!fresh) return taken;
    this.goesOn(`${block.fileKey}.${block.generation}`, fresh.position);
    const open = this.log.file(sequence, block, fresh.position);
    for (const each of fresh.rows) {
      if (each.ok) {
        const row = this.kept(each, block);
        this.log.roll(open, fresh, row, sequence, block.receivedAt);
        this.row(open, row);
        open.chunk.add(row, each.end);
        open.lastAt = row.at;
      } else {
        const { offset, text, reason } = each;
        const rejected = { file: block.file, offset, text, reason };
        this.log.roll(open, fresh, { at: null, offset }, sequence, block.receivedAt);
        taken.rejected.push(rejected);
        this.refused(open, rejected, block);
        open.chunk.reject(rejected, each.end);
      }
    }
    taken.rows = fresh.rows.length;
    this.log.finish(open, fresh, fresh.end, block.receivedAt);
    const look = (row: Read | Refused) => this.watched(row);
    this.watch.took(block, fresh.rows, look, this.bytesOf(block, fresh), taken.rejected.length);
    return taken;
  }

  /** Makes everything durable: chunks, then positions. `end` = the journal's sequence after all that was taken. */
  save(end = () => this.#journalEnd): Promise<void> {
    return this.durably(async () => {
      const progress = this.progress();
      if (progress) await this.log.save(progress, end(), this.#now());
    });
  }

  /** Rows will be read by another mapping: all that were taken are in durable chunks, and positions say so. */
  async seal(end: () => number): Promise<void> {
    await this.turns.take(async () => this.log.seal());
    await this.save(end);
    await this.turns.take(async () => this.log.closeAll());
    await this.save(end);
  }

  /** Resolves when all rows taken are in durable chunks. */
  close(): Promise<void> {
    return this.turns.take(async () => {
      this.log.closeAll();
      await this.#writer.drained();
    });
  }

  /** From now on files count as they were read anew. */
  switchTo(rereadings: CurrentRereadings, spans: ReadonlyMap<string, Span>): Promise<void> {
    return this.durably(async () => this.log.reread(rereadings, spans));
  }

  /** How far a file is known, for its source to go on. */
  known(fileKey: string, generation?: number): KnownPosition | null {
    return this.log.known(fileKey, generation);
  }

  /** Does the chunk count, or was its file read anew? */
  isCurrent(chunk: Chunk): boolean {
    return this.log.stored.isCurrent(chunk);
  }

  get rereadSince(): number | null {
    return this.log.rereadSince;
  }

  /** Every file that was read, with how far. */
  followed() {
    return this.log.files();
  }

  /** Files with rows in `[from, to)`. */
  filesBetween(from: number, to: number): FileWithRows[] {
    return this.log.filesBetween(from, to);
  }

  /** After `restore`: what the starts of known files say by the header of now; by file key. */
  reopen(openings: ReadonlyMap<string, FileOpening>): void {
    this.log.reopen(openings);
  }

  /** Where the journal must still begin for this source. */
  journalFrom(): number {
    return this.log.savedJournalFrom;
  }
}
