/**
 * A file that rests (others have moved on a good deal since it said something) has its open rows in the store as they are,
 * so that one quiet source does not keep the journal of all others. After a start they are open again.
 */
import type { RestedFile } from './catalogued-file.ts';
import type { ChunkParts } from './chunk-documents.ts';
import { OpenChunk } from './open-chunk.ts';
import type { OpenFile } from './open-file.ts';

const RESTS_AFTER_RECORDS = 10;
const REST_EACH_MS = 60_000;

/** `end` = the journal's sequence now. Not more than once a minute; what lies in the store already rests no more than it does. */
export function rests(
  { lastSequence, restedAt }: { lastSequence: number | null; restedAt: number | null },
  end: number,
  now: number,
): boolean {
  if (lastSequence === null) return false;
  return end - lastSequence > RESTS_AFTER_RECORDS && (restedAt === null || now - restedAt >= REST_EACH_MS);
}

/** What is open of a file, as the store keeps it. */
export function restedAs<Row extends { at: number; offset: number }>(
  { chunk, tail, opening, lastAt, id, file, fileKey, generation }: OpenFile<Row>,
  { pack, metrics, resolutions }: Pick<ChunkParts<Row>, 'pack' | 'metrics' | 'resolutions'>,
): RestedFile {
  const { fromPos, toPos, firstAt, lastAt: chunkLastAt, receivedAt, before, rejected, rows } = chunk;
  return {
    ...{ id, file, fileKey, generation, lastAt, opening, tail: tail.toString('base64') },
    chunk: { fromPos, toPos, firstAt, lastAt: chunkLastAt, receivedAt, before, rejected: [...rejected] },
    packs: pack(rows).map(({ packed, texts, rows }, i) => {
      const resolution = resolutions?.[i];
      return { metric: metrics[i]!, packed, texts, rows, ...(resolution !== undefined && { resolution }) };
    }),
  };
}

/** The same file, open as it was; the journal is not needed for it. */
export function openAgain<Row extends { at: number; offset: number }>(
  { id, file, fileKey, generation, lastAt, opening, tail, chunk: kept, packs }: RestedFile,
  unpack: (packs: RestedFile['packs']) => Row[],
): OpenFile<Row> {
  const chunk = new OpenChunk<Row>({ ...kept, sequence: 0 });
  chunk.rows.push(...unpack(packs));
  chunk.rejected.push(...kept.rejected);
  Object.assign(chunk, { toPos: kept.toPos, firstAt: kept.firstAt, lastAt: kept.lastAt });
  const open = { id, file, fileKey, generation, chunk, tail: Buffer.from(tail, 'base64'), lastAt, opening };
  return { ...open, lastSequence: null, restedAt: null };
}
