import type { Encoding } from '../../shared/text-encoding.ts';
import { fieldsOf, type CsvDialect } from './csv-fields.ts';
import { lineAt, lineText, type TextLine } from './text-lines.ts';

const FIRST_LINES = 8;
const GROWTH = 4;

/**
 * Fields of the lines of a block, asked for in order. One call of csv-parse costs as much as thirty rows, so each call reads
 * more lines ahead than the one before: a single odd row stays cheap, and a block of them costs a few calls.
 */
export class FieldsAhead {
  readonly #bytes: Buffer;
  readonly #encoding: Encoding;
  readonly #dialect: CsvDialect;
  #lines = FIRST_LINES;
  #from: number[] = [];
  #fields: (string[] | null)[] = [];
  #at = 0;

  constructor(bytes: Buffer, encoding: Encoding, dialect: CsvDialect) {
    this.#bytes = bytes;
    this.#encoding = encoding;
    this.#dialect = dialect;
  }

  /** Null where the quotes of the line do not match. */
  of(line: TextLine): string[] | null {
    while (this.#at < this.#from.length && this.#from[this.#at]! < line.from) this.#at++;
    if (this.#at === this.#from.length) this.#read(line);
    return this.#fields[this.#at]!;
  }

  #read(first: TextLine): void {
    const texts: string[] = [];
    this.#from = [];
    for (let line = first; texts.length < this.#lines; line = lineAt(this.#bytes, line.next, this.#encoding)) {
      this.#from.push(line.from);
      texts.push(lineText(this.#bytes, line, this.#encoding));
      if (line.next >= this.#bytes.length) break;
    }
    this.#fields = fieldsOf(texts, this.#dialect);
    this.#at = 0;
    this.#lines *= GROWTH;
  }
}
