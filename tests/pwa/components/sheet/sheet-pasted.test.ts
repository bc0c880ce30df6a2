import { describe, expect, it } from 'vitest';
import { blockOfText, textOfBlock } from '../../../../pwa/components/sheet/sheet-block.ts';
import { copied, pasted } from '../../../../pwa/components/sheet/sheet-edits.ts';
import type { SheetColumn } from '../../../../pwa/components/sheet/sheet-model.ts';
import { typedDay, typedNumber, typedTime } from '../../../../pwa/components/sheet/sheet-typed.ts';
import { area, GRID, row } from './a-grid.ts';

const column = (key: string, kind: SheetColumn['kind'], days = false): SheetColumn => ({
  ...{ key, title: key, kind, width: 80, editable: true, days },
});
const EMPTY = {
  columns: [column('notes', 'text'), column('rate', 'number'), column('from', 'date', true)],
  rows: [row('a', { notes: 'old', rate: '5', from: '2026-01-01' }), row('b', {}), row('c', {})],
  growable: true,
};
/** Values of one column after a block was pasted there, row by row. */
const values = (at: number, text: string) => pasted(EMPTY, area([0, at]), blockOfText(text)).map(({ value }) => value);

describe('a block that is pasted from a spreadsheet', () => {
  it('has cells of several lines in quotes, with their own quotes doubled, and ends with a new line', () => {
    expect(blockOfText('135\t"first\nsecond, ""quoted"""\r\n136\t12" film\r\n')).toEqual([
      ['135', 'first\nsecond, "quoted"'],
      ['136', '12" film'],
    ]);
  });

  it('keeps empty rows and cells, also the last ones: they clear what is there', () => {
    expect(blockOfText('"two\nlines"\t\r\n\t\r\n')).toEqual([
      ['two\nlines', ''],
      ['', ''],
    ]);
    expect(pasted(EMPTY, area([0, 0]), blockOfText('\t7'))).toEqual([
      { row: 'a', column: 'notes', value: '' },
      { row: 'a', column: 'rate', value: '7' },
    ]);
  });

  it('is taken as its column means it, whatever the reader’s country', () => {
    expect(values(1, '1.234,5\n1.234\n12').map((text) => typedNumber(text))).toEqual([1234.5, 1234, 12]);
    expect(values(1, '1,234.5\n1,234\n12').map((text) => typedNumber(text))).toEqual([1234.5, 1234, 12]);
    expect(values(2, '25/04/2026\n03/04/2026').map((text) => typedDay(text))).toEqual(['2026-04-25', '2026-04-03']);
    expect(values(2, '04/25/26\n03/04/26').map((text) => typedDay(text))).toEqual(['2026-04-25', '2026-03-04']);
  });

  it('may part thousands by spaces that do not break, and write days with points and short years', () => {
    expect(values(1, '1\u00a0234\u00a0567\n12\u202f345,5').map((text) => typedNumber(text))).toEqual([
      1_234_567, 12_345.5,
    ]);
    expect(values(2, '01.02.2026\n1.2.27').map((text) => typedDay(text))).toEqual(['2026-02-01', '2027-02-01']);
    expect(typedTime('22.11.2026 06:00')).toBe('2026-11-22T06:00');
    expect(typedTime('11/22/26 6:00 PM')).toBe('2026-11-22T18:00');
  });

  it('is no formula where it goes next, and comes back as it was', () => {
    const grid = { ...GRID, rows: [row('a', { lot: '=1+1' }), row('b', { lot: "it's" }), row('c', { lot: '-5' })] };
    const text = textOfBlock(copied(grid, area([0, 0], [2, 0])));
    expect(text).toBe("'=1+1\r\nit's\r\n'-5");
    expect(pasted(grid, area([3, 0]), blockOfText(text)).map(({ value }) => value)).toEqual(['=1+1', "it's", '-5']);
    expect(pasted(grid, area([0, 0]), blockOfText(text))).toEqual([]);
  });
});
