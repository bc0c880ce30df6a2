import { describe, expect, it } from 'vitest';
import { pan, presetWindow, showsNow, zoom, type Limits } from '../../../../pwa/components/timeline/viewport.ts';

const hour = 3_600_000;
const limits: Limits = { all: { from: 0, to: 168 * hour }, day: { from: 144 * hour, to: 161 * hour }, now: 150 * hour };

describe('the view of the timeline', () => {
  it('ends a little after now for ranges that follow it', () => {
    const view = presetWindow('shift', limits);
    expect(view.to - view.from).toBe(8 * hour);
    expect(view.to).toBeGreaterThan(limits.now);
    expect(showsNow(view, limits.now)).toBe(true);
  });

  it('is the planned part of the production day for "day"', () => {
    expect(presetWindow('day', limits)).toEqual(limits.day);
  });

  it('keeps the moment under the hand in place while zooming', () => {
    const view = { from: 100 * hour, to: 110 * hour };
    const zoomed = zoom(view, 0.5, 102 * hour, limits);
    expect(zoomed).toEqual({ from: 101 * hour, to: 106 * hour });
  });

  it('does not become narrower than five minutes or wider than all there is', () => {
    const view = { from: 100 * hour, to: 101 * hour };
    const narrow = zoom(view, 1e-6, 100.5 * hour, limits);
    expect(narrow.to - narrow.from).toBe(300_000);
    expect(zoom(view, 1e6, 100.5 * hour, limits)).toEqual(limits.all);
  });

  it('stops at both ends', () => {
    const view = { from: 100 * hour, to: 110 * hour };
    expect(pan(view, -1e12, limits)).toEqual({ from: 0, to: 10 * hour });
    expect(pan(view, 1e12, limits)).toEqual({ from: 158 * hour, to: 168 * hour });
  });

  it('no longer follows time once it is moved away from now', () => {
    expect(showsNow({ from: 100 * hour, to: 110 * hour }, limits.now)).toBe(false);
  });
});
