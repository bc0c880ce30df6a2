/**
 * Which files of a source are in the store, and how far. Kept in a `local` database, written last; when it is gone it
 * is derived from the stored chunks, so it can never say more than what is there.
 */
import type { Chunk } from '../../shared/documents/chunk.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';

export interface CataloguedFile {
  /** `<fileKey>.<generation>` */
  id: string;
  file: string;
  fileKey: string;
  generation: number;
  /** Observed, first and last row that is in a chunk, ms. */
  firstAt: number;
  lastAt: number;
  /** In chunks up to here. */
  toPos: number;
  /** base64 of the ≤ 64 bytes before `toPos`. */
  tail: string;
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
      this.#files.set(file.id, file);
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
    this.#files.set(id, {
      id,
      file: chunk.file,
      fileKey: chunk.fileKey,
      generation: chunk.generation,
      firstAt: known ? Math.min(known.firstAt, chunk.firstAt) : chunk.firstAt,
      lastAt: known ? Math.max(known.lastAt, chunk.lastAt) : chunk.lastAt,
      toPos: Math.max(known?.toPos ?? 0, chunk.toPos),
      tail: !known || chunk.toPos >= known.toPos ? chunk.tail : known.tail,
    });
    this.#unsaved.add(id);
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

  async #derive(): Promise<void> {
    const { store, gateway, line, source, metric } = this.#scope;
    for (const database of await store.databases(`series_${gateway}_${line}_`)) {
      const prefix = `chunk:${line}:${source}:${metric}:`;
      for await (const chunk of pages(store, database, prefix)) this.extend(chunk);
    }
  }

  get #database(): string {
    return localDatabase(this.#scope.gateway, 'positions');
  }

  get #prefix(): string {
    return `file:${this.#scope.line}:${this.#scope.source}:${this.#scope.metric}:`;
  }

  get #progressId(): string {
    return `progress:${this.#scope.line}:${this.#scope.source}:${this.#scope.metric}`;
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
