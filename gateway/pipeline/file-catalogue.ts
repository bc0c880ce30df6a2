/**
 * Which files of a source are in the store, and how far. Kept in a `local` database, written last; when it is gone it
 * is derived from the stored chunks, so it can never say more than what is there.
 */
import type { Chunk, FileOpening, RejectedRow } from '../../shared/documents/chunk.ts';
import type { Rereadings } from '../../shared/documents/configuration.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';
import type { Packed } from './chunk-codec.ts';

export interface CataloguedFile {
  /** `<fileKey>.<generation>` */
  id: string;
  file: string;
  fileKey: string;
  generation: number;
  /** Observed, earliest and latest row that is in a chunk, ms; null = the file has no such row. */
  firstAt: number | null;
  lastAt: number | null;
  /** Observed, the row before `toPos`. */
  endsAt: number | null;
  /** In chunks, rejected ones included. */
  rows: number;
  /** In chunks up to here. */
  chunkedTo: number;
  /** Read to here: what lies between has no row (a header, empty lines). */
  toPos: number;
  /** base64 of the ≤ 64 bytes before `toPos`. */
  tail: string;
  /** Absent = UTF-8 without header. */
  opening?: FileOpening;
}

/** First and last row, observed. */
export interface Span {
  firstAt: number;
  lastAt: number;
}
/** A file that has rows. */
export type FileWithRows = CataloguedFile & Span;

/** What is open of a file that rests: rows that are in no chunk yet. */
export interface RestedFile {
  id: string;
  file: string;
  fileKey: string;
  generation: number;
  /** Observed, the row before `toPos`. */
  lastAt: number | null;
  opening: FileOpening | null;
  tail: string;
  chunk: {
    fromPos: number;
    toPos: number;
    firstAt: number | null;
    lastAt: number | null;
    receivedAt: number;
    before: number | null;
    rejected: RejectedRow[];
  };
  /** By metric, with the resolution under which they were read. */
  packs: (Packed & { metric: string; resolution?: number })[];
}

/** A chunk that was made; without a time when no row of it could be read. */
export type ClosedChunk = Omit<CataloguedFile, 'id' | 'chunkedTo'>;

export interface Progress {
  /** Hours from here on may lack a statement; null = all have one. */
  hoursFrom: number | null;
  /** Journal sequence from which replay must begin. */
  journalFrom: number;
  /** Of readings: the last of each metric, and the mapping under which they were read. */
  latest?: {
    mapping: string;
    file: string | null;
    values: Record<string, { scaled: number; at: number; since: number }>;
  };
}

interface Scope {
  store: Store;
  gateway: string;
  line: string;
  source: string;
  metric: string;
  version?: string | undefined;
  /** What counts of files that were read anew. */
  rereadings: () => Rereadings;
}

export class FileCatalogue {
  readonly #scope: Scope;
  readonly #files = new Map<string, CataloguedFile>();
  readonly #unsaved = new Set<string>();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Loads what was saved; answers null when there was nothing and the files were derived from chunks. */
  async load(): Promise<Progress | null> {
    const { store } = this.#scope;
    const [progress] = await store.get(this.#database, [this.#progressId]);
    if (!progress) {
      await this.#derive();
      return null;
    }
    for (const document of await store.range(this.#database, prefixRange(this.#prefix))) {
      const { _id, ...file } = document as StoredDocument & CataloguedFile;
      // A release before this one did not keep them.
      this.#files.set(file.id, {
        ...file,
        endsAt: file.endsAt ?? file.lastAt,
        rows: file.rows ?? 0,
        chunkedTo: file.chunkedTo ?? file.toPos,
      });
    }
    return progress as unknown as Progress;
  }

  get(id: string): CataloguedFile | undefined {
    return this.#files.get(id);
  }

