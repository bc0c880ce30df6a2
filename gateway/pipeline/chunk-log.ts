/**
 * The rows of one source and metric as chunks: which bytes are new, when a chunk closes, what of a file is known.
 * Positions are in chunks and memory at once, and durable by `save` once the chunks are.
 */
import { chunkId, chunkPrefix, type Chunk, type FileOpening, type RejectedRow } from '../../shared/documents/chunk.ts';
import { seriesDatabase } from '../../shared/documents/database-names.ts';
import { utcMonth } from '../../shared/documents/document.ts';
import { tailHash } from '../sources/fingerprint.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';
import type { Packed } from './chunk-codec.ts';
import type { FactWriter } from './fact-writer.ts';
import { currentRereadings, type CurrentRereadings } from './rereadings.ts';
import { FileCatalogue, pages, type CataloguedFile, type Progress } from './file-catalogue.ts';
import { OpenChunk } from './open-chunk.ts';

const TAIL_BYTES = 64;

export interface ChunkLogParts<Row> {
  gateway: string;
  line: string;
  source: string;
  metric: string;
  configVersion: string;
  store: Store;
  writer: FactWriter;
  pack: (rows: readonly Row[]) => Packed;
  /** Chunks say when the row before them was observed. */
  keepsBefore?: boolean;
  /** The mapping under which files are read anew, beside the chunks that are there. */
  version?: string | undefined;
}

/** Rows of one file since its last chunk, and what is needed to go on. */
export interface OpenFile<Row extends { at: number; offset: number }> {
  readonly id: string;
  readonly file: string;
  readonly fileKey: string;
  readonly generation: number;
  chunk: OpenChunk<Row>;
  /** The ≤ 64 bytes before the chunk's end. */
  tail: Buffer;
  /** Observed time of the row before; null at the start of the file. */
  lastAt: number | null;
  opening: FileOpening | null;
}

/** The new bytes of a block, as they are being decoded. */
export interface Fresh {
  bytes: Buffer;
  /** Position of the first of them. */
  position: number;
  /** What of the file's start holds at a position within them; null = UTF-8 without header. */
  openingAt: (position: number) => FileOpening | null;
}

/** Where decoding of a file goes on. */
export interface FileStart {
  position: number;
  opening: FileOpening | null;
  /** Observed time of the row before; null at the start. */
  endsAt: number | null;
}

export class ChunkLog<Row extends { at: number; offset: number }> {
  readonly #parts: ChunkLogParts<Row>;
  readonly #catalogue: FileCatalogue;
  readonly #open = new Map<string, OpenFile<Row>>();
  #rereadings: CurrentRereadings = { files: {}, since: null };
  #savedJournalFrom = 0;
  #ticket = 0;

  constructor(parts: ChunkLogParts<Row>) {
    this.#parts = parts;
    this.#catalogue = new FileCatalogue({ ...parts, rereadings: () => this.#rereadings.files });
  }

  async load(): Promise<Progress | null> {
    const { store, gateway, line, source, version } = this.#parts;
    if (version === undefined) this.#rereadings = await currentRereadings(store, gateway, line, source);
    const progress = await this.#catalogue.load();
    this.#savedJournalFrom = progress?.journalFrom ?? 0;
    return progress;
  }

  /** When files of the source were last read anew; null = never. */
  get rereadSince(): number | null {
    return this.#rereadings.since;
  }

  /** Of the last chunk that was given to the writer. */
  get ticket(): number {
    return this.#ticket;
  }

  /** A start of the gateway will replay the journal from here. */
  get savedJournalFrom(): number {
    return this.#savedJournalFrom;
  }

  /** Where the rows of a file end that are in a chunk or about to be; null = the file is new. */
  start(id: string): FileStart | null {
    const open = this.#open.get(id);
    const stored = this.#catalogue.get(id);
    if (open) return { position: open.chunk.toPos, opening: open.opening, endsAt: open.lastAt };
    return stored ? { position: stored.toPos, opening: stored.opening ?? null, endsAt: stored.endsAt } : null;
  }

