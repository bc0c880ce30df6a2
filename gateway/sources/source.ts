/**
 * A source is where raw bytes come from: a watched file or a serial port. It knows how bytes arrive, never what they
 * mean; that is the decoder's job.
 */

/** Complete text lines as they arrived, with their place. The unit that the journal acknowledges. */
export interface Block {
  /** `<line>/<source>`. */
  sourceId: string;
  /** What a person would look for: the file's name, the port. */
  file: string;
  /** Identity of the file: hash of source id and first complete data row; of a port: the journal's boot id. */
  fileKey: string;
  /** Counts rewrites of the file. */
  generation: number;
  /** Byte offset of `bytes` in the file; of a port: record sequence. */
  offset: number;
  /**
   * Whole rows exactly as they are in the file, so the next position is always `offset + bytes.length`. The end of the
   * block ends its last row: the newline is missing after a row cut at 64 kB and at the end of a finished file.
   */
  bytes: Buffer;
  /** The gateway's clock, ms. */
  receivedAt: number;
}

export interface SourceStatus {
  state: 'starting' | 'live' | 'waiting' | 'lost';
  /** Since when it is in this state, ms; of a device gone silent: when it was heard last. null = it has not begun. */
  since: number | null;
  /** What an engineer needs to know now, in one sentence. */
  detail: string;
  /** What is wrong beside the state, a sentence each; empty = nothing. */
  problems: string[];
  /** Bytes known to be there and not yet read. */
  behindBytes: number;
  lastBlockAt: number | null;
}

/** Where reading goes on: what the pipeline already has of a file. */
export interface KnownPosition {
  generation: number;
  offset: number;
  /** `tailHash` of the bytes before `offset` (fingerprint.ts). */
  tail: string;
}

export interface SourceParts {
  /**
   * Takes over a block; resolves when it may be forgotten (it is in the journal). Blocks of one source are given in order,
   * a few at a time: when one is refused, those given after it must be refused too. A refused block comes again.
   */
  accept(block: Block): Promise<void>;
  /**
   * The furthest position of this file that is in journal or store, of one generation or (without) of the latest;
   * `null` = never seen.
   */
  known(fileKey: string, generation?: number): Promise<KnownPosition | null>;
  now(): number;
}

export interface Source {
  readonly id: string;
  /** Opens, reopens and waits on its own, never throws for a lost device; resolves when `signal` aborts and the last block is accepted. */
  run(signal: AbortSignal): Promise<void>;
  status(): SourceStatus;
}
