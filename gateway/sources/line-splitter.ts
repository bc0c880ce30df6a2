import { isUtf8 } from 'node:buffer';
import type { Piece, Splitter } from './splitter.ts';

const NEWLINE = 10;

/**
 * Cuts bytes into lines that keep their line ends; all that are completed together are one piece. Lines of only white space
 * are left out. A line of `maxBytes` is cut there, in a piece of its own: the end of a block ends its last row.
 */
export class LineSplitter implements Splitter {
  readonly readBytes = 4096;
  readonly #maxBytes: number;
  #rest: Buffer = Buffer.alloc(0);
  #halfLines = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get restBytes(): number {
    return this.#rest.length;
  }

  get unreadableRestBytes(): number {
    return isText(this.#rest) ? 0 : this.#rest.length;
  }

  get problems(): string[] {
    return this.#halfLines > 0 ? [`Half lines dropped at disconnection: ${this.#halfLines}`] : [];
  }

  push(bytes: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let lines: Buffer[] = [];
    const close = (): void => {
      if (lines.length > 0) pieces.push(pieceOf(lines));
      lines = [];
    };
    const all = Buffer.concat([this.#rest, bytes]);
    let start = 0;
    while (start < all.length) {
      const newline = all.subarray(start, start + this.#maxBytes).indexOf(NEWLINE);
      const isCut = newline < 0;
      if (isCut && all.length - start < this.#maxBytes) break;
      const line = all.subarray(start, isCut ? start + this.#maxBytes : start + newline + 1);
      start += line.length;
      if (line.every(isWhiteSpace)) continue;
      if (isCut) close();
      lines.push(line);
      if (isCut) close();
    }
    close();
    this.#rest = Buffer.from(all.subarray(start));
    return pieces;
  }

  /** Half a number reads like a number: a half line is dropped. */
  end(): Piece[] {
    if (this.#rest.length > 0) this.#halfLines++;
    this.#rest = Buffer.alloc(0);
    return [];
  }
}

function pieceOf(lines: Buffer[]): Piece {
  const readableBytes = lines.filter(isText).reduce((sum, line) => sum + line.length, 0);
  return { bytes: Buffer.concat(lines), records: lines.length, readableBytes };
}

function isWhiteSpace(byte: number): boolean {
  return byte === 32 || (byte >= 9 && byte <= 13);
}

/** UTF-8, or any single-byte encoding's letters; no control characters but tab and line ends. */
function isText(bytes: Buffer): boolean {
  let hasHighControls = false;
  for (const byte of bytes) {
    if ((byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f) return false;
    if (byte >= 0x80 && byte < 0xa0) hasHighControls = true;
  }
  return !hasHighControls || isUtf8(bytes);
}
