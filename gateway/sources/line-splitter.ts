/** Cuts a stream of bytes into lines that keep their line ends. Memory is bounded: a line of `maxBytes` is cut there. */
const NEWLINE = 10;

export class LineSplitter {
  readonly #maxBytes: number;
  #rest: Buffer = Buffer.alloc(0);

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Bytes of a line that has not ended yet. */
  get restBytes(): number {
    return this.#rest.length;
  }

  /** The lines that `bytes` completes. Lines of nothing but white space are left out. */
  push(bytes: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    const all = Buffer.concat([this.#rest, bytes]);
    let start = 0;
    while (start < all.length) {
      const newline = all.subarray(start, start + this.#maxBytes).indexOf(NEWLINE);
      if (newline < 0 && all.length - start < this.#maxBytes) break;
      const end = newline < 0 ? start + this.#maxBytes : start + newline + 1;
      const line = all.subarray(start, end);
      if (line.toString('latin1').trim() !== '') lines.push(line);
      start = end;
    }
    this.#rest = Buffer.from(all.subarray(start));
    return lines;
  }

  /** Forgets an unfinished line: the device went away in the middle of it. Half a number reads like a number. */
  drop(): number {
    const dropped = this.#rest.length;
    this.#rest = Buffer.alloc(0);
    return dropped;
  }
}
