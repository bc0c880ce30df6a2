import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable, separatorOf, type Separator } from '../../../../shared/orders/table/read-table.ts';

const cell = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\n', '\r\n', 'a', ' ', '1'), maxLength: 8 }),
);
const separators = fc.constantFrom<Separator>('\t', ';', ',');
const written = (rows: string[][], separator: string) =>
  rows.map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator)).join('\r\n');

describe('A table that was copied or saved from a spreadsheet', () => {
  it('has a row for each of the sheet, also where a cell has several lines', () => {
    expect(readTable('Product\tNotes\r\nSARS\t"two\nlines, ""quoted"""\r\nFlu\t\r\n')).toEqual([
      ['Product', 'Notes'],
      ['SARS', 'two\nlines, "quoted"'],
      ['Flu', ''],
    ]);
  });

  it('keeps blank rows between others, so that rows have the numbers that the sheet has', () => {
    expect(readTable('a,b\n\n1,2\n\n\n')).toEqual([['a', 'b'], [''], ['1', '2']]);
  });

  it('may be parted by tabs, semicolons or commas, with a mark and a word about it on top', () => {
    expect(readTable('\ufeffProduct;Quantity\nSARS;1,5\nFlu;2,25\n')[1]).toEqual(['SARS', '1,5']);
    expect(readTable('Product,Due\n"Flu; A",2026-11-22\n')[1]).toEqual(['Flu; A', '2026-11-22']);
    expect(readTable('Product\tDue, local\nFlu\ta;b\n')[1]).toEqual(['Flu', 'a;b']);
    expect(readTable('sep=;\r\na,1;b,2\r\nc,3;d,4\r\n')).toEqual([
      ['a,1', 'b,2'],
      ['c,3', 'd,4'],
    ]);
    expect(separatorOf('one column\nof text\n')).toBe(',');
  });

  it('loses nothing where quotes stand in the wrong place', () => {
    expect(readTable('12" film,3\n"never closed,4\n5,6')).toEqual([
      ['12" film', '3'],
      ['"never closed', '4'],
      ['5', '6'],
    ]);
    expect(readTable('"a"b,c')).toEqual([['"a"b', 'c']]);
  });

  it('reads as csv-parse reads it, whatever is in the cells', () => {
    const table = fc
      .integer({ min: 1, max: 5 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }),
      );
    fc.assert(
      fc.property(table, separators, (rows, separator) => {
        fc.pre(rows.at(-1)!.some((text) => text.trim() !== ''));
        const text = written(rows, separator);
        expect(readTable(text, separator)).toEqual(parse(text, { delimiter: separator, record_delimiter: '\r\n' }));
        expect(readTable(text, separator)).toEqual(rows);
      }),
    );
  });
});
