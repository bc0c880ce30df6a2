import { describe, expect, it } from 'vitest';
import { roundValues } from '../../../../pwa/components/plot/round-values.ts';

describe('the marks of a value axis', () => {
  it('are round values only', () => {
    expect(roundValues(0, 83_000, 300)).toEqual([0, 20_000, 40_000, 60_000, 80_000]);
    expect(roundValues(39_200, 47_000, 320)).toEqual([40_000, 42_000, 44_000, 46_000]);
  });

  it('are exact below 1 as well', () => {
    expect(roundValues(0.9, 1.3, 200)).toEqual([0.9, 1, 1.1, 1.2, 1.3].map((value) => expect.closeTo(value, 12)));
  });
});