  all(): CataloguedFile[] {
    return [...this.#files.values()];
  }

  /** A chunk is made. It must be durable before `save` says so. */
  extend(chunk: ClosedChunk): void {
    const id = `${chunk.fileKey}.${chunk.generation}`;
    const known = this.#files.get(id);
    const isLast = !known || chunk.toPos >= known.toPos;
    const opening = isLast ? chunk.opening : known.opening;
    this.#set({
      id,
      file: chunk.file,
      fileKey: chunk.fileKey,
      generation: chunk.generation,
      firstAt: least(known?.firstAt ?? null, chunk.firstAt),
      lastAt: most(known?.lastAt ?? null, chunk.lastAt),
      endsAt: isLast ? chunk.endsAt : known.endsAt,
      rows: (known?.rows ?? 0) + chunk.rows,
      chunkedTo: Math.max(known?.chunkedTo ?? 0, chunk.toPos),
      toPos: Math.max(known?.toPos ?? 0, chunk.toPos),
      tail: isLast ? chunk.tail : known.tail,
      ...(opening && { opening }),
    });
  }

  /** The file is read to here, and has nothing that would be in a chunk. */
  passed(file: Pick<CataloguedFile, 'id' | 'file' | 'fileKey' | 'generation' | 'toPos' | 'tail' | 'opening'>): void {
    const known = this.#files.get(file.id);
    if (known && known.toPos >= file.toPos) return;
    this.#set({ ...(known ?? { firstAt: null, lastAt: null, endsAt: null, rows: 0, chunkedTo: 0 }), ...file });
  }

  /** Rows that rested when positions were saved, and are in no chunk since. */
  async rested(): Promise<RestedFile[]> {
    const found = await this.#scope.store.range(this.#database, prefixRange(`open:${this.#series}:`));
    return (found as unknown as RestedFile[]).filter(
      ({ id, chunk }) => (this.#files.get(id)?.chunkedTo ?? 0) === chunk.fromPos,
    );
  }

  #set(file: CataloguedFile): void {
    this.#files.set(file.id, file);
    this.#unsaved.add(file.id);
  }

  /** `awake` = files that rested, and whose rows are in a chunk by now. */
  async save(progress: Progress, rested: readonly RestedFile[], awake: readonly string[]): Promise<void> {
    const files = [...this.#unsaved].map((id) => this.#files.get(id)!);
    this.#unsaved.clear();
    try {
      await this.#scope.store.put(this.#database, [
        // Before the progress that no longer needs the journal for them.
        ...rested.map((file) => ({ _id: `open:${this.#series}:${file.id}`, ...file })),
        ...files.map((file) => ({ _id: `${this.#prefix}${file.id}`, ...file })),
        { _id: this.#progressId, ...progress },
      ]);
      const gone = awake.filter((id) => !rested.some((file) => file.id === id));
      if (gone.length > 0)
        await this.#scope.store.remove(
          this.#database,
          gone.map((id) => `open:${this.#series}:${id}`),
        );
    } catch (error) {
      for (const file of files) this.#unsaved.add(file.id);
      throw error;
    }
  }

  /** The file was read anew: its rows lie at other times now. */
  reread(id: string, span: { firstAt: number; lastAt: number }): void {
    const known = this.#files.get(id);
    if (known) this.#set({ ...known, ...span });
  }

  async #derive(): Promise<void> {
    const { version, metric } = this.#scope;
    for await (const chunk of this.#stored(version)) {
      const isFirst = chunk.metric === metric;
      const [firstAt, lastAt] = chunk.rows > 0 ? [chunk.firstAt, chunk.lastAt] : [null, null];
      const { file, fileKey, generation, opening } = chunk;
      // The first metric's chunk is written last of those that close together: how far it reaches, all do.
      const [toPos, tail] = isFirst ? [chunk.toPos, chunk.tail] : [0, ''];
      const rows = isFirst ? chunk.rows + chunk.rejected.length : 0;
      this.extend({
        ...{ file, fileKey, generation, toPos, tail, firstAt, lastAt, endsAt: lastAt, rows },
        ...(opening && { opening }),
      });
    }
    for (const version of new Set(Object.values(this.#scope.rereadings()).map((each) => each.version))) {
      const spans = new Map<string, { firstAt: number; lastAt: number }>();
      for await (const { fileKey, generation, firstAt, lastAt } of this.#stored(version)) {
        const id = `${fileKey}.${generation}`;
        const span = spans.get(id) ?? { firstAt, lastAt };
        spans.set(id, { firstAt: Math.min(span.firstAt, firstAt), lastAt: Math.max(span.lastAt, lastAt) });
      }
      for (const [id, span] of spans) if (this.#scope.rereadings()[id]?.version === version) this.reread(id, span);
    }
  }

  async *#stored(version: string | undefined): AsyncGenerator<Chunk> {
    const { store, gateway, line, source } = this.#scope;
    for (const database of await store.databases(`series_${gateway}_${line}_`)) {
      for await (const chunk of pages(store, database, `chunk:${line}:${source}:`)) {
        const series = version === undefined ? chunk.metric : `${chunk.metric}.${version}`;
        if (chunk._id.split(':')[3] === series) yield chunk;
      }
    }
  }

  get #database(): string {
    return localDatabase(this.#scope.gateway, 'positions');
  }

  get #series(): string {
    const { line, source, metric, version } = this.#scope;
    return `${line}:${source}:${version === undefined ? metric : `${metric}.${version}`}`;
  }

  get #prefix(): string {
    return `file:${this.#series}:`;
  }

  get #progressId(): string {
    return `progress:${this.#series}`;
  }
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function most(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

const PAGE = 100;

/** The chunks whose id begins with `prefix`, in order of id, a page at a time. */
export async function* pages(store: Store, database: string, prefix: string): AsyncGenerator<Chunk> {
  const range = prefixRange(prefix);
  for (let from = range.from; ;) {
    const page = (await store.range(database, { ...range, from, limit: PAGE })) as unknown as Chunk[];
    yield* page;
    if (page.length < PAGE) return;
    // `!` sorts below every character that ids may have.
    from = `${page.at(-1)!._id}!`;
  }
}
