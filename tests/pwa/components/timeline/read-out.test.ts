import { describe, expect, it } from 'vitest';
import { stopNear, valuesAt } from '../../../../pwa/components/timeline/read-out.ts';

const MINUTE = 60_000;
/** Three full minutes, then 30 s of a fourth. */
const scene = {
  curves: {
    x: [0, MINUTE, 2 * MINUTE, 3 * MINUTE, 3.5 * MINUTE, 4 * MINUTE, 10 * MINUTE],
    produced: [0, 100, 100, 220, 270, null, null],
    standard: [0, 80, 160, 240, 280, 320, 800],
  },
  minutes: { from: 0, produced: Float64Array.of(100, 0, 120, 50, NaN) },
  until: 3.5 * MINUTE,
};

describe('What the timeline says of one moment', () => {
  it('is what the curves show there', () => {
    expect(valuesAt(scene, 2.5 * MINUTE)).toEqual({ at: 2.5 * MINUTE, produced: 160, standard: 200, perMinute: 120 });
    expect(valuesAt(scene, 3.5 * MINUTE)).toMatchObject({ produced: 270, standard: 280 });
  });

  it('gives no rate of a minute that is not over', () => {
    expect(valuesAt(scene, 3.2 * MINUTE).perMinute).toBeNull();
  });

  it('knows of the future only what was planned', () => {
    expect(valuesAt(scene, 7 * MINUTE)).toMatchObject({ produced: null, standard: 560, perMinute: null });
  });

  it('is unknown before the first data, not 0', () => {
    expect(valuesAt(scene, -MINUTE)).toMatchObject({ produced: null, standard: null, perMinute: null });
  });
});

describe('The stop that a hand points at', () => {
  const stops = [
    { id: 'short', from: 10_000, to: 15_000 },
    { id: 'long', from: 20_000, to: 120_000 },
    { id: 'open', from: 500_000, to: null },
  ];
  const near = (at: number, reachMs: number, longerThanMs = 0) =>
    stopNear({ stops, until: 600_000 }, at, reachMs, longerThanMs)?.id ?? null;

  it('is the one under it', () => {
    expect(near(12_000, 0)).toBe('short');
    expect(near(550_000, 0)).toBe('open');
  });

  it('is the nearest within reach, and none beyond', () => {
    expect(near(16_000, 5_000)).toBe('short');
    expect(near(19_000, 5_000)).toBe('long');
    expect(near(130_000, 5_000)).toBeNull();
  });

  it('is the longer of two that are equally near', () => {
    expect(near(17_500, 5_000)).toBe('long');
  });

  it('is a long one when only those are meant', () => {
    expect(near(12_000, 10_000, 60_000)).toBe('long');
  });
});
