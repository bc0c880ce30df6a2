import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberIn, plainNumber } from '../../../gateway/decoders/number-text.ts';

const COMMA = 44;
const POINT = 46;

describe('a number as a machine writes it', () => {
  it.each([
    ['181.4', 181.4],
    [' -4 ', -4],
    ['+.5', 0.5],
    ['5.', 5],
    ['+1.81400E+02', 181.4],
    ['', NaN],
    ['.', NaN],
    ['1,5', NaN],
    ['1.234.5', NaN],
    ['0x1f', NaN],
    ['Infinity', NaN],
    ['1e', NaN],
    ['- 4', NaN],
    ['٣', NaN],
  ])('reads or is none: "%s"', (text, value) => {
    expect(numberIn(text, '.')).toBe(value);
  });

  it('has the decimal sign that is declared', () => {
    expect(numberIn('181,4', ',')).toBe(181.4);
    expect(numberIn('181.4', ',')).toBeNaN();
  });

  it('is to the last digit the same read from bytes, or is left to the text', () => {
    const digits = fc.stringMatching(/^ ?[+-]?\d{0,18}[.,]?\d{0,18} ?$/);
    const anything = fc.array(fc.constantFrom(...'0123456789+-., eE'), { maxLength: 9 }).map((chars) => chars.join(''));
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(digits, anything), (text) => {
        for (const decimal of ['.', ','] as const) {
          const value = plainNumber(Buffer.from(`7${text}7`), 1, text.length + 1, decimal === ',' ? COMMA : POINT);
          if (Number.isNaN(value)) continue;
          read++;
          expect(value).toBe(numberIn(text, decimal));
        }
      }),
      { numRuns: 10_000 },
    );
    expect(read).toBeGreaterThan(1_000);
  });
});
