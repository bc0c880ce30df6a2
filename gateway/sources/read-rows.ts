import type { FileHandle } from 'node:fs/promises';
import type { Place } from './place.ts';
import { wholeRowsLength } from './rows.ts';

const BLOCK_BYTES = 256 * 1024;
const SMALLEST_READ_BYTES = 4 * 1024;

/**
 * The next whole rows behind a place. Each read begins with the place's tail, so a change of the file is noticed between
 * any two of them (`changed`). `size` = the file's at the last look: a hint, it may have grown.
 */
export async function readRows(
  handle: FileHandle,
  { tail, offset, encoding }: Place,
  size: number,
  finished: boolean,
): Promise<{ rows: Buffer; atEnd: boolean } | 'changed'> {
  const length = tail.length + Math.min(BLOCK_BYTES, Math.max(SMALLEST_READ_BYTES, size - offset));
  const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, offset - tail.length);
  if (!buffer.subarray(0, Math.min(bytesRead, tail.length)).equals(tail)) return 'changed';
  const bytes = buffer.subarray(tail.length, bytesRead);
  const nothingFollows = bytesRead < length;
  const rows = bytes.subarray(0, wholeRowsLength(bytes, encoding, finished && nothingFollows));
  return { rows, atEnd: nothingFollows && rows.length === bytes.length };
}
