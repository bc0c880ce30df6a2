/**
 * The rows of one source and metric as chunks: which bytes are new, when a chunk closes, what of a file is known.
 * Positions are in chunks and memory at once, and durable by `save` once the chunks are.
 */
import { chunkId, chunkPrefix, type Chunk, type RejectedRow } from '../../shared/documents/chunk.ts';
import { seriesDatabase } from '../../shared/documents/database-names.ts';
import { utcMonth } from '../../shared/documents/document.ts';
import { tailHash } from '../sources/fingerprint.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import type { Packed } from './chunk-codec.ts';
import type { FactWriter } from './fact-writer.ts';
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
  /** Observed time of the latest row; null at the start of the file. */
  lastAt: number | null;
}

/** The new bytes of a block. */
export interface Fresh<Row extends { at: number; offset: number }> {
  open: OpenFile<Row>;
  bytes: Buffer;
  position: number;
}

export class ChunkLog<Row extends { at: number; offset: number }> {
  readonly #parts: ChunkLogParts<Row>;
  readonly #catalogue: FileCatalogue;
  readonly #open = new Map<string, OpenFile<Row>>();

  constructor(parts: ChunkLogParts<Row>) {
    this.#parts = parts;
    this.#catalogue = new FileCatalogue(parts);
  }

  load(): Promise<Progress | null> {
    return this.#catalogue.load();
  }

  /**
   * What of the block is new; null = nothing: it is here already, or there is a hole before it (then the source goes on
   * from `known`). `length` = how many positions the block takes: bytes of a file, lines of a port.
   */
  fresh(sequence: number, block: Block, length: number): Fresh<Row> | null {
    const id = `${block.fileKey}.${block.generation}`;
    const position = this.#open.get(id)?.chunk.toPos ?? this.#catalogue.get(id)?.toPos ?? 0;
    if (block.offset + length <= position || block.offset > position) return null;
    const open = this.#open.get(id) ?? this.#openFile(id, sequence, block);
    return {
      open,
      bytes: block.offset < position ? block.bytes.subarray(position - block.offset) : block.bytes,
      position,
    };
  }

  /** Before a row is added: closes the chunk when the row (`at`; null = not readable) begins another one. */
  roll(fresh: Fresh<Row>, row: { at: number | null; offset: number }, sequence: number, receivedAt: number): void {
    const { open } = fresh;
    if (!open.chunk.closesBefore(row.at)) return;
    // Empty lines before the row belong to the chunk before it, however the bytes are split into blocks.
    open.chunk.toPos = row.offset;
    this.#write(open, bytesBefore(fresh, open.chunk.toPos));
    open.chunk = new OpenChunk<Row>({ fromPos: open.chunk.toPos, sequence, receivedAt });
  }

  /** All rows of the block are added; `end` = position after it (empty lines at its end belong to the chunk as well). */
  finish(fresh: Fresh<Row>, end: number, receivedAt: number): void {
    fresh.open.tail = Buffer.from(bytesBefore(fresh, end));
    fresh.open.chunk.toPos = end;
    fresh.open.chunk.receivedAt = receivedAt;
  }

  /** A newer file of the source has begun: what is open of the others is a chunk. */
  closeOthers(id: string): void {
    for (const [other, open] of this.#open) {
      if (other === id) continue;
      if (!open.chunk.isEmpty) this.#write(open, open.tail);
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

  /** Files with rows in `[from, to)`, in order of their first row: the order of position across files. */
  filesBetween(from: number, to: number): CataloguedFile[] {
    const files = new Map(this.#catalogue.all().map((file) => [file.id, file]));
    for (const { id, file, fileKey, generation, chunk } of this.#open.values()) {
      if (chunk.firstAt === null || chunk.lastAt === null) continue;
      const stored = files.get(id);
      files.set(id, {
        ...(stored ?? { id, file, fileKey, generation, toPos: 0, tail: '' }),
        firstAt: Math.min(stored?.firstAt ?? Infinity, chunk.firstAt),
        lastAt: Math.max(stored?.lastAt ?? -Infinity, chunk.lastAt),
      });
    }
    return [...files.values()]
      .filter((file) => file.lastAt >= from && file.firstAt < to)
      .sort((a, b) => a.firstAt - b.firstAt || (a.id < b.id ? -1 : 1));
  }

  /** The chunks of one file in order of position; the writer must have drained. */
  async *chunks(file: CataloguedFile): AsyncGenerator<Chunk> {
    const { store, gateway, line, source, metric } = this.#parts;
    const prefix = chunkPrefix({ line, source, metric, fileKey: file.fileKey, generation: file.generation });
    const found: Chunk[] = [];
    for (const database of await store.databases(`series_${gateway}_${line}_`)) {
      const month = database.slice(-7);
      if (month < utcMonth(file.firstAt) || month > utcMonth(file.lastAt)) continue;
      for await (const chunk of pages(store, database, prefix)) if (chunk.toPos <= file.toPos) found.push(chunk);
    }
    yield* found.sort((a, b) => a.fromPos - b.fromPos);
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
  save(progress: Progress): Promise<void> {
    return this.#catalogue.save(progress);
  }

  #openFile(id: string, sequence: number, block: Block): OpenFile<Row> {
    const stored = this.#catalogue.get(id);
    const open: OpenFile<Row> = {
      id,
      file: block.file,
      fileKey: block.fileKey,
      generation: block.generation,
      chunk: new OpenChunk<Row>({ fromPos: stored?.toPos ?? 0, sequence, receivedAt: block.receivedAt }),
      tail: Buffer.from(stored?.tail ?? '', 'base64'),
      lastAt: stored?.lastAt ?? null,
    };
    this.#open.set(id, open);
    return open;
  }

  #write(open: OpenFile<Row>, tail: Buffer): void {
    const { gateway, line, source, metric, configVersion, writer, pack } = this.#parts;
    const { chunk, fileKey, generation } = open;
    const firstAt = chunk.firstAt ?? open.lastAt ?? chunk.receivedAt;
    const document: Chunk = {
      _id: chunkId({ line, source, metric, fileKey, generation }, chunk.fromPos),
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
      rejected: chunk.rejected,
      tail: tail.toString('base64'),
      configVersion,
      ...pack(chunk.rows),
    };
    writer.add(seriesDatabase(gateway, line, firstAt), document as unknown as StoredDocument);
    this.#catalogue.extend(document);
  }
}

/** The ≤ 64 bytes before a position within the fresh bytes. */
function bytesBefore<Row extends { at: number; offset: number }>(
  { open, bytes, position }: Fresh<Row>,
  end: number,
): Buffer {
  const length = end - position;
  const within = bytes.subarray(Math.max(0, length - TAIL_BYTES), length);
  if (within.length >= TAIL_BYTES) return within;
  return Buffer.concat([open.tail.subarray(Math.max(0, open.tail.length + within.length - TAIL_BYTES)), within]);
}
