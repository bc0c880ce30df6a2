import { describe, expect, it } from 'vitest';
import { keptFrom, retentionProblems } from '../../../shared/retention/kept-from.ts';

describe('How long a series is kept', () => {
  it('is whole months of rows and minutes, whole years of what is above', () => {
    const now = Date.UTC(2026, 5, 15);
    expect(keptFrom({}, 'raw', now)).toBe(Date.UTC(2025, 4));
    expect(keptFrom({}, '1m', now)).toBe(Date.UTC(2024, 4));
    expect(keptFrom({}, '15m', now)).toBe(Date.UTC(2021, 0));
  });

  it('is for ever where the plant says so', () => {
    expect(keptFrom({}, '1h', Date.UTC(2026, 5))).toBe(-Infinity);
    expect(keptFrom({ raw: null }, 'raw', Date.UTC(2026, 5))).toBe(-Infinity);
  });

  it('must not be longer than that of the tier that takes its place', () => {
    expect(retentionProblems({})).toEqual([]);
    expect(retentionProblems({ raw: 30 })).toEqual([
      'retention: "raw" is kept longer than "1m"; keep the coarser one as long',
    ]);
    expect(retentionProblems({ raw: null, '1m': null, '15m': null })).toEqual([]);
  });
});
