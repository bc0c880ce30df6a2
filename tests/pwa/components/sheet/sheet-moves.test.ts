import { describe, expect, it } from 'vitest';
import { movedBy, tabbed, type Ground } from '../../../../pwa/components/sheet/sheet-moves.ts';

const FILLED = ['xx.x', 'xx..', 'x..x', 'xx.x'];
const ground: Ground = {
  ...{ rows: 4, columns: 4, page: 2 },
  isFilled: ({ row, column }) => FILLED[row]?.[column] === 'x',
};
const go = (key: string, [row, column]: [number, number], ctrl = false) => {
  const to = movedBy(key, ctrl, { row, column }, ground);
  return to && [to.row, to.column];
};

describe('keys in a sheet', () => {
  it('go from cell to cell, and not over the edge', () => {
    expect(go('ArrowDown', [0, 0])).toEqual([1, 0]);
    expect(go('ArrowUp', [0, 0])).toEqual([0, 0]);
    expect(go('ArrowRight', [3, 3])).toEqual([3, 3]);
  });

  it('go with Ctrl through what is filled to its end, and over what is empty to the next that is filled', () => {
    expect(go('ArrowRight', [0, 0], true)).toEqual([0, 1]);
    expect(go('ArrowRight', [0, 1], true)).toEqual([0, 3]);
    expect(go('ArrowDown', [0, 0], true)).toEqual([3, 0]);
    expect(go('ArrowDown', [0, 3], true)).toEqual([2, 3]);
    expect(go('ArrowDown', [0, 2], true)).toEqual([3, 2]);
  });

  it('go to the ends of a row, with Ctrl of the sheet, and by what is seen at once', () => {
    expect(go('Home', [2, 2])).toEqual([2, 0]);
    expect(go('End', [2, 1])).toEqual([2, 3]);
    expect(go('Home', [2, 2], true)).toEqual([0, 0]);
    expect(go('End', [0, 0], true)).toEqual([3, 3]);
    expect(go('PageDown', [0, 1])).toEqual([2, 1]);
    expect(go('PageUp', [3, 1])).toEqual([1, 1]);
  });

  it('are left to the browser when they mean nothing here', () => {
    expect(go('a', [0, 0])).toBeNull();
  });

  it('go on in the next row with Tab, and stay at the very ends, so that the sheet can be left', () => {
    expect(tabbed({ row: 0, column: 3 }, 1, ground)).toEqual({ row: 1, column: 0 });
    expect(tabbed({ row: 1, column: 0 }, -1, ground)).toEqual({ row: 0, column: 3 });
    const last = { row: 3, column: 3 };
    expect(tabbed(last, 1, ground)).toBe(last);
  });
});
