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
  /** Position of the row that carried it. */
  offset: number;
  /** In units of the metric's resolution. */
  scaled: number;
}

/** A row of readings, in order of the source's metrics; null = nothing of this one. */
export interface SampleRow {
  at: number;
  offset: number;
  values: readonly (number | null)[];
}

/** Of one metric; packed for a chunk of its own. */
export interface PackedMetric extends Packed {
  /** Observed, first and last in order of position; null = there is none. */
  firstAt: number | null;
  lastAt: number | null;
}

export function packedMetrics(rows: readonly SampleRow[], metrics: number): PackedMetric[] {
  return Array.from({ length: metrics }, (_, i) => {
    const samples = rows.filter(({ values }) => values[i] !== null);
    const bytes = packColumns([
      { packing: 'step', values: samples.map((sample) => sample.at) },
      { packing: 'step', values: samples.map((sample) => sample.offset) },
      { packing: 'delta', values: samples.map(({ values }) => values[i]!) },
    ]);
    const [firstAt, lastAt] = [samples[0]?.at ?? null, samples.at(-1)?.at ?? null];
    return { packed: deflate(bytes), texts: [], rows: samples.length, firstAt, lastAt };
  });
}

/**
 * The rows again, by position, for the metrics that are declared now, in their resolutions; those in which none of them
 * had a value are not among them.
 */
export function rowsOfMetrics(
  packs: readonly (Packed & { metric: string; resolution?: number })[],
  metrics: readonly { id: string; resolution: number }[],
): SampleRow[] {
  const rows = new Map<number, { at: number; offset: number; values: (number | null)[] }>();
  for (const [i, { id, resolution }] of metrics.entries()) {
    const pack = packs.find(({ metric }) => metric === id);
    const factor = (pack?.resolution ?? resolution) / resolution;
    for (const { at, offset, scaled } of pack ? samplesOf(pack) : []) {
      let row = rows.get(offset);
      if (!row) rows.set(offset, (row = { at, offset, values: metrics.map(() => null) }));
      row.values[i] = Math.round(scaled * factor);
    }
  }
  return [...rows.values()].sort((a, b) => a.offset - b.offset);
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
