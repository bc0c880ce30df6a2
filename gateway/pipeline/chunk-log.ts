/**
 * The rows of one source as chunks: which bytes are new, when a chunk closes, what of a file is known. Chunks of all
 * metrics of a source close at the same rows, whatever columns rest. Positions are in chunks and memory at once, and
 * durable by `save` once the chunks are.
 */
import type { FileOpening, RejectedRow } from '../../shared/documents/chunk.ts';
import { seriesDatabase } from '../../shared/documents/database-names.ts';
import type { Block, KnownPosition } from '../sources/source.ts';
import type { Store, StoredDocument } from '../store/store.ts';
import { chunkDocuments, type ChunkParts } from './chunk-documents.ts';
import { bytesBefore, fileId, openedAt, progressOf, type FileStart, type Fresh, type OpenFile } from './open-file.ts';
import type { FactWriter } from './fact-writer.ts';
import { currentRereadings, type CurrentRereadings } from './rereadings.ts';
import type { FileWithRows, Progress, RestedFile, Span } from './catalogued-file.ts';
import { FileCatalogue } from './file-catalogue.ts';
import { filesBetween, filesRead, knownPosition } from './known-files.ts';
import { openAgain, restedAs, rests } from './rested-files.ts';
import { RowsOnTheWay, type ShownRows } from './rows-on-the-way.ts';
import { StoredChunks } from './stored-chunks.ts';
import { OpenChunk } from './open-chunk.ts';

export interface ChunkLogParts<Row> extends ChunkParts<Row> {
  store: Store;
  writer: FactWriter;
  unpack: (packs: RestedFile['packs']) => Row[];
  /** Of a port: what it said while nobody could keep it is missing between its chunks. */
  hasHoles?: boolean;
}

export class ChunkLog<Row extends { at: number; offset: number }> {
  readonly #parts: ChunkLogParts<Row>;
  readonly #catalogue: FileCatalogue;
  readonly #open = new Map<string, OpenFile<Row>>();
  readonly #onTheWay: RowsOnTheWay<Row>;
  /** What of the source lies in the store; a chunk that is read must be durable. */
  readonly stored: StoredChunks;
  #savedJournalFrom = 0;
  #ticket = 0;
  /** Files whose open rows lie in the store, and those of which they are in a chunk by now. */
  readonly #rested = new Set<string>();
  readonly #awake = new Set<string>();
  /** Positions at which a file's chunk ends whatever its bytes say. */
  #seals = new Map<string, number>();

  constructor(parts: ChunkLogParts<Row>) {
    this.#parts = parts;
    this.stored = new StoredChunks(parts);
    this.#onTheWay = new RowsOnTheWay((ticket) => parts.writer.isDurable(ticket));
    const rereadings = () => this.stored.rereadings.files;
    this.#catalogue = new FileCatalogue({ hasHoles: false, ...parts, metric: parts.metrics[0]!, rereadings });
  }

  async load(): Promise<Progress | null> {
    const { store, line, source, version } = this.#parts;
    if (version === undefined) this.stored.rereadings = await currentRereadings(store, line, source);
    const progress = await this.#catalogue.load();
    this.#savedJournalFrom = progress?.journalFrom ?? 0;
    this.#seals = new Map(progress ? Object.entries(progress.seals ?? {}) : this.#catalogue.holes);
    for (const rested of progress ? await this.#catalogue.rested() : []) {
      this.#open.set(rested.id, openAgain(rested, this.#parts.unpack));
      this.#rested.add(rested.id);
    }
    return progress;
  }

  /** When files of the source were last read anew; null = never. */
  get rereadSince(): number | null {
    return this.stored.rereadings.since;
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

  /** The file of a block, for rows to be added from `position` on. */
  file(sequence: number, block: Omit<Block, 'bytes'>, position: number): OpenFile<Row> {
    const id = fileId(block);
    const open = this.#open.get(id) ?? openedAt(block, sequence, this.#catalogue.get(id));
    this.#open.set(id, open);
    // What is open of the file lies in the store: the journal is needed from this block on.
    if (open.lastSequence === null) open.chunk.sequence = sequence;
    open.lastSequence = sequence;
    // A hole in what a port said (a damaged journal): chunks have none.
    if (position > open.chunk.toPos) {
      if (!open.chunk.isEmpty) this.#write(open, open.tail, open.opening);
      const { receivedAt } = block;
      open.chunk = new OpenChunk<Row>({ fromPos: position, sequence, receivedAt, before: open.lastAt });
    }
    return open;
  }

  /** Before a row is added: closes the chunk when the row (`at`; null = not readable) begins another one. */
  roll(
    open: OpenFile<Row>,
    fresh: Fresh,
    row: { at: number | null; offset: number },
    sequence: number,
    receivedAt: number,
  ): void {
    const seal = this.#seals.get(open.id) ?? Infinity;
    const isSealed = !open.chunk.isEmpty && open.chunk.fromPos < seal && row.offset >= seal;
    if (!isSealed && !open.chunk.closesBefore(row.at)) return;
    // Empty lines before the row belong to the chunk before it, however the bytes are split into blocks.
    const end = isSealed ? seal : row.offset;
    open.chunk.toPos = end;
    this.#write(open, bytesBefore(open, fresh, end), fresh.openingAt(end));
    open.chunk = new OpenChunk<Row>({ fromPos: end, sequence, receivedAt, before: open.lastAt });
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
      if (!open.chunk.isEmpty) this.#write(open, open.tail, open.opening);
      // A header, or empty lines: else the file would be read again after each start.
      else if (open.chunk.hasBegun) {
        this.#catalogue.passed(progressOf(open));
        this.#wake(other);
      }
      this.#open.delete(other);
    }
  }

