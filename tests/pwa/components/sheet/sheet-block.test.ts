import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockOfText, textOfBlock } from '../../../../pwa/components/sheet/sheet-block.ts';

describe('a block on the clipboard', () => {
  it('is rows of cells parted by tabs, as spreadsheets give it', () => {
    expect(blockOfText('135\t64500\r\n136\t\r\n')).toEqual([
      ['135', '64500'],
      ['136', ''],
    ]);
  });

  it('keeps a cell of several lines together', () => {
    expect(blockOfText('a\t"first\nsecond"\r\nb\tc')).toEqual([
      ['a', 'first\nsecond'],
      ['b', 'c'],
    ]);
  });

  it('comes back as it was copied', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ',', ';', '1', ' ', 'ü'), maxLength: 6 });
    const block = fc
      .integer({ min: 1, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    fc.assert(
      fc.property(block, (rows) => {
        // What is blank at the end cannot be told from nothing.
        fc.pre(rows.every((row) => row.some((one) => one.trim() !== '')));
        expect(blockOfText(textOfBlock(rows))).toEqual(rows);
      }),
    );
  });
});
