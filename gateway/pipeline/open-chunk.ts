/**
 * The rows of one file since its last chunk. It closes only at points that the bytes give, so the same bytes make the
 * same chunks: the 10-minute window of observed time changes (either way), 6,000 rows, or an observed gap of more than
 * 60 s. The next file of the source is such a gap.
 */
import type { RejectedRow } from '../../shared/documents/chunk.ts';

const WINDOW_MS = 600_000;
const MOST_ROWS = 6_000;
const GAP_MS = 60_000;

export class OpenChunk<Row extends { at: number; offset: number }> {
  readonly fromPos: number;
  /** Journal sequence of the first block that is nowhere else: replay must begin there. */
  sequence: number;
  readonly rows: Row[] = [];
  readonly rejected: RejectedRow[] = [];
  toPos: number;
  firstAt: number | null = null;
  lastAt: number | null = null;
  receivedAt: number;
  /** Observed time of the row before the first one; null at the start of the file. */
  readonly before: number | null;

  constructor(start: { fromPos: number; sequence: number; receivedAt: number; before: number | null }) {
    this.before = start.before;
    this.fromPos = start.fromPos;
    this.toPos = start.fromPos;
    this.sequence = start.sequence;
    this.receivedAt = start.receivedAt;
  }

  /** Must the next row (observed at `at`; null = not readable) begin another chunk? */
  closesBefore(at: number | null): boolean {
    if (this.rows.length + this.rejected.length >= MOST_ROWS) return true;
    if (at === null || this.lastAt === null) return false;
    return Math.floor(at / WINDOW_MS) !== Math.floor(this.lastAt / WINDOW_MS) || at - this.lastAt > GAP_MS;
  }

  add(row: Row, end: number): void {
    this.rows.push(row);
    this.firstAt ??= row.at;
    this.lastAt = row.at;
    this.toPos = end;
  }

  reject(row: RejectedRow, end: number): void {
    this.rejected.push(row);
    this.toPos = end;
  }

  get isEmpty(): boolean {
    return this.rows.length + this.rejected.length === 0;
  }

  /** Bytes were taken, if only a header or empty lines. */
  get hasBegun(): boolean {
    return this.toPos > this.fromPos;
  }
}
