/**
 * Which files of a source are in the store, and how far. Kept in a `local` database, written last; when it is gone it
 * is derived from the stored chunks, also those of gateways whose place this one took, so it can never say more than what
 * is there.
 */
import type { Chunk, FileOpening } from '../../shared/documents/chunk.ts';
import type { Rereadings } from '../../shared/documents/configuration.ts';
import { localDatabase } from '../../shared/documents/database-names.ts';
import { prefixRange, type Store, type StoredDocument } from '../store/store.ts';
import { withChunk, type CataloguedFile, type ClosedChunk, type Progress, type RestedFile } from './catalogued-file.ts';
import { derivePositions } from './derived-positions.ts';
import { lineChunks } from './line-chunks.ts';
import { fileId } from './open-file.ts';

interface Scope {
  store: Store;
  gateway: string;
  line: string;
  source: string;
  metric: string;
  /** Stands for how rows are read now. */
  configVersion: string;
  version?: string | undefined;
  /** A port's positions may have holes; a file's chunks have none. */
  hasHoles: boolean;
  /** What counts of files that were read anew. */
  rereadings: () => Rereadings;
}

export class FileCatalogue {
  readonly #scope: Scope;
  readonly #files = new Map<string, CataloguedFile>();
  readonly #unsaved = new Set<string>();
  /** Documents that are of no use once positions are saved. */
  #abandoned: string[] = [];
  /** Where chunks go on behind a hole, by file, when positions were derived from them. */
  holes: ReadonlyMap<string, number> = new Map();

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  /** Loads what was saved; answers null when there was nothing and the files were derived from chunks. */
  async load(): Promise<Progress | null> {
    const { store } = this.#scope;
    const progress = await this.#latestProgress();
    if (!progress) {
      await this.#derive();
      return null;
    }
    for (const file of await store.range(this.#database, prefixRange(this.#prefix))) this.#load(file);
    if (progress._id === this.#progressId) return progress as unknown as Progress;
    await this.#goOnFrom(progress._id.slice('progress:'.length));
    return { hoursFrom: null, journalFrom: Number(progress.journalFrom) };
  }

  /** What was kept with another metric is kept with this one from the next save on. */
  async #goOnFrom(series: string): Promise<void> {
    this.#abandoned.push(`progress:${series}`);
    for (const document of await this.#scope.store.range(this.#database, prefixRange(`file:${series}:`))) {
      const { _id, ...file } = document as StoredDocument & CataloguedFile;
      const own = this.#files.get(file.id);
      this.#set({ ...file, elsewhere: file.rows - ((own?.rows ?? 0) - (own?.elsewhere ?? 0)) });
      this.#abandoned.push(_id);
    }
  }

  /**
   * Positions are kept with the source's first metric. Declared with another one first, it goes on where that ended: the rows
   * before are read, whatever they were read as.
   */
  async #latestProgress(): Promise<StoredDocument | null> {
    const { store, line, source, version } = this.#scope;
    if (version !== undefined) return (await store.get(this.#database, [this.#progressId]))[0] ?? null;
    const all = await store.range(this.#database, prefixRange(`progress:${line}:${source}:`));
    const reach = ({ _id, journalFrom }: StoredDocument) => [Number(journalFrom), _id === this.#progressId ? 1 : 0];
    return all.sort((a, b) => reach(b)[0]! - reach(a)[0]! || reach(b)[1]! - reach(a)[1]!)[0] ?? null;
  }

  #load(document: StoredDocument): void {
    const { _id, ...file } = document as StoredDocument & CataloguedFile;
    // A release before this one did not keep them.
    this.#files.set(file.id, {
      ...file,
      endsAt: file.endsAt ?? file.lastAt,
      rows: file.rows ?? 0,
      chunkedTo: file.chunkedTo ?? file.toPos,
    });
  }

  get(id: string): CataloguedFile | undefined {
    return this.#files.get(id);
  }

  all(): CataloguedFile[] {
    return [...this.#files.values()];
  }

  /** A chunk is made. It must be durable before `save` says so. */
  extend(chunk: ClosedChunk): void {
    this.#set(withChunk(this.#files.get(fileId(chunk)), chunk));
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
    return (found as unknown as RestedFile[]).filter(({ id, chunk }) => {
      const { chunkedTo, toPos } = this.#files.get(id) ?? { chunkedTo: 0, toPos: 0 };
      // A header that rested may have been passed since: then reading goes on behind it.
      return chunk.fromPos === chunkedTo && chunk.toPos >= toPos;
    });
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
      const { store } = this.#scope;
      const places = [
        ...rested.map((file) => ({ _id: `open:${this.#series}:${file.id}`, ...file })),
        ...files.map((file) => ({ _id: `${this.#prefix}${file.id}`, ...file })),
      ];
      // One request may become several (a revision that was forgotten): the progress that needs no journal for them comes last.
      if (places.length > 0) await store.put(this.#database, places);
      await store.put(this.#database, [{ _id: this.#progressId, ...progress }]);
      const gone = awake
        .filter((id) => !rested.some((file) => file.id === id))
        .map((id) => `open:${this.#series}:${id}`);
      const useless = [...gone, ...this.#abandoned];
      if (useless.length > 0) await this.#scope.store.remove(this.#database, useless);
      this.#abandoned = [];
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

  /** By file key: what the starts of files say by the header of now. */
  reopen(openings: ReadonlyMap<string, FileOpening>): void {
    for (const file of this.#files.values()) {
      const opening = openings.get(file.fileKey);
      if (opening) this.#set({ ...file, opening });
    }
  }

  async #derive(): Promise<void> {
    const { version, metric, configVersion, hasHoles } = this.#scope;
    const { chunks, holes } = await derivePositions(this.#stored(version), {
      isFirst: (chunk) => chunk.metric === metric,
      // The first metric's chunk is written last of those that close together. Declared otherwise, another came first.
      tells: (chunk) => chunk.metric === metric || chunk.configVersion !== configVersion,
      hasHoles,
    });
    for (const chunk of chunks) this.extend(chunk);
    this.holes = holes;
    for (const version of new Set(Object.values(this.#scope.rereadings()).map((each) => each.version))) {
      const spans = new Map<string, { firstAt: number; lastAt: number }>();
      for await (const { fileKey, generation, firstAt, lastAt } of this.#stored(version)) {
        const id = fileId({ fileKey, generation });
        const span = spans.get(id) ?? { firstAt, lastAt };
        spans.set(id, { firstAt: Math.min(span.firstAt, firstAt), lastAt: Math.max(span.lastAt, lastAt) });
      }
      for (const [id, span] of spans) if (this.#scope.rereadings()[id]?.version === version) this.reread(id, span);
    }
  }

  async *#stored(version: string | undefined): AsyncGenerator<Chunk> {
    const { store, line, source } = this.#scope;
    for await (const chunk of lineChunks(store, line, `chunk:${line}:${source}:`)) {
      const series = version === undefined ? chunk.metric : `${chunk.metric}.${version}`;
      if (chunk._id.split(':')[3] === series) yield chunk;
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