  /** How far a file is known, of one generation or (without) of the latest, for its source to go on. */
  known(fileKey: string, generation?: number): KnownPosition | null {
    return knownPosition(this.#catalogue.all(), [...this.#open.values()], { fileKey, generation });
  }

  /** Every file that was ever read, with how far and how many rows by now. */
  files(): { id: string; file: string; position: number; rows: number }[] {
    return filesRead(this.#catalogue.all(), [...this.#open.values()]);
  }

  /** Files with rows in `[from, to)`, in order of their first row: the order of position across files. */
  filesBetween(from: number, to: number): FileWithRows[] {
    return filesBetween(this.#catalogue.all(), [...this.#open.values()], { from, to });
  }

  /** What the starts of files that are known, and of which nothing is open, say by the header of now; by file key. */
  reopen(openings: ReadonlyMap<string, FileOpening>): void {
    this.#catalogue.reopen(openings);
  }

  /** Files were read anew: from now on their chunks are those. `spans` = first and last row of each, by file. */
  reread(rereadings: CurrentRereadings, spans: ReadonlyMap<string, Span>): void {
    this.stored.rereadings = rereadings;
    for (const [id, span] of spans) this.#catalogue.reread(id, span);
  }

  /** What is open now ends here. Saved before `closeAll`, else a kill between chunks and positions made other chunks of them. */
  seal(): void {
    for (const { id, chunk } of this.#open.values()) if (!chunk.isEmpty) this.#seals.set(id, chunk.toPos);
  }

  /** All rows of the files that are open become chunks. */
  closeAll(): void {
    this.closeOthers('');
  }

  /** Rows of all files that are not in the store yet, by time. */
  allOpenRows(): Row[] {
    return this.openChunks()
      .flatMap(({ rows }) => rows)
      .sort((a, b) => a.at - b.at);
  }

  /** Rows that are not in the store yet, by chunk. */
  openChunks(): ShownRows<Row>[] {
    return [...this.#onTheWay.chunks(), ...[...this.#open.values()].map(({ chunk }) => chunk)];
  }

  /** Rows of a file that are in no chunk yet. */
  openRows(fileId: string): { rows: readonly Row[]; rejected: readonly RejectedRow[] } {
    return this.#open.get(fileId)?.chunk ?? { rows: [], rejected: [] };
  }

  /**
   * Makes positions durable; every chunk must be. `end` = the journal's sequence after everything that was taken. Rows of
   * a file that rests go into the store as they are, so that one quiet source does not keep the journal of all others.
   */
  async save(progress: Omit<Progress, 'journalFrom'>, end: number, now: number): Promise<void> {
    const begun = [...this.#open.values()].filter(({ chunk }) => chunk.hasBegun);
    const resting = begun.filter((open) => rests(open, end, now));
    const needed = begun.filter((open) => !resting.includes(open) && open.lastSequence !== null);
    const journalFrom = Math.min(end, ...needed.map(({ chunk }) => chunk.sequence));
    const awake = [...this.#awake];
    await this.#catalogue.save(
      { ...progress, journalFrom, ...(this.#seals.size > 0 && { seals: Object.fromEntries(this.#seals) }) },
      resting.map((open) => restedAs(open, this.#parts)),
      awake,
    );
    this.#savedJournalFrom = journalFrom;
    for (const id of awake) this.#awake.delete(id);
    for (const open of resting) {
      open.lastSequence = null;
      open.restedAt = now;
      this.#rested.add(open.id);
    }
  }

  /** What rests of the file in the store is of no use any more. */
  #wake(id: string): void {
    if (this.#rested.delete(id)) this.#awake.add(id);
  }

  #write(open: OpenFile<Row>, tail: Buffer, opening: FileOpening | null): void {
    const { gateway, line, writer } = this.#parts;
    const { chunk, file, fileKey, generation } = open;
    for (const document of chunkDocuments(this.#parts, { ...open, tail, opening }))
      this.#ticket = writer.add(seriesDatabase(gateway, line, document.at), document as unknown as StoredDocument);
    this.#onTheWay.add(this.#ticket, chunk);
    this.#wake(open.id);
    if (chunk.toPos >= (this.#seals.get(open.id) ?? Infinity)) this.#seals.delete(open.id);
    this.#catalogue.extend({
      ...{ file, fileKey, generation, toPos: chunk.toPos, tail: tail.toString('base64') },
      ...{ firstAt: chunk.firstAt, lastAt: chunk.lastAt, endsAt: chunk.lastAt ?? open.lastAt },
      rows: chunk.rows.length + chunk.rejected.length,
      ...(opening && { opening }),
    });
  }
}
