import { describe, expect, it } from 'vitest';
import { revealing, snapped, stepOf, zoomed } from '../../../../pwa/components/board/scale.ts';
import { edgeSpeed } from '../../../../pwa/components/board/edge-speed.ts';
import { HOUR } from './a-bar.ts';

describe('the time that the board shows', () => {
  it('keeps what is under the hand in place while zooming', () => {
    expect(zoomed({ from: 100 * HOUR, to: 110 * HOUR }, 0.5, 102 * HOUR)).toEqual({ from: 101 * HOUR, to: 106 * HOUR });
  });

  it('is never less than an hour or more than a year', () => {
    const day = { from: 0, to: 24 * HOUR };
    const length = ({ from, to }: { from: number; to: number }) => (to - from) / HOUR;
    expect(length(zoomed(day, 1e-6, 0))).toBe(1);
    expect(length(zoomed(day, 1e6, 0))).toBe(366 * 24);
  });

  it('moves no further than needed to show a bar', () => {
    const view = { from: 0, to: 100 * HOUR };
    expect(revealing(view, 20 * HOUR, 30 * HOUR)).toBe(view);
    expect(revealing(view, 120 * HOUR, 130 * HOUR)).toEqual({ from: 35 * HOUR, to: 135 * HOUR });
    expect(revealing(view, -20 * HOUR, -10 * HOUR).from).toBe(-25 * HOUR);
  });

  it('offers exact times on round steps of the plant’s clocks, also where their offset is not a whole hour', () => {
    expect(stepOf((168 * HOUR) / 1200)).toBe(HOUR);
    expect(stepOf((24 * HOUR) / 1200)).toBe(10 * 60_000);
    // Kathmandu is 5 h 45 min ahead.
    const noon = Date.UTC(2026, 5, 1, 6, 15);
    expect(snapped(noon + 100_000, 6 * HOUR, 'Asia/Kathmandu')).toBe(noon);
  });
});

describe('the board under something held at its edge', () => {
  it('rests in the middle and moves towards the edge, faster the nearer', () => {
    expect(edgeSpeed(500, 1000)).toBe(0);
    expect(edgeSpeed(20, 1000)).toBeLessThan(edgeSpeed(40, 1000));
    expect(edgeSpeed(40, 1000)).toBeLessThan(0);
    expect(edgeSpeed(990, 1000)).toBeGreaterThan(0);
    expect(edgeSpeed(2000, 1000)).toBe(900);
  });

  it('rests in the middle of a small board', () => {
    expect(edgeSpeed(30, 60)).toBe(0);
  });
});
