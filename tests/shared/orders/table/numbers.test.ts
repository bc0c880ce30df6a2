import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberStyle, readNumber } from '../../../../shared/orders/table/numbers.ts';

const read = (cells: string[], declared?: '.' | ',', whole = false) => {
  const style = numberStyle(cells, { declared, whole });
  return cells.map((cell) => {
    const one = readNumber(cell, style);
    return one.ok ? one.value : one.why;
  });
};

describe('Numbers of a column', () => {
  it('are read by what other cells of the column show', () => {
    expect(read(['1,234', '1,234.5'])).toEqual([1234, 1234.5]);
    expect(read(['1.234', '12,5'])).toEqual([1234, 12.5]);
    expect(read(['1,234', '1,234,567'])).toEqual([1234, 1_234_567]);
    expect(read(['1.234', '0.5'])).toEqual([1.234, 0.5]);
    expect(read(['219000', '12'])).toEqual([219_000, 12]);
  });

  it('may have spaces and apostrophes between thousands', () => {
    expect(read(['1 234', '219\u00a0000', '64\u202f000,5', "1'000"])).toEqual([1234, 219_000, 64_000.5, 1000]);
    expect(read(['1 2', '12 3456'])).toEqual(['number', 'number']);
  });

  it('are not guessed where the column does not tell', () => {
    expect(read(['1,234', '90000'])).toEqual(['number-unclear', 90_000]);
    expect(read(['1,234', '1.5', '2,5', '7'])).toEqual(['number-unclear', 'number-unclear', 'number-unclear', 7]);
    expect(read(['1,234'], '.')).toEqual([1234]);
    expect(read(['1,234'], ',')).toEqual([1.234]);
    expect(read(['1,234', '1.5'], ',')).toEqual([1234, 1.5]);
  });

  it('of which all are whole cannot be a half', () => {
    expect(read(['219,000', '64,500'], undefined, true)).toEqual([219_000, 64_500]);
    expect(read(['219.000', '64.500'], undefined, true)).toEqual([219_000, 64_500]);
    expect(read(['219,000', '90,000'], undefined, true)).toEqual(['number-unclear', 'number-unclear']);
    expect(read(['219,000', '64,500'])).toEqual(['number-unclear', 'number-unclear']);
  });

  it('are none with letters, or with groups of another length', () => {
    expect(read(['12 pcs', '1,23,4.5', 'n/a', '-', '1.5'])).toEqual(['number', 'number', 'number', 'number', 1.5]);
  });

  it('come back as they were written, in each country', () => {
    const locales = fc.constantFrom('en-US', 'de-DE', 'de-CH', 'fr-FR');
    const values = fc.array(
      fc.double({ min: -1e7, max: 1e7, noNaN: true }).map((value) => Math.round(value * 100) / 100 || 0),
    );
    fc.assert(
      fc.property(locales, values, (locale, numbers) => {
        const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, useGrouping: true });
        expect(read([1234.5, ...numbers].map((value) => format.format(value)))).toEqual([1234.5, ...numbers]);
      }),
    );
  });
});
