/** Cuts a block of complete text lines into fields. Quotes have no meaning in machine logs: a stray one stays in its cell. */
import { parse } from 'csv-parse/sync';

export interface TextRow {
  /** Byte offset of the row in its file. */
  offset: number;
  /** Byte offset after its line end. */
  end: number;
  fields: string[];
}

/** `offset` is that of the block's first byte; rows come in order, empty lines as a row with one empty field. */
export function csvRows(bytes: Buffer, offset: number, delimiter: string): TextRow[] {
  const records = parse(withoutMark(bytes, offset), {
    delimiter,
    quote: false,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: false,
  });
  const rows: TextRow[] = new Array(records.length);
  let at = 0;
  for (let i = 0; i < records.length; i++) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline + 1;
    rows[i] = { offset: offset + at, end: offset + end, fields: records[i]! };
    at = end;
  }
  return rows;
}

/** The mark of UTF-8 at the start of a file is no part of its first field. The parser's own option would take `FF FE` for UTF-16. */
function withoutMark(bytes: Buffer, offset: number): Buffer {
  return offset === 0 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}
