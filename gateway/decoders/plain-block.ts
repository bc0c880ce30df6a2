/** A longer slice of a text is a view in V8: it would keep the whole block in memory as long as the row. */
const LONGEST_COPY = 12;

/** A block of rows, and its bytes as text where that is the quicker way to a short string. */
export class PlainBlock {
  readonly bytes: Buffer;
  /** Position of the first byte. */
  readonly offset: number;
  #text: string | null = null;

  constructor(bytes: Buffer, offset: number) {
    this.bytes = bytes;
    this.offset = offset;
  }

  /** Of bytes that are ASCII. */
  text(from: number, to: number): string {
    if (to - from > LONGEST_COPY) return this.bytes.toString('latin1', from, to);
    this.#text ??= this.bytes.toString('latin1');
    return this.#text.slice(from, to);
  }
}
