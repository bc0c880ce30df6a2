/**
 * What of a pasted block only its column tells: `1.234` under `1.234,5` is more than a thousand, `03/04/2026` under `25/04/2026`
 * is of April, whatever the reader's country. Such cells are said so that nobody can misread them. Pure.
 */
import { dateStyle, readDate } from '../../../shared/orders/table/dates.ts';
import { numberStyle, readNumber } from '../../../shared/orders/table/numbers.ts';
import type { SheetColumn } from './sheet-model.ts';
import { figureTyped } from './sheet-typed.ts';

/** `columns` = those that the block falls upon, in its order; cells of others are left as they are. */
export function withClearCells(
  block: readonly (readonly string[])[],
  columns: readonly (SheetColumn | undefined)[],
): string[][] {
  const clear = columns.map((column, index) =>
    clearerOf(
      column,
      block.map((row) => row[index] ?? ''),
    ),
  );
  return block.map((row) => row.map((cell, index) => clear[index]?.(cell) ?? cell));
}

/** Null = the column tells nothing that its cells do not tell themselves. */
function clearerOf(
  column: SheetColumn | undefined,
  cells: readonly string[],
): ((cell: string) => string | null) | null {
  if (column?.kind === 'number' || column?.kind === 'duration') {
    const style = numberStyle(cells);
    if (style !== '.' && style !== ',') return null;
    return (cell) => {
      const read = readNumber(cell, style);
      return read.ok ? figureTyped(read.value) : null;
    };
  }
  if (column?.kind !== 'date') return null;
  const style = dateStyle(cells);
  if (style !== 'day' && style !== 'month') return null;
  return (cell) => {
    const read = readDate(cell, style);
    return read.ok ? [read.date, read.time].filter((part) => part !== null).join(' ') : null;
  };
}
