import type { Header } from '../../shared/sources.ts';

/** Tells the lines of a file's header from its data rows, only to find the first of them; what a header says is no matter here. */
export class HeaderLines {
  readonly #header: Header;
  #first: string | null = null;
  #lines = 0;
  #marks = 0;
  #expects: 'opening' | 'names' | 'data';

  constructor(header: Header) {
    this.#header = header;
    this.#expects = this.#begin();
  }

  /** Does the next line, not blank or before the names, belong to the header? Its first line, repeated, begins it anew. */
  takes(line: string): boolean {
    if (this.#expects === 'data') {
      if (line !== this.#first) return false;
      this.#expects = this.#begin();
    }
    if (this.#expects === 'names' && line.trim() === '') return true;
    this.#first ??= line.trim() === '' ? null : line;
    this.#expects = this.#expects === 'names' ? 'data' : this.#afterOpening(line);
    return true;
  }

  #begin(): 'opening' | 'names' | 'data' {
    const { lines = 0, until } = this.#header;
    this.#lines = 0;
    this.#marks = 0;
    return lines > 0 || until !== undefined ? 'opening' : this.#afterIt();
  }

  #afterOpening(line: string): 'opening' | 'names' | 'data' {
    const { lines = 0, until, times = 1 } = this.#header;
    this.#lines++;
    if (until !== undefined && line.startsWith(until)) this.#marks++;
    const ended = until === undefined ? this.#lines >= lines : this.#marks >= times;
    return ended ? this.#afterIt() : 'opening';
  }

  #afterIt(): 'names' | 'data' {
    return this.#header.names === true ? 'names' : 'data';
  }
}
