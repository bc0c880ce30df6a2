import { describe, expect, it } from 'vitest';
import {
  areaPasted,
  copied,
  edit,
  filledDown,
  filledWith,
  pasted,
  setInRows,
} from '../../../../pwa/components/sheet/sheet-edits.ts';
import type { SheetEdit } from '../../../../pwa/components/sheet/sheet-model.ts';
import { area, GRID } from './a-grid.ts';

const said = (edits: readonly SheetEdit[]) => edits.map(({ row, column, value }) => `${row} ${column} ${value}`);

describe('a gesture over cells of a sheet', () => {
  it('types one cell, and says nothing if it is so already', () => {
    expect(said(edit(GRID, { row: 0, column: 1 }, '70000'))).toEqual(['a quantity 70000']);
    expect(edit(GRID, { row: 0, column: 1 }, '64500')).toEqual([]);
  });

  it('types nothing into what is computed, or is fixed in this row', () => {
    expect(edit(GRID, { row: 0, column: 3 }, '1')).toEqual([]);
    expect(edit(GRID, { row: 2, column: 2 }, 'line8')).toEqual([]);
  });

  it('fills the first row of what is selected down to its last', () => {
    expect(said(filledDown(GRID, area([0, 0], [2, 1])))).toEqual([
      ...['b lot 135', 'b quantity 64500'],
      ...['c lot 135', 'c quantity 64500'],
    ]);
  });

  it('fills one cell with what is above it', () => {
    expect(said(filledDown(GRID, area([1, 2])))).toEqual(['b line line8']);
    expect(filledDown(GRID, area([0, 2]))).toEqual([]);
  });

  it('pastes a block from its corner on, choices by their names, past the last row into new ones', () => {
    const block = [
      ['140', '1,000', 'line 8'],
      ['141', '2,000', 'Parked'],
      ['142', '3,000', 'Line 99'],
    ];
    expect(said(pasted(GRID, area([2, 0]), block))).toEqual([
      ...['c lot 140', 'c quantity 1,000'],
      ...['+0 lot 141', '+0 quantity 2,000'],
      ...['+1 lot 142', '+1 quantity 3,000', '+1 line Line 99'],
    ]);
  });

  it('pastes nothing below the last row where no rows can be added', () => {
    expect(said(pasted({ ...GRID, growable: false }, area([2, 0]), [['140'], ['141']]))).toEqual(['c lot 140']);
  });

  it('pastes over what is selected then', () => {
    expect(areaPasted(area([1, 1]), [['1', '2'], ['3']])).toEqual(area([1, 1], [2, 2]));
    expect(areaPasted(area([0, 0], [2, 1]), [['1']])).toEqual(area([0, 0], [2, 1]));
  });

  it('repeats one cell over all that is selected', () => {
    expect(said(pasted(GRID, area([0, 0], [2, 0]), [['9']]))).toEqual(['a lot 9', 'b lot 9', 'c lot 9']);
  });

  it('does not paste beyond the last column', () => {
    expect(said(pasted(GRID, area([0, 2]), [['parked', '5', '6', '7']]))).toEqual(['a line ']);
  });

  it('clears what can be cleared', () => {
    const all = filledWith(GRID, area([0, 0], [3, 3]), '');
    expect(said(all)).toEqual(['a lot ', 'a quantity ', 'a line ', 'b lot ', 'c lot ']);
  });

  it('types one value into all that is selected, and makes no new rows', () => {
    expect(said(filledWith(GRID, area([1, 1], [3, 1]), '70'))).toEqual(['b quantity 70', 'c quantity 70']);
  });

  it('sets a column of the rows that are ticked, wherever they stand', () => {
    expect(said(setInRows(GRID, new Set(['a', 'c']), 'lot', 'x'))).toEqual(['a lot x', 'c lot x']);
  });

  it('copies numbers as they are typed, choices by name, and nothing of what only follows from elsewhere', () => {
    expect(copied(GRID, area([0, 1], [2, 3]))).toEqual([
      ['64500', 'Line 8', '10'],
      ['', 'parked', ''],
      ['', 'parked', ''],
    ]);
  });
});
