/** Blocks put together by (file key, generation, offset), as whoever reads a journal must: what comes again is dropped. */
import { tailHash } from '../../gateway/sources/fingerprint.ts';
import type { KnownPosition } from '../../gateway/sources/source.ts';
import type { Encoding } from '../../shared/text-encoding.ts';
import { rowsIn } from './tailer-text.ts';

interface ReadBlock {
  fileKey: string;
  generation: number;
  offset: number;
  bytes: Buffer;
}

interface Generation {
  blocks: Buffer[];
  length: number;
}

export class ReadBlocks {
  /** Numbers of the rows read, in order of arrival. */
  readonly rows: number[] = [];
  readonly #encoding: Encoding;
  readonly #generations = new Map<string, Generation>();
  readonly #latest = new Map<string, number>();

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  /** Throws for a hole, and for bytes that come again and are others. */
  add({ fileKey, generation, offset, bytes }: ReadBlock): void {
    const id = `${fileKey}.${generation}`;
    const read = this.#generations.get(id) ?? { blocks: [], length: 0 };
    if (offset > read.length) throw new Error(`A block of ${id} begins at ${offset}, behind ${read.length}`);
    const known = offset === read.length ? Buffer.alloc(0) : Buffer.concat(read.blocks).subarray(offset);
    if (!bytes.subarray(0, known.length).equals(known.subarray(0, bytes.length))) {
      throw new Error(`What comes again of ${id} at ${offset} is not the same`);
    }
    const fresh = bytes.subarray(known.length);
    read.blocks.push(fresh);
    read.length += fresh.length;
    this.rows.push(...rowsIn(fresh, this.#encoding));
    this.#generations.set(id, read);
    this.#latest.set(fileKey, Math.max(this.#latest.get(fileKey) ?? 0, generation));
  }

  known(fileKey: string, generation = this.#latest.get(fileKey)): KnownPosition | null {
    const read = generation === undefined ? undefined : this.#generations.get(`${fileKey}.${generation}`);
    if (generation === undefined || !read) return null;
    return { generation, offset: read.length, tail: tailHash(read.blocks.findLast(({ length }) => length > 0)!) };
  }
}
