/**
 * How far the files of a source are read, by the chunks in the store alone: after positions were lost, and on a gateway that
 * takes the place of another, whose chunks are all that is left of it.
 */
import type { Chunk } from '../../shared/documents/chunk.ts';
import type { ClosedChunk } from './catalogued-file.ts';

export interface DerivedPositions {
  /** Of each file its chunks up to the first hole, by metric, in order of position. */
  chunks: ClosedChunk[];
  /** Where chunks go on behind a hole, by file: what fills it must end there, or rows would be in two chunks. */
  holes: Map<string, number>;
}

interface Found extends ClosedChunk {
  fromPos: number;
  /** How far it reaches, all metrics of the source do. */
  tells: boolean;
}

/**
 * `tells` = whether a chunk says how far its file is read; `isFirst` = whether rows are counted by it. A file has chunks
 * without a hole (`hasHoles` = a port may not), unless those of one month came here and those of another did not: then
 * reading goes on in the hole.
 */
export async function derivePositions(
  stored: AsyncIterable<Chunk>,
  how: { tells: (chunk: Chunk) => boolean; isFirst: (chunk: Chunk) => boolean; hasHoles: boolean },
): Promise<DerivedPositions> {
  const files = new Map<string, Found[]>();
  for await (const chunk of stored) {
    const { file, fileKey, generation, fromPos, toPos, tail, opening } = chunk;
    const [firstAt, lastAt] = chunk.rows > 0 ? [chunk.firstAt, chunk.lastAt] : [null, null];
    const found: Found = {
      ...{ file, fileKey, generation, fromPos, toPos, tail, firstAt, lastAt, endsAt: lastAt },
      rows: how.isFirst(chunk) ? chunk.rows + chunk.rejected.length : 0,
      tells: how.tells(chunk),
      ...(opening && { opening }),
    };
    const id = `${fileKey}.${generation}`;
    const known = files.get(id);
    if (known) known.push(found);
    else files.set(id, [found]);
  }
  const derived: DerivedPositions = { chunks: [], holes: new Map() };
  for (const [id, found] of files) {
    found.sort((a, b) => a.fromPos - b.fromPos);
    const telling = found.filter(({ tells }) => tells);
    const coveredTo = how.hasHoles ? Infinity : unbroken(telling);
    const behind = telling.find(({ fromPos }) => fromPos > coveredTo);
    if (behind) derived.holes.set(id, behind.fromPos);
    let endsAt: number | null = null;
    for (const { fromPos: _, tells, ...chunk } of found) {
      if (chunk.toPos > coveredTo) continue;
      endsAt = chunk.endsAt ?? endsAt;
      derived.chunks.push(tells ? { ...chunk, endsAt } : { ...chunk, toPos: 0, tail: '' });
    }
  }
  return derived;
}

/** The end of the first stretch without a hole; what lies before all of them may be in a month that is gone. */
function unbroken(chunks: readonly Found[]): number {
  let end = chunks[0]?.toPos ?? Infinity;
  for (const { fromPos, toPos } of chunks) {
    if (fromPos > end) break;
    end = Math.max(end, toPos);
  }
  return end;
}
