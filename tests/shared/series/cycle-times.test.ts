import { describe, expect, it } from 'vitest';
import { cycleTimes } from '../../../shared/series/cycle-times.ts';
import { packCycles, unpackCycleInstants } from '../../../shared/series/cycle-columns.ts';

describe('Cycle times', () => {
  it('are the distances of cycles, each at the time of the later one', () => {
    expect(cycleTimes([1_000, 1_430, 1_900], 600)).toEqual({ at: [1_000, 1_430, 1_900], scaled: [400, 430, 470] });
  });

  it('leave the first cycle of a file out', () => {
    expect(cycleTimes([1_000, 1_430], null)).toEqual({ at: [1_430], scaled: [430] });
    expect(cycleTimes([1_000], undefined)).toEqual({ at: [], scaled: [] });
    expect(cycleTimes([], null)).toEqual({ at: [], scaled: [] });
  });

  it('count 0 when the clock is set back', () => {
    expect(cycleTimes([1_000, 500, 900], 600).scaled).toEqual([400, 0, 400]);
  });

  it('need only the times of packed cycles', () => {
    const cycle = { serial: '007', present: true, lot: 'A', item: 'B' };
    const packed = packCycles([
      { ...cycle, at: 1_000, offset: 0 },
      { ...cycle, at: 1_430, offset: 44 },
    ]);
    expect(unpackCycleInstants(packed.bytes, 2)).toEqual([1_000, 1_430]);
  });
});
