/** What passes through a source, for the people who look after it: how fast, and the last rows as read and as decoded. */
import { ACTIVITY_STEP_MS, ACTIVITY_STEPS, type ReadRow } from '../../shared/sync/sources.ts';
import type { Block } from '../sources/source.ts';

const SHOWN_ROWS = 20;
const SHOWN_BYTES = 2_000;
const RATE_STEPS = 60_000 / ACTIVITY_STEP_MS;

/** Enough of a decoded row to be shown. */
export interface WatchedRow {
  offset: number;
  end: number;
  decoded: () => Record<string, string>;
  reason: string | null;
}

export class SourceWatch {
  readonly #now: () => number;
  /** One more than is told of: the step that runs is not whole. */
  readonly #steps = Array.from({ length: ACTIVITY_STEPS + 1 }, () => ({ step: -1, rows: 0, bytes: 0 }));
  readonly #startStep: number;
  #latest: { block: Omit<Block, 'bytes'>; raw: Buffer; row: WatchedRow }[] = [];
  rowsRead = 0;
  rejectedRows = 0;
  /** The gateway's clock; null = nothing since it started. */
  lastBlockAt: number | null = null;

  constructor(now: () => number) {
    this.#now = now;
    this.#startStep = Math.floor(now() / ACTIVITY_STEP_MS);
  }

  /** Rows that were taken from a block; `bytesOf` = those of one of them. Only the last ones are looked at. */
  took<Row>(
    block: Block,
    rows: readonly Row[],
    look: (row: Row) => WatchedRow,
    bytesOf: (row: WatchedRow) => Buffer,
    rejected: number,
  ): void {
    this.rowsRead += rows.length;
    this.rejectedRows += rejected;
    this.lastBlockAt = block.receivedAt;
    const cell = this.#cell(Math.floor(this.#now() / ACTIVITY_STEP_MS));
    cell.rows += rows.length;
    cell.bytes += block.bytes.length;
    const { bytes: _, ...place } = block;
    for (const each of rows.slice(-SHOWN_ROWS)) {
      const row = look(each);
      // A copy: a view would keep the whole block in memory.
      this.#latest.push({ block: place, raw: Buffer.from(bytesOf(row).subarray(0, SHOWN_BYTES)), row });
    }
    this.#latest = this.#latest.slice(-SHOWN_ROWS);
  }

  /** Means over the last minute; null = not watched for that long. */
  get perSecond(): { rows: number; bytes: number } | null {
    const now = Math.floor(this.#now() / ACTIVITY_STEP_MS);
    if (now - this.#startStep < RATE_STEPS) return null;
    let [rows, bytes] = [0, 0];
    for (let step = now - RATE_STEPS; step < now; step++) {
      const cell = this.#steps[step % this.#steps.length]!;
      if (cell.step !== step) continue;
      rows += cell.rows;
      bytes += cell.bytes;
    }
    return { rows: rows / 60, bytes: bytes / 60 };
  }

  /** Rows in each of the last whole steps, oldest first. */
  activity(): number[] {
    const now = Math.floor(this.#now() / ACTIVITY_STEP_MS);
    const from = Math.max(this.#startStep, now - ACTIVITY_STEPS);
    return Array.from({ length: Math.max(0, now - from) }, (_, i) => {
      const cell = this.#steps[(from + i) % this.#steps.length]!;
      return cell.step === from + i ? cell.rows : 0;
    });
  }

  #cell(step: number) {
    const cell = this.#steps[step % this.#steps.length]!;
    if (cell.step !== step) Object.assign(cell, { step, rows: 0, bytes: 0 });
    return cell;
  }

  /** Newest first. */
  latest(): ReadRow[] {
    return this.#latest
      .map(({ block, raw, row }) => ({
        receivedAt: block.receivedAt,
        file: block.file,
        fileKey: block.fileKey,
        generation: block.generation,
        offset: row.offset,
        raw: shown(raw),
        decoded: row.reason === null ? row.decoded() : null,
        reason: row.reason,
      }))
      .reverse();
  }
}

/** Text without its line end; hex when it is none. */
function shown(raw: Buffer): string {
  const text = raw.toString('utf8').replace(/[\r\n]+$/, '');
  return /[\u0000-\u0008\u000e-\u001f\ufffd]/.test(text) ? raw.toString('hex') : text;
}

/** Bytes of single records of a port's block: its lines of text, or pieces of equal length. */
export function bytesOfRecords(block: Block, records: number, isText: boolean): (row: WatchedRow) => Buffer {
  const { bytes, offset } = block;
  const length = bytes.length / records;
  let lines: Buffer[] | null = null;
  return (row) => {
    const i = row.offset - offset;
    if (isText) return (lines ??= linesOf(bytes))[i] ?? bytes;
    return Number.isInteger(length) ? bytes.subarray(i * length, (i + 1) * length) : bytes;
  };
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(10, at);
    const end = newline < 0 ? bytes.length : newline + 1;
    lines.push(bytes.subarray(at, end));
    at = end;
  }
  return lines;
}
