/** What is selected in a sheet: a block of cells from one corner to the other. Pure. */
import type { Place } from './sheet-model.ts';

/** Both ends are in it. */
export interface Area {
  from: Place;
  to: Place;
}

export function areaOf(one: Place, other: Place): Area {
  return {
    from: { row: Math.min(one.row, other.row), column: Math.min(one.column, other.column) },
    to: { row: Math.max(one.row, other.row), column: Math.max(one.column, other.column) },
  };
}

export function isIn({ from, to }: Area, { row, column }: Place): boolean {
  return row >= from.row && row <= to.row && column >= from.column && column <= to.column;
}

export function rowsIn({ from, to }: Area): number {
  return to.row - from.row + 1;
}

export function columnsIn({ from, to }: Area): number {
  return to.column - from.column + 1;
}

/** Row by row. */
export function placesIn({ from, to }: Area): Place[] {
  const places: Place[] = [];
  for (let row = from.row; row <= to.row; row++)
    for (let column = from.column; column <= to.column; column++) places.push({ row, column });
  return places;
}
