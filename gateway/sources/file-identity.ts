import type { FileHandle } from 'node:fs/promises';
import { shortHash } from './fingerprint.ts';
import { firstRow, MAX_ROW_BYTES } from './rows.ts';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const FIRST_LOOK_BYTES = 4 * 1024;
/** A header and a first row, each as long as a row may be. */
const SECOND_LOOK_BYTES = 2 * MAX_ROW_BYTES + FIRST_LOOK_BYTES;

export interface IdentityRule {
  sourceId: string;
  /** The first row names the columns: equal in every file, so the row after it tells files apart. */
  startsWithHeader: boolean;
}

/**
 * What a file is, whatever it is called and wherever it was moved: hash of the source and its first data row, without byte
 * order mark and line end. `null` while that row is not complete; in a finished file the end of the file completes it.
 */
export async function readFileKey(handle: FileHandle, rule: IdentityRule, finished: boolean): Promise<string | null> {
  for (const length of [FIRST_LOOK_BYTES, SECOND_LOOK_BYTES]) {
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafe(length), 0, length, 0);
    const row = firstDataRow(buffer.subarray(0, bytesRead), rule.startsWithHeader, finished && bytesRead < length);
    if (row) return shortHash(rule.sourceId, '\n', row);
    if (bytesRead < length) return null;
  }
  return null;
}

function firstDataRow(bytes: Buffer, startsWithHeader: boolean, isAll: boolean): Buffer | null {
  const from = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  const first = firstRow(bytes, from, isAll);
  if (!startsWithHeader || !first) return first?.row ?? null;
  return firstRow(bytes, first.end, isAll)?.row ?? null;
}
