/** The chunks of a source as they lie in the store: which of them count, and those of one file. */
import { chunkPrefix, type Chunk } from '../../shared/documents/chunk.ts';
import type { Store } from '../store/store.ts';
import type { FileWithRows } from './catalogued-file.ts';
import { lastChunks, lineChunks } from './line-chunks.ts';
import type { CurrentRereadings } from './rereadings.ts';

export interface StoredChunksParts {
  store: Store;
  line: string;
  source: string;
  /** Rejected rows are kept with the first. */
  metrics: readonly string[];
  version?: string | undefined;
}

export class StoredChunks {
  readonly #parts: StoredChunksParts;
  /** Files that were read anew. */
  rereadings: CurrentRereadings = { files: {}, since: null };

  constructor(parts: StoredChunksParts) {
    this.#parts = parts;
  }

  /** Does the chunk count, or was its file read anew? */
  isCurrent(chunk: Pick<Chunk, '_id' | 'metric' | 'fileKey' | 'generation' | 'fromPos' | 'toPos'>): boolean {
    const version = chunk._id.split(':')[3]!.slice(chunk.metric.length + 1);
    const reread = this.rereadings.files[`${chunk.fileKey}.${chunk.generation}`];
    if (version === '') return !reread || chunk.fromPos >= reread.toPos;
    return reread?.version === version && chunk.toPos <= reread.toPos;
  }

  /** The chunks of one file in order of position; they must be durable. */
  async *chunks(file: FileWithRows): AsyncGenerator<Chunk> {
    const reread = this.rereadings.files[file.id];
    const found: Chunk[] = [];
    if (reread)
      for await (const chunk of this.#stored(file, reread.version)) if (chunk.toPos <= reread.toPos) found.push(chunk);
    for await (const chunk of this.#stored(file, this.#parts.version))
      if (chunk.toPos <= file.toPos && chunk.fromPos >= (reread?.toPos ?? 0)) found.push(chunk);
    yield* found.sort((a, b) => a.fromPos - b.fromPos);
  }

  #stored(file: FileWithRows, version: string | undefined): AsyncGenerator<Chunk> {
    const { store, line } = this.#parts;
    return lineChunks(store, line, this.#prefix(file, version), { from: file.firstAt, to: file.lastAt + 1 });
  }

  /** The chunk of a file with a metric's last row; it must be durable. */
  async lastChunk(file: FileWithRows, metric: string): Promise<Chunk | null> {
    const { store, line } = this.#parts;
    const reread = this.rereadings.files[file.id];
    const newest = async (version: string | undefined): Promise<Chunk | undefined> => {
      const prefix = this.#prefix(file, version, metric);
      return (await lastChunks(store, line, prefix, { at: file.lastAt, limit: 1 }))[0];
    };
    const chunk = await newest(this.#parts.version);
    if (!reread || (chunk && chunk.fromPos >= reread.toPos)) return chunk ?? null;
    return (await newest(reread.version)) ?? null;
  }

  /** The newest chunks of a file, its last one first, at most so many; they must be durable. */
  newestChunks(file: FileWithRows, limit: number): Promise<Chunk[]> {
    const { store, line, version } = this.#parts;
    return lastChunks(store, line, this.#prefix(file, version), { at: file.lastAt, limit });
  }

  #prefix({ fileKey, generation }: FileWithRows, version: string | undefined, metric?: string): string {
    const { line, source, metrics } = this.#parts;
    return chunkPrefix({ line, source, metric: metric ?? metrics[0]!, fileKey, generation, version });
  }
}
