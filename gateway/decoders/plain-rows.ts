/**
 * The way of nearly all rows: printable ASCII between delimiters, cut where the bytes lie, without making text of them.
 * Whatever is not plain (other characters, quotes, another number of fields) is left to csv-parse.
 */
import type { CsvDialect } from './csv-fields.ts';
import { PlainBlock } from './plain-block.ts';
import { MAX_ROW_BYTES } from './text-lines.ts';
import type { Accepted, PlainRow, RowReaders } from './row-meaning.ts';

const LF = 10;
const CR = 13;
const QUOTE = 34;
const PLAIN = 0;
const DELIMITER = 1;
const END = 2;
const ODD = 3;

export interface PlainDialect extends CsvDialect {
  /** How many fields a row has. */
  fields: { least: number; most: number };
}

const NO_BLOCK = new PlainBlock(Buffer.alloc(0), 0);

/** A row within a block: its text begins at byte `at`, its place in the file (which has the mark) at `from`. */
export interface RowStart {
  readonly block: PlainBlock;
  from: number;
  at: number;
}

/** The row, or null when it is not plain or does not read. */
export type PlainReader<Row> = (start: RowStart, previous: number | null) => Row | null;

/** Null when rows of this dialect are never plain. */
export function plainReader<Row extends Accepted>(
  dialect: PlainDialect,
  read: NonNullable<RowReaders<Row>['plain']>,
): PlainReader<Row> | null {
  if (dialect.delimiter.charCodeAt(0) > 127) return null;
  const { least, most } = dialect.fields;
  const kinds = kindsOfBytes(dialect);
  const starts = new Int32Array(most + 1);
  const row: PlainRow = { block: NO_BLOCK, starts, offset: 0, end: 0 };

  return ({ block, from, at }, previous) => {
    const { bytes } = block;
    starts[0] = at;
    let fields = 1;
    for (; at < bytes.length; at++) {
      const kind = kinds[bytes[at]!];
      if (kind === PLAIN) continue;
      if (kind === END) break;
      if (kind === ODD || fields === most) return null;
      starts[fields++] = at + 1;
    }
    if (fields < least) return null;
    starts[fields] = at + 1;
    if (bytes[at] === CR) at++;
    if (at < bytes.length) {
      if (bytes[at++] !== LF) return null;
    } else if (at - from >= MAX_ROW_BYTES) return null;
    row.block = block;
    row.offset = block.offset + from;
    row.end = block.offset + at;
    return read(row, previous);
  };
}

function kindsOfBytes({ delimiter, quotes }: CsvDialect): Uint8Array {
  const kinds = new Uint8Array(256).fill(ODD).fill(PLAIN, 32, 127);
  if (quotes) kinds[QUOTE] = ODD;
  kinds[LF] = END;
  kinds[CR] = END;
  kinds[delimiter.charCodeAt(0)] = DELIMITER;
  return kinds;
}
