/** What the handle of a selection fills: rows that it is drawn over take what is selected, again and again, or go on with it. Pure. */
import { placesIn, rowsIn, type Area } from './sheet-area.ts';
import { edit, typedAt, type Grid } from './sheet-edits.ts';
import type { Place, SheetEdit } from './sheet-model.ts';
import { seriesOf, type Series } from './sheet-series.ts';

/** The corner at which it has a handle; null = there is nothing to fill from, or nothing that can be typed. */
export function handleAt({ rows, columns }: Grid, { from, to }: Area): Place | null {
  const isTyped = columns.slice(from.column, to.column + 1).some(({ editable }) => editable);
  if (!isTyped || from.row >= rows.length) return null;
  return { row: Math.min(to.row, rows.length - 1), column: to.column };
}

/** What is filled with the handle at that row: rows that are there, below the selection or above it; null = none. */
export function areaDrawn({ rows }: Grid, { from, to }: Area, at: number): Area | null {
  const last = Math.min(at, rows.length - 1);
  if (last > to.row) return { from: { row: to.row + 1, column: from.column }, to: { row: last, column: to.column } };
  if (at >= from.row || from.row === 0) return null;
  return { from: { row: Math.max(0, at), column: from.column }, to: { row: from.row - 1, column: to.column } };
}

/** `copies` = values are repeated where they would go on, too. */
export function drawn(grid: Grid, selected: Area, at: number, copies = false): SheetEdit[] {
  const area = areaDrawn(grid, selected, at);
  if (!area) return [];
  const values = seriesIn(grid, selected, copies);
  return placesIn(area).flatMap((place) => {
    const value = values[place.column - area.from.column]!(place.row - selected.from.row);
    return value === null ? [] : edit(grid, place, value);
  });
}

/** What the row at which the handle is would get, column by column, as it is read; '' = nothing. */
export function lastDrawn(grid: Grid, selected: Area, at: number, copies = false): string[] {
  return seriesIn(grid, selected, copies).map((series, index) => {
    const { choices = [], editable } = grid.columns[selected.from.column + index]!;
    const value = editable ? (series(at - selected.from.row) ?? '') : '';
    return choices.find((choice) => choice.value === value)?.text ?? value;
  });
}

/** Of each of its columns. */
function seriesIn(grid: Grid, { from, to }: Area, copies: boolean): Series[] {
  const height = rowsIn({ from, to: { ...to, row: Math.min(to.row, grid.rows.length - 1) } });
  return grid.columns.slice(from.column, to.column + 1).map((column, index) => {
    const typed = Array.from({ length: height }, (_, row) =>
      typedAt(grid, { row: from.row + row, column: from.column + index }),
    );
    const goesOn = copies ? null : seriesOf(column, typed);
    return goesOn ?? ((row) => typed[((row % height) + height) % height]!);
  });
}

/** The last row down to which the column beside the selection is filled: that on its left, or else that on its right. */
export function endBeside(grid: Grid, { from, to }: Area): number {
  const isFilled = (row: number, column: number) => typedAt(grid, { row, column }) !== '';
  const beside = [from.column - 1, to.column + 1].find((column) => isFilled(to.row + 1, column));
  let row = to.row;
  while (beside !== undefined && row + 1 < grid.rows.length && isFilled(row + 1, beside)) row++;
  return row;
}
