import { describe, expect, it } from 'vitest';
import type { Grid } from '../../../../pwa/components/sheet/sheet-edits.ts';
import { areaDrawn, drawn, endBeside, handleAt, lastDrawn } from '../../../../pwa/components/sheet/sheet-fill.ts';
import type { SheetEdit } from '../../../../pwa/components/sheet/sheet-model.ts';
import { area, COLUMNS, GRID, row } from './a-grid.ts';

const said = (edits: readonly SheetEdit[]) => edits.map(({ row: id, column, value }) => `${id} ${column} ${value}`);

/** Lots as given, and their quantities; '' = nothing. */
function gridOf(...rows: [lot: string, quantity: string][]): Grid {
  const made = rows.map(([lot, quantity], i) => row(`r${i}`, { lot, quantity, line: '', made: '' }));
  return { columns: COLUMNS, rows: made, growable: true };
}

describe('the handle of a selection', () => {
  it('fills the rows that it is drawn over with what is selected', () => {
    const grid = gridOf(['a', '5'], ['b', ''], ['c', '7']);
    expect(said(drawn(grid, area([0, 0], [0, 1]), 2))).toEqual([
      ...['r1 lot a', 'r1 quantity 5'],
      ...['r2 lot a', 'r2 quantity 5'],
    ]);
  });

  it('fills upwards, too', () => {
    const grid = gridOf(['', ''], ['', ''], ['a', '5']);
    expect(said(drawn(grid, area([2, 0]), 0))).toEqual(['r0 lot a', 'r1 lot a']);
  });

  it('repeats several rows as a block, the nearest end first', () => {
    const down = gridOf(['a', ''], ['b', ''], ['', ''], ['', ''], ['', '']);
    expect(said(drawn(down, area([0, 0], [1, 0]), 4))).toEqual(['r2 lot a', 'r3 lot b', 'r4 lot a']);
    const up = gridOf(['', ''], ['', ''], ['', ''], ['a', ''], ['b', '']);
    expect(said(drawn(up, area([3, 0], [4, 0]), 0))).toEqual(['r0 lot b', 'r1 lot a', 'r2 lot b']);
  });

  it('copies a number, and goes on with two or more that differ evenly', () => {
    const grid = gridOf(['1', '100'], ['2', '200'], ['', ''], ['', '']);
    expect(said(drawn(grid, area([1, 1]), 3))).toEqual(['r2 quantity 200', 'r3 quantity 200']);
    expect(said(drawn(grid, area([0, 0], [1, 1]), 3))).toEqual([
      ...['r2 lot 3', 'r2 quantity 300'],
      ...['r3 lot 4', 'r3 quantity 400'],
    ]);
    expect(said(drawn(grid, area([0, 1], [1, 1]), 3, true))).toEqual(['r2 quantity 100', 'r3 quantity 200']);
  });

  it('says what the last row gets, choices by their names', () => {
    const grid = gridOf(['1', '100'], ['2', '200'], ['', ''], ['', '']);
    expect(lastDrawn(grid, area([0, 0], [1, 3]), 3)).toEqual(['4', '400', 'parked', '']);
    expect(lastDrawn(grid, area([0, 0], [1, 1]), 3, true)).toEqual(['2', '200']);
  });

  it('goes back above the first, as far as there is anything', () => {
    const grid = gridOf(['', ''], ['', ''], ['1', '30'], ['2', '40']);
    expect(said(drawn(grid, area([2, 0], [3, 1]), 0))).toEqual(['r0 quantity 10', 'r1 lot 0', 'r1 quantity 20']);
  });

  it('fills only what can be typed, and makes no new rows', () => {
    expect(said(drawn(GRID, area([0, 1], [0, 3]), 9))).toEqual([
      ...['b quantity 64500', 'b line line8'],
      'c quantity 64500',
    ]);
    expect(areaDrawn(GRID, area([2, 0]), 9)).toBeNull();
    expect(areaDrawn(GRID, area([1, 0]), 1)).toBeNull();
  });

  it('is where there is something to fill from, in columns that can be typed', () => {
    expect(handleAt(GRID, area([0, 0], [1, 3]))).toEqual({ row: 1, column: 3 });
    expect(handleAt(GRID, area([1, 0], [3, 0]))).toEqual({ row: 2, column: 0 });
    expect(handleAt(GRID, area([0, 3]))).toBeNull();
    expect(handleAt(GRID, area([3, 0]))).toBeNull();
  });

  it('goes down as far as the column beside is filled', () => {
    const grid = gridOf(['a', '1'], ['b', ''], ['c', ''], ['', ''], ['e', '']);
    expect(endBeside(grid, area([0, 1]))).toBe(2);
    expect(endBeside(grid, area([0, 0]))).toBe(0);
    expect(endBeside(gridOf(['a', '1'], ['', '2']), area([0, 0]))).toBe(1);
    expect(endBeside(grid, area([4, 1]))).toBe(4);
  });
});
