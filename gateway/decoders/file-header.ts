/** What stands before the data rows of a file. It may arrive in parts, and begin anew in the middle of the file. */
import type { Header } from '../../shared/sources.ts';

/** A header is kept with every block of rows, so it has an end even if the file does not have it. */
const MAX_CHARACTERS = 64 * 1024;

export class FileHeader {
  readonly #definition: Header;
  #lines: string[] = [];
  #text = '';
  #names: string | null = null;
  /** Lines, or times that `until` must come, before the names or the rows. */
  #missing = 0;

  /** `text` = what an earlier reader of the file had; null = the file begins here. */
  constructor(definition: Header | undefined, text: string | null) {
    this.#definition = definition ?? {};
    this.begin();
    if (text === null) return;
    // Rows were read before a header was declared: none of the rows that follow is one.
    if (text === '') this.#missing = 0;
    // Each line has its end, so that a header of one empty line is not none.
    for (const line of text.split('\n').slice(0, -1)) if (this.isOpen) this.take(line);
  }

  /** The lines so far, each with a newline. */
  get text(): string {
    return this.#text;
  }

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The line that names the columns; null when the header has none. */
  get names(): string | null {
    return this.#names;
  }

  /** The next line still belongs to the header. */
  get isOpen(): boolean {
    return this.#missing > 0 || (this.#definition.names === true && this.#names === null);
  }

  begin(): void {
    const { lines = 0, until, times = 1 } = this.#definition;
    this.#lines = [];
    this.#text = '';
    this.#names = null;
    this.#missing = until === undefined ? lines : times;
  }

  /** False when the header's end does not come: the line is no part of it, and what follows may be. */
  take(line: string): boolean {
    const { until } = this.#definition;
    const isFull = this.#text.length + line.length > MAX_CHARACTERS;
    const isMark = until !== undefined && line.startsWith(until);
    if (this.#missing > 0) {
      if (isFull && until !== undefined && !isMark) return false;
      if (until === undefined || isMark) this.#missing--;
      this.#keep(isFull ? (until ?? '') : line);
    } else if (line.trim() !== '') {
      this.#names = line;
      this.#keep(line);
    }
    return true;
  }

  /** Whether a row is the header's first line again. */
  beginsWith(line: string): boolean {
    const first = this.#lines[0];
    return first !== undefined && first === line && first.trim() !== '';
  }

  /** The value of the field that stands last in the header as `Name<delimiter or tab>value`; null when there is none. */
  field(name: string, delimiter: string): string | null {
    const line = this.#lines.findLast((candidate) =>
      [delimiter, '\t'].some((sign) => candidate.startsWith(name + sign)),
    );
    if (line === undefined) return null;
    const sign = line[name.length]!;
    return line
      .slice(name.length + 1)
      .split(sign, 1)[0]!
      .trim();
  }

  #keep(line: string): void {
    this.#lines.push(line);
    this.#text += `${line}\n`;
  }
}
