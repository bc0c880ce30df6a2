import { describe, expect, it } from 'vitest';
import { freshness } from '../../../pwa/components/freshness.ts';

describe('the age of a value', () => {
  it('is live while it comes and the gateway is heard', () => {
    expect(freshness(9_600, 10_000, true)).toEqual({ kind: 'live', ageMs: 400 });
  });

  it('is not live out of reach, however young it is', () => {
    expect(freshness(9_600, 10_000, false)).toEqual({ kind: 'stale', at: 9_600 });
  });

  it('is not live when the gateway is heard but the sensor is silent', () => {
    expect(freshness(10_000, 50_000, true)).toEqual({ kind: 'stale', at: 10_000 });
  });

  it('is 0 for a value from a clock that is ahead', () => {
    expect(freshness(10_500, 10_000, true)).toEqual({ kind: 'live', ageMs: 0 });
  });

  it('does not exist for a value that never came', () => {
    expect(freshness(null, 10_000, true)).toEqual({ kind: 'none' });
  });
});
