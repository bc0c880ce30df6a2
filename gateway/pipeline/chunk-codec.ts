/** Chunks in the store and rows in memory. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Chunk, RejectedRow } from '../../shared/documents/chunk.ts';
import type { Cycle } from '../../shared/production/cycle.ts';
import { packColumns, unpackColumns } from '../../shared/series/columns.ts';
import { packCycles, unpackCycles } from '../../shared/series/cycle-columns.ts';

/** Level 3: one third of the time of the default for 3 % more bytes. */
const deflate = (bytes: Uint8Array) => deflateRawSync(bytes, { level: 3 }).toString('base64');
const inflate = (packed: string) => inflateRawSync(Buffer.from(packed, 'base64'));

export type Packed = Pick<Chunk, 'packed' | 'texts' | 'rows'>;

export function packedCycles(cycles: readonly Cycle[]): Packed {
  const { bytes, texts } = packCycles(cycles);
  return { packed: deflate(bytes), texts, rows: cycles.length };
}

/** The cycles of a chunk, in order of position. */
export function cyclesOf(chunk: Packed): Cycle[] {
  return unpackCycles(inflate(chunk.packed), chunk.texts, chunk.rows);
}

export interface Sample {
  at: number;
  /** Position of the line of text that carried it. */
  offset: number;
  /** In units of the metric's resolution. */
  scaled: number;
}

export function packedSamples(samples: readonly Sample[]): Packed {
  const bytes = packColumns([
    { packing: 'step', values: samples.map((sample) => sample.at) },
    { packing: 'step', values: samples.map((sample) => sample.offset) },
    { packing: 'delta', values: samples.map((sample) => sample.scaled) },
  ]);
  return { packed: deflate(bytes), texts: [], rows: samples.length };
}

export function samplesOf(chunk: Packed): Sample[] {
  const [at, offset, scaled] = unpackColumns(inflate(chunk.packed), ['step', 'step', 'delta'], chunk.rows);
  return Array.from({ length: chunk.rows }, (_, i) => ({ at: at![i]!, offset: offset![i]!, scaled: scaled![i]! }));
}

/** Rows and rejected rows of one chunk in the order in which they stood in the file. */
export function* inOrder<Row extends { offset: number }>(
  rows: readonly Row[],
  rejected: readonly RejectedRow[],
): Generator<Row | RejectedRow> {
  let i = 0;
  for (const row of rows) {
    while (i < rejected.length && rejected[i]!.offset < row.offset) yield rejected[i++]!;
    yield row;
  }
  yield* rejected.slice(i);
}
