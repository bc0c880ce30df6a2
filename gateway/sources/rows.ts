/** Where rows end. A row is what lies between newlines; one that reaches 64 kB without any is cut there. */
export const MAX_ROW_BYTES = 64 * 1024;
const NEWLINE = 10;

/**
 * How many bytes from the start of `bytes` are whole rows. A cut row makes up a block of its own, so the end of the block
 * stands for its newline. The answer depends on the bytes only, not on how they were split into reads. When nothing will
 * ever follow (`isAll`), the end of the bytes ends the last row too.
 */
export function wholeRowsLength(bytes: Buffer, isAll = false): number {
  let end = 0;
  for (;;) {
    const ahead = bytes.subarray(end, end + MAX_ROW_BYTES);
    const newline = ahead.lastIndexOf(NEWLINE);
    if (newline >= 0) end += newline + 1;
    else if (ahead.length === MAX_ROW_BYTES) return end === 0 ? MAX_ROW_BYTES : end;
    else return isAll ? bytes.length : end;
  }
}

/** The first row at or after `from` that is more than white space, without line end; `null` while it is not complete. */
export function firstRow(bytes: Buffer, from: number, isAll: boolean): { row: Buffer; end: number } | null {
  let start = from;
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start);
    const rowEnd = newline < 0 ? bytes.length : newline;
    const end = Math.min(rowEnd, start + MAX_ROW_BYTES);
    if (newline < 0 && !isAll && end - start < MAX_ROW_BYTES) return null;
    const row = bytes.subarray(start, bytes[end - 1] === 13 ? end - 1 : end);
    if (row.toString('latin1').trim() !== '') return { row, end: newline < 0 ? end : newline + 1 };
    start = end === rowEnd ? end + 1 : end;
  }
  return null;
}
