import { describe, expect, it } from 'vitest';
import { EdgeDrift } from '../../../../pwa/components/board/edge-speed.ts';

const LENGTH = 1000;
const FRAME_S = 1 / 60;

/** How far the board moves while something is held at one place, px. */
function held(drift: EdgeDrift, at: number, seconds: number, frame = FRAME_S): number {
  let moved = 0;
  for (let i = 0; i < Math.round(seconds / frame); i++) moved += drift.step(at, LENGTH, frame);
  return moved;
}

describe('The board moves along at its edge', () => {
  it('for nobody who only comes in over it, however long that takes', () => {
    const drift = new EdgeDrift();
    expect(held(drift, LENGTH + 20, 3)).toBe(0);
    expect(held(drift, LENGTH - 10, 3)).toBe(0);
  });

  it('for who has been in the middle: after a moment, slowly at first', () => {
    const drift = new EdgeDrift();
    held(drift, LENGTH / 2, 0.1);
    expect(held(drift, LENGTH - 5, 0.2)).toBe(0);
    const first = held(drift, LENGTH - 5, 0.5);
    const later = held(drift, LENGTH - 5, 0.5);
    expect(first).toBeGreaterThan(0);
    expect(later).toBeGreaterThan(2 * first);
    expect(held(drift, 5, 0.5)).toBeLessThan(0);
  });

  it('by the time that goes by, not by how often it is drawn', () => {
    const [often, seldom] = [FRAME_S, 4 * FRAME_S].map((frame) => {
      const drift = new EdgeDrift();
      held(drift, LENGTH / 2, 0.1, frame);
      return held(drift, LENGTH, 2, frame);
    });
    expect(Math.abs(often! - seldom!)).toBeLessThan(often! * 0.05);
  });
});
