import { describe, expect, it } from 'vitest';
import { paperRowSize, ROWS_PX, sheetsOf } from '../../../pwa/components/board/board-paper.ts';
import { layRows } from '../../../pwa/components/board/row-layout.ts';
import { lookIn } from '../../../pwa/pages/board-look.ts';
import { rowsNote, soughtNote } from '../../../pwa/pages/board-sheets.ts';
import { aBar, aRow } from '../components/board/a-bar.ts';

const rows = (count: number) => Array.from({ length: count }, (_, i) => aRow(String(i)));
/** So many at the same time. */
const atOnce = (row: string, count: number) =>
  Array.from({ length: count }, (_, i) => aBar(`${row}.${i}`, row, [0, 9]));

describe('The board on paper', () => {
  it('has all lines once, in their order, no more on a sheet than can be read', () => {
    const sheets = sheetsOf(rows(40), []);
    expect(sheets.map(({ length }) => length)).toEqual([8, 8, 8, 8, 8]);
    expect(sheets.flat().map(({ id }) => id)).toEqual(rows(40).map(({ id }) => id));
  });

  it('has fewer on a sheet where jobs overlap, and never more than the sheet is high', () => {
    const lines = rows(12);
    const bars = lines.flatMap(({ id }, i) => (i % 3 === 0 ? atOnce(id, 3) : []));
    const sheets = sheetsOf(lines, bars);
    expect(sheets.flat()).toEqual(lines);
    for (const sheet of sheets) {
      const { height } = layRows(sheet, bars, paperRowSize(sheet, bars));
      expect(height).toBeLessThanOrEqual(ROWS_PX);
    }
  });

  it('gives few lines more room, and a line that fills a sheet one of its own', () => {
    expect(paperRowSize(rows(2), []).row).toBe(108);
    expect(paperRowSize(rows(8), []).row).toBe(57);
    const [first, ...others] = sheetsOf(rows(3), [...atOnce('0', 4), ...atOnce('1', 4), ...atOnce('2', 4)]);
    expect([first, ...others].map(({ length }) => length)).toEqual([2, 1]);
  });

  it('is one sheet for a plant without lines', () => {
    expect(sheetsOf([], [])).toEqual([[]]);
  });

  it('says of each sheet which of the lines it has, unless it has all', () => {
    const all = rows(11);
    const [first, second] = sheetsOf(all, []);
    expect([rowsNote(all, first), rowsNote(all, second!)]).toEqual(['lines 1–8 of 11', 'lines 9–11 of 11']);
    expect(rowsNote(all, all)).toBe('');
  });

  it('says what was sought', () => {
    expect(soughtNote(lookIn('?find=flu&only=late'), 'sought')).toBe('Sought: late, “flu”; all else is pale');
    expect(soughtNote(lookIn(''), 'sought')).toBe('');
  });
});
