/**
 * Where rows end. A row is what lies between newlines; one that reaches 64 kB without any is cut there. A newline is one
 * byte, in UTF-16 two; places in such a file are even.
 */
import type { Encoding } from '../../shared/text-encoding.ts';

export const MAX_ROW_BYTES = 64 * 1024;
const NEWLINE = 10;
const RETURN = 13;

export function bytesPerUnit(encoding: Encoding): 1 | 2 {
  return encoding === 'utf-16le' || encoding === 'utf-16be' ? 2 : 1;
}

/**
 * How many bytes from the start of `bytes` are whole rows. A cut row makes up a block of its own, so the end of the block
 * stands for its newline. The answer depends on the bytes only, not on how they were split into reads. When nothing will
 * ever follow (`isAll`), the end of the bytes ends the last row too; half a UTF-16 unit is left.
 */
export function wholeRowsLength(bytes: Buffer, encoding: Encoding, isAll = false): number {
  let end = 0;
  for (;;) {
    const ahead = bytes.subarray(end, end + MAX_ROW_BYTES);
    const rows = lastRowEnd(ahead, encoding);
    if (rows > 0) end += rows;
    else if (ahead.length === MAX_ROW_BYTES) return end === 0 ? MAX_ROW_BYTES : end;
    else return isAll ? bytes.length - (bytes.length % bytesPerUnit(encoding)) : end;
  }
}

/** A line without its line end, and where the next one begins. */
export interface Line {
  bytes: Buffer;
  end: number;
}

/** The complete lines from a place on, empty ones too; the last one without newline only when nothing follows (`isAll`). */
export function* linesFrom(bytes: Buffer, from: number, encoding: Encoding, isAll: boolean): Generator<Line> {
  const unit = bytesPerUnit(encoding);
  for (let start = from; start < bytes.length;) {
    const longest = bytes.subarray(start, start + MAX_ROW_BYTES);
    const rowEnd = firstRowEnd(longest, encoding);
    if (rowEnd === 0 && longest.length < MAX_ROW_BYTES && !isAll) return;
    const line = longest.subarray(0, rowEnd === 0 ? longest.length : rowEnd - unit);
    const returned = unitAt(line, line.length - unit, encoding) === RETURN;
    yield { bytes: returned ? line.subarray(0, -unit) : line, end: start + (rowEnd || longest.length) };
    start += rowEnd || longest.length;
  }
}

/** Where the last row that ends in `bytes` ends; 0 = none does. */
function lastRowEnd(bytes: Buffer, encoding: Encoding): number {
  const unit = bytesPerUnit(encoding);
  for (let at = bytes.lastIndexOf(NEWLINE); at >= 0; at = at === 0 ? -1 : bytes.lastIndexOf(NEWLINE, at - 1)) {
    if (unitAt(bytes, at - (at % unit), encoding) === NEWLINE) return at - (at % unit) + unit;
  }
  return 0;
}

function firstRowEnd(bytes: Buffer, encoding: Encoding): number {
  const unit = bytesPerUnit(encoding);
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
    if (unitAt(bytes, at - (at % unit), encoding) === NEWLINE) return at - (at % unit) + unit;
  }
  return 0;
}

/** The code unit at a byte offset; undefined when it is not all there. */
function unitAt(bytes: Buffer, at: number, encoding: Encoding): number | undefined {
  const [first, second] = [bytes[at], bytes[at + 1]];
  if (bytesPerUnit(encoding) === 1 || first === undefined) return first;
  if (second === undefined) return undefined;
  return encoding === 'utf-16le' ? first | (second << 8) : (first << 8) | second;
}