  /** The file of a block, for rows to be added. */
  file(sequence: number, block: Omit<Block, 'bytes'>): OpenFile<Row> {
    const id = `${block.fileKey}.${block.generation}`;
    return this.#open.get(id) ?? this.#openFile(id, sequence, block);
  }

  /** Before a row is added: closes the chunk when the row (`at`; null = not readable) begins another one. */
  roll(
    open: OpenFile<Row>,
    fresh: Fresh,
    row: { at: number | null; offset: number },
    sequence: number,
    receivedAt: number,
  ): void {
    if (!open.chunk.closesBefore(row.at)) return;
    // Empty lines before the row belong to the chunk before it, however the bytes are split into blocks.
    open.chunk.toPos = row.offset;
    this.#write(open, bytesBefore(open, fresh, row.offset), fresh.openingAt(row.offset));
    open.chunk = new OpenChunk<Row>({ fromPos: row.offset, sequence, receivedAt, before: open.lastAt });
  }

  /** All rows of the block are added; `end` = position after it (empty lines at its end belong to the chunk as well). */
  finish(open: OpenFile<Row>, fresh: Fresh, end: number, receivedAt: number): void {
    open.tail = Buffer.from(bytesBefore(open, fresh, end));
    open.opening = fresh.openingAt(end);
    open.chunk.toPos = end;
    open.chunk.receivedAt = receivedAt;
  }

  /** A newer file of the source has begun: what is open of the others is a chunk. */
  closeOthers(id: string): void {
    for (const [other, open] of this.#open) {
      if (other === id) continue;
      if (open.chunk.isEmpty) this.#catalogue.passed(progressOf(open));
      else this.#write(open, open.tail, open.opening);
      this.#open.delete(other);
    }
  }

