/** What the rows of a text file say: the part of reading them that differs between cycles, samples and states. */
import type { FileHeader } from './file-header.ts';
import type { PlainBlock } from './plain-block.ts';

export interface Accepted {
  ok: true;
  end: number;
}

/** Positions in the file, as rows carry them. */
export interface Place {
  offset: number;
  end: number;
}

/** A row whose fields lie between delimiters as plain ASCII: field k is the block's bytes from `starts[k]` to `starts[k + 1] - 1`. */
export interface PlainRow extends Place {
  block: PlainBlock;
  starts: Int32Array;
}

export interface RowMeaning<Row extends Accepted> {
  /** Columns that it reads. */
  readonly columns: readonly string[];
  /** Its readers for the rows under one header, or why none of them can be read. */
  under(layout: RowLayout): RowReaders<Row> | string;
  /** Observed time; null when the row has none of its own. */
  at(row: Row): number | null;
}

export interface RowLayout {
  header: FileHeader;
  /** Which field of a row each of the meaning's columns is. */
  fields: readonly number[];
  /** Of columns that are no part of the file: their text; null = the column is part of it. */
  constants: readonly (string | null)[];
}

/** `previous` = observed time of the row before; null at the start of the file. */
export interface RowReaders<Row extends Accepted> {
  /** The row, or the reason why it is none. */
  fields(fields: readonly string[], place: Place, previous: number | null): Row | string;
  /** What `fields` would answer; null when only that one can tell. Absent when there is no quick way. */
  plain?: (row: PlainRow, previous: number | null) => Row | null;
}
