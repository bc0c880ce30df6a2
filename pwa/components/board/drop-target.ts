/** Where what is dragged would fall, from where the hand or the keys are. Pure. */
import type { BoardBar, DropTarget } from './board-model.ts';
import { rowAt, type LaidRow, type RowLayout } from './row-layout.ts';

/** Share of a row's height, at its bottom, in which a bar is dropped at a time instead of into the queue. */
const TIME_LANE = 1 / 3;

export interface Held {
  ids: ReadonlySet<string>;
  /** Rows that can take all of it; null = every row. */
  rows: ReadonlySet<string> | null;
}

export interface Aim {
  /** From the top of the board, px. */
  y: number;
  /** Time under the hand. */
  at: number;
  /** Time at which the bar would begin: that of its left edge while it is dragged, snapped. */
  begin: number;
  /** A time is meant wherever the hand is in the row. */
  exact: boolean;
}

/** Null = there are no rows. */
export function targetAt(layout: RowLayout, held: Held, aim: Aim): DropTarget | null {
  const row = rowAt(layout, aim.y);
  if (!row) return null;
  const isTime = aim.exact || isInTimeLane(row, aim.y);
  return {
    kind: 'row',
    row: row.row.id,
    before: insertionAt(row, held.ids, isTime ? aim.begin : aim.at),
    at: isTime ? aim.begin : null,
  };
}

export function isInTimeLane({ top, height }: LaidRow, y: number): boolean {
  return y > top + height * (1 - TIME_LANE);
}

/** Bars of a row that others can be put before: what runs or has ended has its place. */
export function queueOf(row: LaidRow, held: ReadonlySet<string>): BoardBar[] {
  return row.bars.filter(({ id, state }) => state !== 'running' && state !== 'ended' && !held.has(id));
}

/** Before the first bar whose middle is later; null = last. */
export function insertionAt(row: LaidRow, held: ReadonlySet<string>, at: number): string | null {
  return queueOf(row, held).find(({ start, end }) => (start + end) / 2 > at)?.id ?? null;
}

export function isSameTarget(a: DropTarget | null, b: DropTarget | null): boolean {
  if (a === b) return true;
  if (a?.kind !== 'row' || b?.kind !== 'row') return a !== null && a.kind === b?.kind;
  return a.row === b.row && a.before === b.before && a.at === b.at;
}
