/** Cuts bytes around a row to whole lines, a few before and a few after: what a person needs to see what went wrong. */
import type { Encoding } from '../../shared/text-encoding.ts';

export interface RawAround {
  bytes: Buffer;
  /** Index of the row's first byte in `bytes`. */
  at: number;
  /** Bytes of the row without its line end. */
  length: number;
}

const LINES_AROUND = 5;
const [NEWLINE, RETURN] = [10, 13];

/** `length` null = the row ends with its line. Rows that are no text lines (frames, polls) keep all that is around them. */
export function linesAround(bytes: Buffer, at: number, length: number | null, encoding: Encoding): RawAround {
  if (length !== null) return { bytes, at, length: Math.min(length, bytes.length - at) };
  const wide = encoding.startsWith('utf-16');
  const ends = lineEnds(bytes, at, encoding);
  const before = ends.filter((end) => end <= at);
  const after = ends.filter((end) => end > at);
  // Without a line end in sight the first line may have begun anywhere: it is shown from where the bytes begin.
  const from = before.at(-LINES_AROUND - 1) ?? 0;
  const to = after[LINES_AROUND] ?? bytes.length;
  const end = after[0] ?? bytes.length;
  let last = after[0] === undefined ? end : end - (wide ? 2 : 1);
  const step = wide ? 2 : 1;
  if (last - step >= at && bytes[encoding === 'utf-16be' ? last - 1 : last - step] === RETURN) last -= step;
  return { bytes: bytes.subarray(from, to), at: at - from, length: last - at };
}

/** Indexes after each line end. A character of UTF-16 begins an even number of bytes away from the row. */
function lineEnds(bytes: Buffer, at: number, encoding: Encoding): number[] {
  const ends: number[] = [];
  for (let i = bytes.indexOf(NEWLINE); i >= 0; i = bytes.indexOf(NEWLINE, i + 1)) {
    if (encoding === 'utf-16le') {
      if ((i - at) % 2 === 0 && bytes[i + 1] === 0) ends.push(i + 2);
    } else if (encoding === 'utf-16be') {
      if ((i - at) % 2 !== 0 && bytes[i - 1] === 0) ends.push(i + 1);
    } else ends.push(i + 1);
  }
  return ends;
}
