import { describe, expect, it } from 'vitest';
import { ROWS_OF_SHEET } from '../../../pwa/components/board/board-paper.ts';
import { sheetsOf } from '../../../pwa/pages/board-sheets.ts';
import { aRow } from '../components/board/a-bar.ts';

const rows = (count: number) => Array.from({ length: count }, (_, i) => aRow(String(i)));

describe('The board on paper', () => {
  it('has no more lines on a sheet than can be read, and all of them once', () => {
    const sheets = sheetsOf(rows(2 * ROWS_OF_SHEET + 1));
    expect(sheets.map(({ length }) => length)).toEqual([ROWS_OF_SHEET, ROWS_OF_SHEET, 1]);
    expect(sheets.flat().map(({ id }) => id)).toEqual(rows(2 * ROWS_OF_SHEET + 1).map(({ id }) => id));
  });

  it('is one sheet for a plant without lines', () => {
    expect(sheetsOf([])).toEqual([[]]);
  });
});
