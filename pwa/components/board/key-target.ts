/** Moving what was picked up by keys: along a queue, by time, from row to row and, below the last row, to the parking lot. Pure. */
import type { DropTarget } from './board-model.ts';
import { insertionAt, queueOf, type Held } from './drop-target.ts';
import type { LaidRow, RowLayout } from './row-layout.ts';

export type KeyStep = 'left' | 'right' | 'up' | 'down';

export interface Keyed {
  layout: RowLayout;
  held: Held;
  /** Where it would begin now. */
  start: number;
  /** Shift: by time, one step of the scale, ms. */
  by: number | null;
}

export function steppedTarget(target: DropTarget, step: KeyStep, keyed: Keyed): DropTarget {
  if (step === 'up' || step === 'down') return otherRow(target, step === 'up' ? -1 : 1, keyed);
  if (target.kind === 'parking') return otherRow(target, 1, keyed);
  const row = keyed.layout.byId.get(target.row);
  if (!row) return target;
  const direction = step === 'left' ? -1 : 1;
  if (keyed.by !== null) {
    const at = (target.at ?? keyed.start) + direction * keyed.by;
    return { ...target, before: insertionAt(row, keyed.held.ids, at), at };
  }
  return { ...target, before: neighbour(row, keyed.held, target.before, direction), at: null };
}

function neighbour(row: LaidRow, { ids }: Held, before: string | null, direction: -1 | 1): string | null {
  const queue = queueOf(row, ids);
  const place = before === null ? queue.length : queue.findIndex(({ id }) => id === before);
  return queue[Math.max(0, place + direction)]?.id ?? null;
}

/** The rows are a ring with the parking lot between the last and the first; those that cannot take it are passed over. */
function otherRow(target: DropTarget, direction: -1 | 1, { layout, held, start }: Keyed): DropTarget {
  const rows = layout.rows.filter(({ row }) => held.rows === null || held.rows.has(row.id));
  const ring = rows.length + 1;
  const place = target.kind === 'parking' ? rows.length : rows.findIndex(({ row }) => row.id === target.row);
  const next = rows[(place + direction + ring) % ring];
  if (!next) return { kind: 'parking' };
  const at = target.kind === 'row' ? target.at : null;
  const before = target.kind === 'row' ? insertionAt(next, held.ids, at ?? start) : null;
  return { kind: 'row', row: next.row.id, before, at };
}

/** Where something is now, as a target; null = it is not on the board. */
export function placeOf(layout: RowLayout, held: Held, id: string): DropTarget | null {
  const bar = layout.bars.get(id);
  const row = bar && layout.byId.get(bar.row);
  if (!row) return null;
  const queue = queueOf(row, new Set([...held.ids].filter((other) => other !== id)));
  const place = queue.findIndex((other) => other.id === id);
  return { kind: 'row', row: bar.row, before: queue[place + 1]?.id ?? null, at: null };
}
