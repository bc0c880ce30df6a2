import { describe, expect, it } from 'vitest';
import { bandsOf, yieldRange } from '../../../../pwa/components/timeline/bands.ts';

describe('the bands of the timeline', () => {
  it.each([200, 330, 460, 1000])('fill %i px without touching', (height) => {
    const { yield: curve, rate, strip } = bandsOf(height);
    expect(curve.top + curve.height).toBeLessThan(rate.top);
    expect(rate.top + rate.height).toBeLessThan(strip.top);
    expect(strip.top + strip.height).toBe(height);
  });

  it('put 0 on the lower edge of the yield band', () => {
    const { low, range } = yieldRange(0, 50_000, 460);
    const zeroAt = ((range[1] - low) / (range[1] - range[0])) * 460;
    expect(zeroAt).toBeCloseTo(bandsOf(460).yield.height);
  });

  it('do not begin at 0 in a view late in the day: the shape would be lost', () => {
    const { low } = yieldRange(40_000, 46_000, 460);
    expect(low).toBeGreaterThan(38_000);
    expect(low).toBeLessThan(40_000);
  });

  it('have a scale also when nothing is known', () => {
    expect(yieldRange(null, null, 460).range[1]).toBe(10);
  });
});
