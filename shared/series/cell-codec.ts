/** Cells as few bytes: only buckets that say something, values as differences from their neighbours. */
import { emptyCells, PERCENTILE_NAMES, type Cells } from './cells.ts';
import { packColumns, unpackColumns, type Packing } from './columns.ts';

/** Bucket, count, last, max − last, last − min, sum − count × last, lastAt − start of the bucket. */
const PACKINGS: Packing[] = ['step', 'delta', 'delta', 'plain', 'plain', 'delta', 'delta'];
/** p50, p95 − p50, p99 − p95. */
const PERCENTILE_PACKINGS: Packing[] = ['delta', 'plain', 'plain'];

export interface PackedCells {
  /** Buckets that say something. */
  points: number;
  bytes: Uint8Array;
}

export function packCells(cells: Cells): PackedCells {
  const { count, min, max, sum, last, lastAt, percentiles } = cells;
  const known: number[] = [];
  for (let i = 0; i < count.length; i++) if (count[i]! > 0) known.push(i);
  const columns = [
    known,
    known.map((i) => count[i]!),
    known.map((i) => last[i]!),
    known.map((i) => max[i]! - last[i]!),
    known.map((i) => last[i]! - min[i]!),
    known.map((i) => sum[i]! - count[i]! * last[i]!),
    known.map((i) => lastAt[i]! - cells.startAt - i * cells.stepMs),
  ];
  const packings = percentiles ? [...PACKINGS, ...PERCENTILE_PACKINGS] : PACKINGS;
  PERCENTILE_NAMES.forEach((name, n) => {
    if (!percentiles) return;
    const below = n === 0 ? null : percentiles[PERCENTILE_NAMES[n - 1]!];
    columns.push(known.map((i) => percentiles[name][i]! - (below?.[i] ?? 0)));
  });
  const bytes = packColumns(columns.map((values, n) => ({ packing: packings[n]!, values })));
  return { points: known.length, bytes };
}

export interface CellsFrame {
  startAt: number;
  stepMs: number;
  length: number;
  withPercentiles: boolean;
}

/** The cells again; throws a RangeError when the bytes end early. */
export function unpackCells({ points, bytes }: PackedCells, frame: CellsFrame): Cells {
  const { startAt, stepMs, length, withPercentiles } = frame;
  const cells = emptyCells(startAt, stepMs, length, withPercentiles);
  const packings = withPercentiles ? [...PACKINGS, ...PERCENTILE_PACKINGS] : PACKINGS;
  const [bucket, count, last, above, below, sum, lastAt, ...percentiles] = unpackColumns(bytes, packings, points);
  for (let row = 0; row < points; row++) {
    const i = bucket![row]!;
    cells.count[i] = count![row]!;
    cells.last[i] = last![row]!;
    cells.max[i] = last![row]! + above![row]!;
    cells.min[i] = last![row]! - below![row]!;
    cells.sum[i] = sum![row]! + count![row]! * last![row]!;
    cells.lastAt[i] = startAt + i * stepMs + lastAt![row]!;
    let value = 0;
    PERCENTILE_NAMES.forEach((name, n) => {
      if (cells.percentiles) cells.percentiles[name][i] = value += percentiles[n]![row]!;
    });
  }
  return cells;
}
