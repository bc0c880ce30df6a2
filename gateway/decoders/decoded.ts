/** What decoders answer: bad data is a value, never thrown; every row read is stored or rejected. */
import type { Cycle } from '../../shared/production/cycle.ts';

export interface RejectedText {
  offset: number;
  end: number;
  text: string;
  reason: string;
}

export type DecodedCycle = { ok: true; end: number; cycle: Cycle } | ({ ok: false } & RejectedText);

/** One reading of one line of text; several metrics may come at once. */
export type DecodedSamples =
  | { ok: true; offset: number; end: number; values: { metric: string; value: number }[] }
  | ({ ok: false } & RejectedText);

const SHOWN_CHARACTERS = 200;

export function rejected(
  row: { offset: number; end: number },
  text: string,
  reason: string,
): { ok: false } & RejectedText {
  return { ok: false, offset: row.offset, end: row.end, text: text.slice(0, SHOWN_CHARACTERS), reason };
}
