/**
 * Finds frames of a fixed length by their first bytes and their checksum, never by silence: on a busy machine pauses move.
 * A frame begins at the first offset where both fit; what lies between frames is garbage. So one damaged frame costs no
 * frame after it, unless garbage happens to look like one, as 1 in 256 does with a checksum of one byte.
 */
import { checksumHolds } from '../../shared/checksum.ts';
import type { Frame } from '../../shared/sources.ts';
import type { Piece, Splitter } from './splitter.ts';

/** In garbage a checksum may be taken at every offset: a read costs its bytes times the length of a frame. */
const BYTES_CHECKED = 128 * 1024;
const READ_BYTES = 4096;
/** A stretch of garbage up to here is one record. */
const GARBAGE_BYTES = 64 * 1024;

/**
 * Frames that are completed together are one piece. Garbage is a piece and one record of its own; it never begins with
 * bytes that are a frame, which is how a decoder knows it.
 */
export class FrameSplitter implements Splitter {
  readonly readBytes: number;
  readonly #length: number;
  readonly #start: Buffer;
  readonly #checksum: Frame['checksum'];
  #rest: Buffer = Buffer.alloc(0);
  #garbage: Buffer | null = null;
  #garbageLength = 0;
  #garbageTotal = 0;

  constructor({ length, start = '', checksum }: Pick<Frame, 'length' | 'start' | 'checksum'>) {
    this.readBytes = Math.min(READ_BYTES, Math.floor(BYTES_CHECKED / length));
    this.#length = length;
    this.#start = Buffer.from(start, 'hex');
    this.#checksum = checksum;
  }

  get restBytes(): number {
    return this.#rest.length + this.#garbageLength;
  }

  get unreadableRestBytes(): number {
    return this.#garbageLength;
  }

  get problems(): string[] {
    return this.#garbageTotal > 0 ? [`Bytes that are no frame of ${this.#length} bytes: ${this.#garbageTotal}`] : [];
  }

  push(bytes: Buffer): Piece[] {
    const pieces: Piece[] = [];
    const all = Buffer.concat([this.#rest, bytes]);
    const last = all.length - this.#length;
    let at = 0;
    while (at <= last) {
      const end = this.#endOfFrames(all, at);
      if (end > at) {
        this.#closeGarbage(pieces);
        const records = (end - at) / this.#length;
        pieces.push({ bytes: all.subarray(at, end), records, readableBytes: end - at });
        at = end;
      } else {
        const next = this.#start.length > 0 ? all.indexOf(this.#start, at + 1) : at + 1;
        const skipTo = next < 0 ? last + 1 : Math.min(next, last + 1);
        this.#throwAway(all.subarray(at, skipTo), pieces);
        at = skipTo;
      }
    }
    this.#rest = Buffer.from(all.subarray(at));
    return pieces;
  }

  /** Half a frame is garbage: it is handed over, so that it can be seen. */
  end(): Piece[] {
    const pieces: Piece[] = [];
    this.#throwAway(this.#rest, pieces);
    this.#closeGarbage(pieces);
    this.#rest = Buffer.alloc(0);
    return pieces;
  }

  #endOfFrames(all: Buffer, from: number): number {
    let end = from;
    while (end + this.#length <= all.length && this.#isFrame(all.subarray(end, end + this.#length)))
      end += this.#length;
    return end;
  }

  #isFrame(bytes: Buffer): boolean {
    const begins = bytes.subarray(0, this.#start.length).equals(this.#start);
    return begins && checksumHolds(this.#checksum, bytes);
  }

  #throwAway(bytes: Buffer, pieces: Piece[]): void {
    this.#garbageTotal += bytes.length;
    for (let from = 0; from < bytes.length;) {
      this.#garbage ??= Buffer.alloc(GARBAGE_BYTES);
      const copied = bytes.copy(this.#garbage, this.#garbageLength, from);
      from += copied;
      this.#garbageLength += copied;
      if (this.#garbageLength === GARBAGE_BYTES) this.#closeGarbage(pieces);
    }
  }

  #closeGarbage(pieces: Piece[]): void {
    if (this.#garbageLength === 0) return;
    pieces.push({ bytes: Buffer.from(this.#garbage!.subarray(0, this.#garbageLength)), records: 1, readableBytes: 0 });
    this.#garbage = null;
    this.#garbageLength = 0;
  }
}
