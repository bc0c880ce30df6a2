/** Where keys take the one who walks through a sheet. Pure. */
import type { Place } from './sheet-model.ts';

export interface Ground {
  rows: number;
  columns: number;
  /** Rows that are seen at once. */
  page: number;
  /** Ctrl and an arrow go to where what is filled ends or begins. */
  isFilled: (place: Place) => boolean;
}

const ARROWS: Readonly<Record<string, Place>> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

/** Null = the key moves nothing. Home and End are of the row, with Ctrl of the sheet. */
export function movedBy(key: string, ctrl: boolean, at: Place, ground: Ground): Place | null {
  const step = ARROWS[key];
  if (step)
    return ctrl
      ? toEdge(at, step, ground)
      : clamped({ row: at.row + step.row, column: at.column + step.column }, ground);
  switch (key) {
    case 'Home':
      return { row: ctrl ? 0 : at.row, column: 0 };
    case 'End':
      return clamped({ row: ctrl ? ground.rows - 1 : at.row, column: ground.columns - 1 }, ground);
    case 'PageUp':
      return clamped({ ...at, row: at.row - ground.page }, ground);
    case 'PageDown':
      return clamped({ ...at, row: at.row + ground.page }, ground);
    default:
      return null;
  }
}

/** The next cell in reading order, or the one before; at the end of a row the next row's first. */
export function tabbed(at: Place, by: 1 | -1, { rows, columns }: Ground): Place {
  const index = at.row * columns + at.column + by;
  if (index < 0 || index >= rows * columns) return at;
  return { row: Math.floor(index / columns), column: index % columns };
}

export function clamped({ row, column }: Place, { rows, columns }: Pick<Ground, 'rows' | 'columns'>): Place {
  const within = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  return { row: within(row, rows), column: within(column, columns) };
}

function toEdge(at: Place, step: Place, ground: Ground): Place {
  const next = ({ row, column }: Place): Place => ({ row: row + step.row, column: column + step.column });
  const isInside = ({ row, column }: Place) => row >= 0 && column >= 0 && row < ground.rows && column < ground.columns;
  let place = next(at);
  if (!isInside(place)) return at;
  const goesThrough = ground.isFilled(at) && ground.isFilled(place);
  // Through what is filled to its last cell, else over what is empty to the next that is filled.
  for (;;) {
    const after = next(place);
    if (!isInside(after)) return place;
    if (goesThrough ? !ground.isFilled(after) : ground.isFilled(place)) return place;
    place = after;
  }
}
