import { open, type FileHandle } from 'node:fs/promises';
import { decodeRecord, type SequencedRecord } from './record.ts';

/** A readable record or a stretch of bytes that holds none; together they cover the segment. */
export interface Stretch {
  from: number;
  to: number;
  found: SequencedRecord | null;
}

const PIECE_BYTES = 1024 * 1024;

/**
 * Walks through the first `length` bytes of a segment (all without it), a piece at a time: memory holds a piece or one
 * record, whichever is more. After damage it looks byte by byte for the next record that fits in all respects.
 */
export async function* readSegment(
  path: string,
  firstSequence: number,
  length = Number.POSITIVE_INFINITY,
): AsyncGenerator<Stretch[]> {
  const handle = await open(path, 'r');
  try {
    const size = Math.min(length, (await handle.stat()).size);
    let expected = firstSequence;
    let readTo = 0;
    let needs = PIECE_BYTES;
    for (let at = 0; at < size;) {
      const wanted = Math.min(size - at, Math.max(needs, PIECE_BYTES));
      const piece = await readPiece(handle, at, wanted);
      if (piece.length === 0) break;
      // Less than wanted: the file became shorter than it was a moment ago.
      const isLast = at + piece.length >= size || piece.length < wanted;
      const stretches: Stretch[] = [];
      const start = at;
      needs = 0;
      while (at < start + piece.length) {
        const hit = decodeRecord(piece, at - start, expected);
        if (hit && 'needs' in hit && !isLast) {
          ({ needs } = hit);
          break;
        }
        if (!hit || 'needs' in hit) {
          at++;
          continue;
        }
        if (at > readTo) stretches.push({ from: readTo, to: at, found: null });
        const { sequence, record } = hit;
        stretches.push({ from: at, to: start + hit.end, found: { sequence, record } });
        at = readTo = start + hit.end;
        expected = sequence + 1;
      }
      if (stretches.length > 0) yield stretches;
    }
    if (readTo < size) yield [{ from: readTo, to: size, found: null }];
  } finally {
    await handle.close();
  }
}

/** Of its own memory each time: records that were given away are views of it. */
async function readPiece(handle: FileHandle, at: number, wanted: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
  return buffer.subarray(0, bytesRead);
}
