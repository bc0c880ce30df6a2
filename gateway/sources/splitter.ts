/** Cuts what a port says into records: lines of text, or frames of bytes. */

/** What travels as one block. */
export interface Piece {
  bytes: Buffer;
  /** Positions that it takes: its lines or frames; a stretch of garbage is one. */
  records: number;
  /** So many of its bytes are text or frames. */
  readableBytes: number;
}

/** The records depend on the bytes alone, never on how they were split on their way or how long they took. */
export interface Splitter {
  /** Give it no more at a time: cutting must not hold up everything else. */
  readonly readBytes: number;
  /** What `bytes` completes, in order. */
  push(bytes: Buffer): Piece[];
  /** The device is gone: what it was in the middle of will not be completed. */
  end(): Piece[];
  /** Bytes held because their record has not ended yet … */
  readonly restBytes: number;
  /** … and how many of them are known to be unreadable already. */
  readonly unreadableRestBytes: number;
  /** What was wrong with the bytes so far, a sentence each. */
  readonly problems: string[];
}
