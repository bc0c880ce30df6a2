/**
 * Which files of a source are in the store, and how far. Kept in a `local` database, written last; when it is gone it
 * is derived from the stored chunks, so it can never say more than what is there.
 */
import type { Chunk, FileOpening } from '../../shared/documents/chunk.ts';
import type { Rereadings } from '../../shared/documents/configuration.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

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
  toPos: number;
  /** base64 of the ≤ 64 bytes before `toPos`. */
  tail: string;
  /** Absent = UTF-8 without header. */
  opening?: FileOpening;
}

export interface Progress {
  /** Hours from here on may lack a statement; null = all have one. */
  hoursFrom: number | null;
  /** Journal sequence from which replay must begin. */
  journalFrom: number;
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
      this.#files.set(file.id, { ...file, endsAt: file.endsAt ?? file.lastAt, rows: file.rows ?? 0 });
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
  extend(chunk: Chunk): void {
    const id = `${chunk.fileKey}.${chunk.generation}`;
    const known = this.#files.get(id);
    const isLast = !known || chunk.toPos >= known.toPos;
    const opening = isLast ? chunk.opening : known.opening;
    this.#set({
      id,
      file: chunk.file,
      fileKey: chunk.fileKey,
      generation: chunk.generation,
      firstAt: Math.min(known?.firstAt ?? chunk.firstAt, chunk.firstAt),
      lastAt: Math.max(known?.lastAt ?? chunk.lastAt, chunk.lastAt),
      endsAt: isLast ? chunk.lastAt : known.endsAt,
      rows: (known?.rows ?? 0) + chunk.rows + chunk.rejected.length,
      toPos: Math.max(known?.toPos ?? 0, chunk.toPos),
      tail: isLast ? chunk.tail : known.tail,
      ...(opening && { opening }),
    });
  }

  /** Up to here the file has nothing that would be in a chunk. */
  passed(file: Pick<CataloguedFile, 'id' | 'file' | 'fileKey' | 'generation' | 'toPos' | 'tail' | 'opening'>): void {
    const known = this.#files.get(file.id);
    if (known && known.toPos >= file.toPos) return;
    this.#set({ ...(known ?? { firstAt: null, lastAt: null, endsAt: null, rows: 0 }), ...file });
  }

  #set(file: CataloguedFile): void {
    this.#files.set(file.id, file);
    this.#unsaved.add(file.id);
  }

  async save(progress: Progress): Promise<void> {
    const files = [...this.#unsaved].map((id) => this.#files.get(id)!);
    this.#unsaved.clear();
    try {
      await this.#scope.store.put(this.#database, [
        ...files.map((file) => ({ _id: `${this.#prefix}${file.id}`, ...file })),
        { _id: this.#progressId, ...progress },
      ]);
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
    const { version } = this.#scope;
    for await (const chunk of this.#stored(version)) this.extend(chunk);
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
    const { store, gateway, line, source, metric } = this.#scope;
    const prefix = `chunk:${line}:${source}:${version === undefined ? metric : `${metric}.${version}`}:`;
    for (const database of await store.databases(`series_${gateway}_${line}_`)) yield* pages(store, database, prefix);
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
