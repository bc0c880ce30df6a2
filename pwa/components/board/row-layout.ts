/** Rows from top to bottom: bars of a row in order of time, those that overlap one under the other. Pure; px and ms. */
import type { BoardBar, BoardRow, BoardWindow } from './board-model.ts';

export interface RowSize {
  /** Of a row with one lane. */
  row: number;
  bar: number;
}

export interface LaidRow {
  row: BoardRow;
  index: number;
  top: number;
  height: number;
  lanes: number;
  /** By time. */
  bars: readonly BoardBar[];
  /** Of each of `bars`, from above. */
  lane: readonly number[];
  /** Of each of `bars`: the latest moment that it or one before it reaches. */
  reach: readonly number[];
}

export interface RowLayout {
  rows: readonly LaidRow[];
  height: number;
  size: RowSize;
  byId: ReadonlyMap<string, LaidRow>;
  bars: ReadonlyMap<string, BoardBar>;
}

/** Bars of rows that are not there are left out. */
export function layRows(rows: readonly BoardRow[], bars: readonly BoardBar[], size: RowSize): RowLayout {
  const ofRow = new Map<string, BoardBar[]>(rows.map(({ id }) => [id, []]));
  const known = new Map<string, BoardBar>();
  for (const bar of bars) {
    const those = ofRow.get(bar.row);
    if (!those) continue;
    those.push(bar);
    known.set(bar.id, bar);
  }
  let top = 0;
  const laid = rows.map((row, index): LaidRow => {
    const sorted = ofRow.get(row.id)!.sort((a, b) => a.setupFrom - b.setupFrom || a.end - b.end);
    const { lane, lanes, reach } = lanesOf(sorted);
    const height = size.row + (lanes - 1) * (size.bar + LANE_GAP);
    const result = { row, index, top, height, lanes, bars: sorted, lane, reach };
    top += height;
    return result;
  });
  return { rows: laid, height: top, size, byId: new Map(laid.map((row) => [row.row.id, row])), bars: known };
}

/** Between two lanes of a row, px. */
export const LANE_GAP = 6;

/** Top of a lane's bars, from the top of the board. */
export function laneTop({ top }: LaidRow, lane: number, size: RowSize): number {
  return top + Math.round((size.row - size.bar) / 2) + lane * (size.bar + LANE_GAP);
}

/** First rows where the one before has ended; more than four at a time lie on each other. */
export function lanesOf(sorted: readonly BoardBar[]): { lane: number[]; lanes: number; reach: number[] } {
  const ends: number[] = [];
  const reach: number[] = [];
  let latest = -Infinity;
  const lane = sorted.map((bar) => {
    const free = ends.findIndex((end) => end <= bar.setupFrom);
    const index = free >= 0 ? free : Math.min(ends.length, 3);
    ends[index] = bar.end;
    reach.push((latest = Math.max(latest, bar.end, bar.ghostEnd ?? 0, bar.range?.[1] ?? 0)));
    return index;
  });
  return { lane, lanes: Math.max(1, ends.length), reach };
}

/** Indices of the bars of a row that a window shows some of: `[first, after the last)`; in between may be some that it does not. */
export function barsWithin({ bars, reach }: LaidRow, { from, to }: BoardWindow): [number, number] {
  return [firstWhere(reach.length, (i) => reach[i]! > from), firstWhere(bars.length, (i) => bars[i]!.setupFrom >= to)];
}

/** Of what lies between two heights of the board, px: `[first, after the last)`. */
export function rowsWithin({ rows }: Pick<RowLayout, 'rows'>, top: number, bottom: number): [number, number] {
  return [
    firstWhere(rows.length, (i) => rows[i]!.top + rows[i]!.height > top),
    firstWhere(rows.length, (i) => rows[i]!.top >= bottom),
  ];
}

/** The row at a height; the nearest one above or below all; null = there are no rows. */
export function rowAt({ rows }: Pick<RowLayout, 'rows'>, y: number): LaidRow | null {
  return (
    rows[
      Math.min(
        rows.length - 1,
        firstWhere(rows.length, (i) => rows[i]!.top + rows[i]!.height > y),
      )
    ] ?? null
  );
}

/** Of a list in which `is` turns from false to true once: where. */
function firstWhere(length: number, is: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
