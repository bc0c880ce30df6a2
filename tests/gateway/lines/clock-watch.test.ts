import { describe, expect, it } from 'vitest';
import { ClockWatch, type ClockJump } from '../../../gateway/lines/clock-watch.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 5, 10, 12);

function clocks() {
  const time = { wall: START, monotonic: 5_000 };
  const told: ClockJump[] = [];
  const watch = new ClockWatch({
    now: () => time.wall,
    monotonic: () => time.monotonic,
    jumped: (jump) => told.push(jump),
  });
  /** So much time passes, and somebody sets the clock by so much. */
  const pass = (ms: number, setBy = 0): void => {
    time.monotonic += ms;
    time.wall += ms + setBy;
    watch.look();
  };
  return { watch, told, pass };
}

describe('the watch over the clock', () => {
  it.each([-DAY_MS, 3_600_000, -START - 1_000, 2_001, -2_001])('records that it was set by %d ms', (setBy) => {
    const { watch, told, pass } = clocks();
    pass(1_000);
    pass(1_000, setBy);
    const fromMs = START + 2_000;
    expect(told).toEqual([{ at: fromMs + setBy, fromMs, toMs: fromMs + setBy, jumpMs: setBy }]);
    expect(watch.jumps).toEqual(told);
    pass(1_000);
    expect(told).toHaveLength(1);
  });

  it('takes a clock that is put right little by little for well, however long that goes on', () => {
    const { told, pass } = clocks();
    for (let second = 0; second < 10_000; second++) pass(1_000, second % 2 ? 400 : -2);
    expect(told).toEqual([]);
  });

  it('does not mind that it looks late, only a clock that goes on without it', () => {
    const { told, pass } = clocks();
    pass(600_000);
    expect(told).toEqual([]);
    pass(0, 600_000);
    expect(told).toMatchObject([{ jumpMs: 600_000 }]);
  });

  it('remembers the latest hundred', () => {
    const { watch, pass } = clocks();
    for (let jump = 1; jump <= 150; jump++) pass(1_000, jump * 10_000);
    expect(watch.jumps).toHaveLength(100);
    expect(watch.jumps.at(-1)!.jumpMs).toBe(1_500_000);
  });
});
