import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sketch } from '../../../shared/series/sketch.ts';

const SHARES = [0, 0.01, 0.5, 0.95, 0.99, 1];
/** Cycle times from a millisecond to a year. */
const value = fc.oneof(fc.nat(50), fc.nat(5_000), fc.nat(10_000_000), fc.nat(31_536_000_000));

function sketchOf(values: readonly number[]): Sketch {
  const sketch = new Sketch();
  sketch.add(values);
  return sketch;
}

describe('A sketch of cycle times (DDSketch)', () => {
  it('gives every percentile within 1 %', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 500 }), (values) => {
        const sorted = [...values].sort((a, b) => a - b);
        sketchOf(values)
          .quantiles(SHARES)
          .forEach((found, i) => {
            const exact = sorted[Math.floor(SHARES[i]! * (sorted.length - 1))]!;
            expect(Math.abs(found! - exact)).toBeLessThanOrEqual(exact * 0.01);
          });
      }),
    );
  });

  it('is the same whatever the order and grouping of what is merged', () => {
    fc.assert(
      fc.property(fc.array(fc.array(value), { minLength: 1, maxLength: 4 }), (parts) => {
        const merged = new Sketch();
        for (const part of [...parts].reverse()) merged.merge(sketchOf(part));
        expect(merged.pack()).toEqual(sketchOf(parts.flat()).pack());
      }),
    );
  });

  it('comes back from its bytes', () => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        const sketch = sketchOf(values);
        const back = Sketch.unpack(sketch.pack());
        expect(back.count).toBe(values.length);
        expect(back.quantiles(SHARES)).toEqual(sketch.quantiles(SHARES));
      }),
    );
  });

  it('says "unknown", not 0, of nothing', () => {
    expect(new Sketch().quantiles([0.5])).toEqual([null]);
  });
});
