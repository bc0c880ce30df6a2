/**
 * Cells: what a bucket of time says about a series. They merge in any order and grouping, so a tier made of the tier
 * below equals one made of the rows (exactly, while sums stay below 2^53). Values are whole multiples of the resolution.
 */

/** Neighbouring buckets from `startAt` on, one entry each; a bucket with `count` 0 says nothing. */
export interface Cells {
  readonly startAt: number;
  readonly stepMs: number;
  readonly count: Float64Array;
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly sum: Float64Array;
  /** The latest row by time; of several at that time the last in position, across chunks the greatest. */
  readonly last: Float64Array;
  readonly lastAt: Float64Array;
  /** Only where a sketch is kept. */
  readonly percentiles: Percentiles | null;
}

export const PERCENTILES = { p50: 0.5, p95: 0.95, p99: 0.99 } as const;
export type Percentile = keyof typeof PERCENTILES;
export const PERCENTILE_NAMES = Object.keys(PERCENTILES) as Percentile[];
export type Percentiles = Readonly<Record<Percentile, Float64Array>>;

export const CELL_FIELDS = ['count', 'min', 'max', 'sum', 'last', 'lastAt'] as const;

export function emptyCells(startAt: number, stepMs: number, length: number, withPercentiles = false): Cells {
  const column = () => new Float64Array(length);
  return {
    startAt,
    stepMs,
    count: column(),
    min: column(),
    max: column(),
    sum: column(),
    last: column(),
    lastAt: column(),
    percentiles: withPercentiles ? { p50: column(), p95: column(), p99: column() } : null,
  };
}

export function copyOf(cells: Cells): Cells {
  const { startAt, stepMs, percentiles } = cells;
  const copy = emptyCells(startAt, stepMs, cells.count.length, percentiles !== null);
  for (const field of CELL_FIELDS) copy[field].set(cells[field]);
  for (const name of PERCENTILE_NAMES) copy.percentiles?.[name].set(percentiles![name]);
  return copy;
}

/** Position of the bucket that contains `at`; may lie outside. */
export function bucketOf(cells: Cells, at: number): number {
  return Math.floor((at - cells.startAt) / cells.stepMs);
}

/** Adds rows of one file in order of position; rows outside of the buckets are left out. */
export function addRows(cells: Cells, at: readonly number[], scaled: readonly number[]): void {
  const { startAt, stepMs, count } = cells;
  // Rows of a bucket mostly follow each other: they are told apart by two comparisons.
  let bucket = -1;
  let from = Infinity;
  let to = -Infinity;
  for (let row = 0; row < at.length; row++) {
    const time = at[row]!;
    if (time < from || time >= to) {
      bucket = Math.floor((time - startAt) / stepMs);
      from = startAt + bucket * stepMs;
      to = from + stepMs;
    }
    if (bucket >= 0 && bucket < count.length) addRow(cells, bucket, time, scaled[row]!);
  }
}

function addRow({ count, min, max, sum, last, lastAt }: Cells, i: number, at: number, value: number): void {
  if (count[i]!++ === 0) {
    min[i] = max[i] = sum[i] = last[i] = value;
    lastAt[i] = at;
    return;
  }
  if (value < min[i]!) min[i] = value;
  if (value > max[i]!) max[i] = value;
  if (at >= lastAt[i]!) {
    last[i] = value;
    lastAt[i] = at;
  }
  sum[i]! += value;
}

export function clearCell(cells: Cells, i: number): void {
  for (const field of CELL_FIELDS) cells[field][i] = 0;
  for (const name of PERCENTILE_NAMES) if (cells.percentiles) cells.percentiles[name][i] = 0;
}

/** Merges bucket `j` of `from` into bucket `i`. Percentiles do not merge: they come from merged sketches. */
export function mergeCell(into: Cells, i: number, from: Cells, j: number): void {
  if (from.count[j] === 0) return;
  const isFirst = into.count[i] === 0;
  if (isFirst || from.min[j]! < into.min[i]!) into.min[i] = from.min[j]!;
  if (isFirst || from.max[j]! > into.max[i]!) into.max[i] = from.max[j]!;
  const [at, known] = [from.lastAt[j]!, into.lastAt[i]!];
  if (isFirst || at > known || (at === known && from.last[j]! > into.last[i]!)) {
    into.last[i] = from.last[j]!;
    into.lastAt[i] = at;
  }
  into.sum[i]! += from.sum[j]!;
  into.count[i]! += from.count[j]!;
}

/** Merges all of `from` into the buckets that contain them. */
export function mergeCells(into: Cells, from: Cells): void {
  for (let j = 0; j < from.count.length; j++) {
    const i = bucketOf(into, from.startAt + j * from.stepMs);
    if (i >= 0 && i < into.count.length) mergeCell(into, i, from, j);
  }
}