  /** How far a file is known, of one generation or (without) of the latest, for its source to go on. */
  known(fileKey: string, generation?: number): KnownPosition | null {
    const fits = (file: { fileKey: string; generation: number }) =>
      file.fileKey === fileKey && (generation === undefined || file.generation === generation);
    const newest = <T extends { generation: number }>(files: T[]) =>
      files.sort((a, b) => b.generation - a.generation)[0];
    const open = newest([...this.#open.values()].filter(fits));
    const stored = newest(this.#catalogue.all().filter(fits));
    if (open && (!stored || open.generation >= stored.generation)) {
      return { generation: open.generation, offset: open.chunk.toPos, tail: tailHash(open.tail) };
    }
    return stored
      ? { generation: stored.generation, offset: stored.toPos, tail: tailHash(Buffer.from(stored.tail, 'base64')) }
      : null;
  }

  /** Every file that was ever read, with how far and how many rows by now. */
  files(): { id: string; file: string; position: number; rows: number }[] {
    const files = new Map(
      this.#catalogue.all().map(({ id, file, toPos, rows }) => [id, { id, file, position: toPos, rows }]),
    );
    for (const { id, file, chunk } of this.#open.values()) {
      const rows = (files.get(id)?.rows ?? 0) + chunk.rows.length + chunk.rejected.length;
      files.set(id, { id, file, position: chunk.toPos, rows });
    }
    return [...files.values()];
  }

  /** Files with rows in `[from, to)`, in order of their first row: the order of position across files. */
  filesBetween(from: number, to: number): FileWithRows[] {
    const files = new Map(this.#catalogue.all().map((file) => [file.id, file]));
    for (const { id, file, fileKey, generation, chunk } of this.#open.values()) {
      if (chunk.firstAt === null || chunk.lastAt === null) continue;
      const stored = files.get(id);
      files.set(id, {
        ...(stored ?? { id, file, fileKey, generation, toPos: 0, tail: '', endsAt: null, rows: 0 }),
        firstAt: Math.min(stored?.firstAt ?? Infinity, chunk.firstAt),
        lastAt: Math.max(stored?.lastAt ?? -Infinity, chunk.lastAt),
      });
    }
    return [...files.values()]
      .filter((file): file is FileWithRows => file.firstAt !== null && file.lastAt !== null)
      .filter((file) => file.lastAt >= from && file.firstAt < to)
      .sort((a, b) => a.firstAt - b.firstAt || (a.id < b.id ? -1 : 1));
  }

  /** Files were read anew: from now on their chunks are those. `spans` = first and last row of each, by file. */
  reread(rereadings: CurrentRereadings, spans: ReadonlyMap<string, Span>): void {
    this.#rereadings = rereadings;
    for (const [id, span] of spans) this.#catalogue.reread(id, span);
  }

  /** Does the chunk count, or was its file read anew? */
  isCurrent(chunk: Pick<Chunk, '_id' | 'metric' | 'fileKey' | 'generation' | 'fromPos' | 'toPos'>): boolean {
    const version = chunk._id.split(':')[3]!.slice(chunk.metric.length + 1);
    const reread = this.#rereadings.files[`${chunk.fileKey}.${chunk.generation}`];
    if (version === '') return !reread || chunk.fromPos >= reread.toPos;
    return reread?.version === version && chunk.toPos <= reread.toPos;
  }

  /** All rows of the files that are open become chunks. */
  closeAll(): void {
    this.closeOthers('');
  }

  /** The chunks of one file in order of position; they must be durable. */
  async *chunks(file: FileWithRows): AsyncGenerator<Chunk> {
    const reread = this.#rereadings.files[file.id];
    const found: Chunk[] = [];
    if (reread)
      for await (const chunk of this.#stored(file, reread.version)) if (chunk.toPos <= reread.toPos) found.push(chunk);
    for await (const chunk of this.#stored(file, this.#parts.version))
      if (chunk.toPos <= file.toPos && chunk.fromPos >= (reread?.toPos ?? 0)) found.push(chunk);
    yield* found.sort((a, b) => a.fromPos - b.fromPos);
  }

  async *#stored(file: FileWithRows, version: string | undefined): AsyncGenerator<Chunk> {
    const { store, gateway, line, source, metric } = this.#parts;
    const prefix = chunkPrefix({ line, source, metric, fileKey: file.fileKey, generation: file.generation, version });
    for (const database of await store.databases(`series_${gateway}_${line}_`)) {
      const month = database.slice(-7);
      if (month >= utcMonth(file.firstAt) && month <= utcMonth(file.lastAt)) yield* pages(store, database, prefix);
    }
  }

  /** The chunk of a file with its last row; it must be durable. */
  async lastChunk(file: FileWithRows): Promise<Chunk | null> {
    const { store, gateway, line, source, metric } = this.#parts;
    const reread = this.#rereadings.files[file.id];
    const newest = async (version: string | undefined): Promise<Chunk | undefined> => {
      const key = { line, source, metric, fileKey: file.fileKey, generation: file.generation, version };
      const range = { ...prefixRange(chunkPrefix(key)), descending: true, limit: 1 };
      return (await store.range(seriesDatabase(gateway, line, file.lastAt), range))[0] as unknown as Chunk | undefined;
    };
    const chunk = await newest(this.#parts.version);
    if (!reread || (chunk && chunk.fromPos >= reread.toPos)) return chunk ?? null;
    return (await newest(reread.version)) ?? null;
  }

  /** Rows of all files that are in no chunk yet, by time. */
  allOpenRows(): Row[] {
    return [...this.#open.values()].flatMap(({ chunk }) => chunk.rows).sort((a, b) => a.at - b.at);
  }

  /** Rows that are in no chunk yet, by file; `before` = observed time of the row before them. */
  openChunks(): { rows: readonly Row[]; before: number | null }[] {
    return [...this.#open.values()].map(({ chunk }) => chunk);
  }

  /** Rows of a file that are in no chunk yet. */
  openRows(fileId: string): { rows: readonly Row[]; rejected: readonly RejectedRow[] } {
    return this.#open.get(fileId)?.chunk ?? { rows: [], rejected: [] };
  }

  /** The journal sequence from which a replay must begin; `end` = the sequence after the last block taken. */
  journalFrom(end: number): number {
    const open = [...this.#open.values()].filter((file) => !file.chunk.isEmpty);
    return Math.min(end, ...open.map((file) => file.chunk.sequence));
  }

  /** Makes positions durable; every chunk must be. */
  async save(progress: Progress): Promise<void> {
    // Else a file with nothing for this metric would be read again after each start.
    for (const open of this.#open.values()) if (open.chunk.isEmpty) this.#catalogue.passed(progressOf(open));
    await this.#catalogue.save(progress);
    this.#savedJournalFrom = progress.journalFrom;
  }

  #openFile(id: string, sequence: number, block: Omit<Block, 'bytes'>): OpenFile<Row> {
    const stored = this.#catalogue.get(id);
    const open: OpenFile<Row> = {
      id,
      file: block.file,
      fileKey: block.fileKey,
      generation: block.generation,
      chunk: new OpenChunk<Row>({
        fromPos: stored?.toPos ?? 0,
        sequence,
        receivedAt: block.receivedAt,
        before: stored?.endsAt ?? null,
      }),
      tail: Buffer.from(stored?.tail ?? '', 'base64'),
      lastAt: stored?.endsAt ?? null,
      opening: stored?.opening ?? null,
    };
    this.#open.set(id, open);
    return open;
  }

  #write(open: OpenFile<Row>, tail: Buffer, opening: FileOpening | null): void {
    const { gateway, line, source, metric, configVersion, writer, pack, keepsBefore, version } = this.#parts;
    const { chunk, fileKey, generation } = open;
    const firstAt = chunk.firstAt ?? open.lastAt ?? chunk.receivedAt;
    const document: Chunk = {
      _id: chunkId({ line, source, metric, fileKey, generation, version }, chunk.fromPos),
      type: 'chunk',
      schema: 1,
      line,
      at: firstAt,
      received: chunk.receivedAt,
      by: { origin: gateway, user: null },
      source,
      metric,
      file: open.file,
      fileKey,
      generation,
      fromPos: chunk.fromPos,
      toPos: chunk.toPos,
      firstAt,
      lastAt: chunk.lastAt ?? firstAt,
      ...(keepsBefore && { before: chunk.before }),
      ...(opening && { opening }),
      rejected: chunk.rejected,
      tail: tail.toString('base64'),
      configVersion,
      ...pack(chunk.rows),
    };
    this.#ticket = writer.add(seriesDatabase(gateway, line, firstAt), document as unknown as StoredDocument);
    this.#catalogue.extend(document);
  }
}

/** First and last row, observed. */
export interface Span {
  firstAt: number;
  lastAt: number;
}
/** A file that has rows. */
export type FileWithRows = CataloguedFile & Span;

function progressOf<Row extends { at: number; offset: number }>(open: OpenFile<Row>) {
  const { id, file, fileKey, generation, chunk, opening } = open;
  const tail = open.tail.toString('base64');
  return { id, file, fileKey, generation, toPos: chunk.toPos, tail, ...(opening && { opening }) };
}

/** The ≤ 64 bytes before a position within the fresh bytes. */
function bytesBefore<Row extends { at: number; offset: number }>(
  open: OpenFile<Row>,
  { bytes, position }: Fresh,
  end: number,
): Buffer {
  const length = end - position;
  const within = bytes.subarray(Math.max(0, length - TAIL_BYTES), length);
  if (within.length >= TAIL_BYTES) return within;
  return Buffer.concat([open.tail.subarray(Math.max(0, open.tail.length + within.length - TAIL_BYTES)), within]);
}
