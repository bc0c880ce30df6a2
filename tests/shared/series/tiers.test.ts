import { describe, expect, it } from 'vitest';
import { DAY_MS, fittingTier, ROLLUP_TIERS, STEP_MS } from '../../../shared/series/tiers.ts';

describe('The tier that fits a screen', () => {
  const over = (days: number) => fittingTier(0, days * DAY_MS, 2000);

  it('has at least one bucket a pixel, and no finer ones than that', () => {
    expect(over(1 / 24)).toBe('raw');
    expect(over(7)).toBe('1m');
    expect(over(30)).toBe('15m');
    expect(over(365)).toBe('1h');
    expect(over(3653)).toBe('1d');
    expect(fittingTier(0, 365 * DAY_MS, 200)).toBe('1d');
  });

  it('is made of whole buckets of the tier below', () => {
    ROLLUP_TIERS.slice(1).forEach((tier, i) => expect(STEP_MS[tier] % STEP_MS[ROLLUP_TIERS[i]!]).toBe(0));
  });
});
