/**
 * Reads the rows of one text file in order, whatever they mean. Plain rows go straight from bytes to values; every other row,
 * and every dialect that is not plain, goes through csv-parse. Both ways give the same answers.
 */
import type { FileOpening } from '../../shared/documents/chunk.ts';
import { encodingAt, type Encoding } from '../../shared/text-encoding.ts';
import { checkDialect } from './csv-fields.ts';
import { layoutUnder, type CsvLayout, type TextDialect } from './csv-layout.ts';
import { rejected, type Decoder, type RejectedText, type RowReader } from './decoded.ts';
import { FieldsAhead } from './fields-ahead.ts';
import { FileHeader } from './file-header.ts';
import { PlainBlock } from './plain-block.ts';
import type { RowStart } from './plain-rows.ts';
import type { Accepted, RowMeaning } from './row-meaning.ts';
import { isBlank, isWide, lineAt, lineText, MAX_ROW_BYTES } from './text-lines.ts';

type Rejected = { ok: false } & RejectedText;

/** Throws AppError PLANT_FILE_INVALID when the dialect makes no sense. */
export function csvDecoder<Row extends Accepted>(
  dialect: TextDialect,
  meaning: RowMeaning<Row>,
): Decoder<Row | Rejected> {
  checkDialect(dialect);
  return (opening) => new CsvReader(dialect, meaning, opening);
}

class CsvReader<Row extends Accepted> implements RowReader<Row | Rejected> {
  readonly #dialect: TextDialect;
  readonly #meaning: RowMeaning<Row>;
  #encoding: Encoding;
  #header: FileHeader;
  /** Under the header in force; a text = why no row can be read; null = not looked at yet, or the header is not complete. */
  #layout: CsvLayout<Row> | string | null = null;

  constructor(dialect: TextDialect, meaning: RowMeaning<Row>, opening: FileOpening | null) {
    this.#dialect = dialect;
    this.#meaning = meaning;
    this.#encoding = opening?.encoding ?? dialect.encoding ?? 'utf-8';
    this.#header = new FileHeader(dialect.header, opening?.header ?? null);
  }

  get opening(): FileOpening {
    return { encoding: this.#encoding, header: this.#header.text };
  }

  decode({ bytes, offset }: { bytes: Buffer; offset: number }, previous: number | null): (Row | Rejected)[] {
    const rows: (Row | Rejected)[] = [];
    // The mark is part of the first row's place, not of its text.
    const mark = offset === 0 ? this.#beginFile(bytes) : 0;
    const start: RowStart = { block: new PlainBlock(bytes, offset), from: 0, at: mark };
    const ahead = new FieldsAhead(bytes, this.#encoding, this.#dialect);
    while (start.at < bytes.length) {
      const layout = (this.#layout ??= this.#layoutNow());
      const plain = layout === null || typeof layout === 'string' ? null : layout.plain;
      let row: Row | Rejected | null = plain && plain(start, previous);
      if (row) start.at = row.end - offset;
      else row = this.#oddRow(start, ahead, previous);
      start.from = start.at;
      if (row) rows.push(row);
      if (row?.ok) previous = this.#meaning.at(row) ?? previous;
    }
    return rows;
  }

  /** A row that is not plain, and moves `start` behind it; null when it is none. */
  #oddRow(start: RowStart, ahead: FieldsAhead, previous: number | null): Row | Rejected | null {
    const { from } = start;
    const { bytes, offset } = start.block;
    const line = lineAt(bytes, start.at, this.#encoding);
    start.at = line.next;
    const text = lineText(bytes, line, this.#encoding);
    const place = { offset: offset + from, end: offset + line.next };
    const refused = (reason: string) => rejected(place, text, reason);

    if (this.#header.isOpen && this.#header.take(text)) return null;
    if (isBlank(bytes, line, this.#encoding)) return null;
    if (this.#header.isOpen) return refused("the header's end does not come");
    if (!line.isEnded && line.next - from >= MAX_ROW_BYTES) return refused('row is longer than 64 kB and was cut');
    if (text.includes('\0')) return refused('row has NUL bytes');
    if (this.#header.beginsWith(text)) {
      this.#header.begin();
      this.#header.take(text);
      this.#layout = null;
      return null;
    }
    const layout = this.#layout!;
    if (typeof layout === 'string') return refused(layout);
    const fields = ahead.of(line);
    if (!fields) return refused('a quote stands in the wrong place or is not closed');
    const row = layout.read(fields, place, previous);
    return typeof row === 'string' ? refused(row) : row;
  }

  #beginFile(bytes: Buffer): number {
    const { encoding, mark } = encodingAt(bytes, this.#dialect.encoding);
    this.#encoding = encoding;
    this.#header.begin();
    this.#layout = null;
    return mark;
  }

  #layoutNow(): CsvLayout<Row> | string | null {
    if (this.#header.isOpen) return null;
    const [dialect, meaning] = [this.#dialect, this.#meaning];
    return layoutUnder(this.#header, { dialect, meaning, isWide: isWide(this.#encoding) });
  }
}
