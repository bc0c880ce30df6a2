/** What decoders answer: bad data is a value, never thrown; every row read is stored or rejected. */
import type { FileOpening } from '../../shared/documents/chunk.ts';
import type { Cycle } from '../../shared/production/cycle.ts';
import type { MachineState } from '../../shared/sources.ts';

export interface RejectedText {
  offset: number;
  end: number;
  text: string;
  reason: string;
}

export type DecodedCycle = { ok: true; end: number; cycle: Cycle } | ({ ok: false } & RejectedText);

/** One row of readings, in order of the source's metrics. */
export type DecodedSamples =
  | {
      ok: true;
      offset: number;
      end: number;
      /** Observed; null = the row has no time of its own, it counts when it arrives. */
      at: number | null;
      /** In steps of each metric's resolution, whole numbers; null = nothing in this column. */
      values: (number | null)[];
    }
  | ({ ok: false } & RejectedText);

/** The machine says that it is in a state from now on. */
export type DecodedState =
  { ok: true; offset: number; end: number; at: number; state: MachineState } | ({ ok: false } & RejectedText);

/**
 * Reads the rows of one file (or port) in order, a block at a time. Every row read is answered, stored or rejected; empty
 * lines and header lines are no rows.
 */
export interface RowReader<Row> {
  /** What of the file's start was read so far; give it to the next reader to go on in the middle of the file. */
  readonly opening: FileOpening;
  /** `offset` = position of the block's first byte; `previous` = observed time of the row before, null at the start. */
  decode(block: { bytes: Buffer; offset: number }, previous: number | null): Row[];
}

/** `opening` = what an earlier reader of the same file had; null = the file is read from its start. */
export type Decoder<Row> = (opening: FileOpening | null) => RowReader<Row>;

const SHOWN_CHARACTERS = 200;

export function rejected(
  row: { offset: number; end: number },
  text: string,
  reason: string,
): { ok: false } & RejectedText {
  return { ok: false, offset: row.offset, end: row.end, text: text.slice(0, SHOWN_CHARACTERS).toWellFormed(), reason };
}
