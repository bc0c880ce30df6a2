import { describe, expect, it } from 'vitest';
import { LiveState } from '../../../pwa/data/live-state.ts';
import type { MinuteFrame } from '../../../shared/sync/protocol.ts';
import { HOUR, hourRow, lineRow } from './device.ts';

const T = 480_000 * HOUR;
const hello = { type: 'hello', gateway: 'g', epoch: 'e', now: T, version: '0' } as const;
const open = (hourAt: number, seq: number) => {
  const { reasons: _r, facts: _f, ...row } = hourRow('line8', hourAt, { closed: false, seq });
  return { type: 'hour' as const, row };
};
const minute = (at: number, seq: number, produced: number): MinuteFrame => {
  const values = { produced, good: 0, rework: 0, empty: 0, downMs: 0, unknownMs: 0 };
  return { line: 'line8', minute: at, seq, values, stops: [] };
};

describe('what the stream has said', () => {
  it('is the same whatever the order of frames, and however often they come', () => {
    const frames = [minute(T, 3, 30), minute(T, 2, 20), minute(T, 3, 30), minute(T, 1, 10)];
    for (const order of [frames, frames.toReversed()]) {
      const live = new LiveState();
      live.take(hello);
      live.take(open(T, 0));
      for (const frame of order) live.take({ type: 'minutes', now: T, frames: [frame] });
      expect(live.hours('line8', [])[0]?.produced[0]).toBe(30);
    }
  });

  it('keeps the current and the previous hour, however long it runs', () => {
    const live = new LiveState();
    live.take(hello);
    for (let hour = 0; hour < 48; hour++) {
      live.take(open(T + hour * HOUR, hour));
      for (let m = 0; m < 60; m++) {
        const at = T + hour * HOUR + m * 60_000;
        live.take({ type: 'minutes', now: at, frames: [minute(at, hour, 1)] });
      }
    }
    expect(live.hours('line8', []).map((hour) => hour.hourAt)).toEqual([T + 46 * HOUR, T + 47 * HOUR]);
    const replayed = live.replay(T).find((event) => event.type === 'minutes');
    expect(replayed?.frames.length).toBe(120);
  });

  it('tells a tab that opens now all of it, with the time of now', () => {
    const live = new LiveState();
    expect(live.replay(T)).toEqual([]);
    live.take(hello);
    live.take(open(T, 1));
    live.take({ type: 'minutes', now: T, frames: [minute(T, 2, 9)] });
    live.take({ type: 'line', now: T, row: lineRow('line8', { seq: 4 }) });
    const other = new LiveState();
    const replay = live.replay(T + 5);
    for (const event of replay) other.take(event);
    expect(other.hours('line8', [])).toEqual(live.hours('line8', []));
    expect(other.now('line8', null)?.seq).toBe(4);
    expect(replay.every((event) => !('now' in event) || event.now === T + 5)).toBe(true);
  });

  it('puts no minute of one gateway into an hour of another, however high its number is', () => {
    const live = new LiveState();
    live.take({ ...hello, gateway: 'plant' });
    live.take({ type: 'minutes', now: T, frames: [minute(T, 8, 80)] });
    live.take({ ...hello, gateway: 'line' });
    const row = hourRow('line8', T, { seq: 1 });
    const stored = (view: string) => [{ id: row.id, line: 'line8', hourAt: T, view, row }];
    expect(live.hours('line8', stored('plant/e/s'))[0]?.produced[0]).toBe(row.produced[0]);
    live.take({ type: 'minutes', now: T, frames: [minute(T, 9, 90)] });
    expect(live.hours('line8', stored('plant/e/s'))[0]?.produced[0]).toBe(row.produced[0]);
    expect(live.hours('line8', stored('line/e/s'))[0]?.produced[0]).toBe(90);
  });

  it('shows the whole hour of the gateway that is heard now in the place of another’s', () => {
    const live = new LiveState();
    live.take({ ...hello, gateway: 'line' });
    live.take(open(T, 1));
    const row = hourRow('line8', T, { seq: 99, rowsRead: 5 });
    const [shown] = live.hours('line8', [{ id: row.id, line: 'line8', hourAt: T, view: 'plant/e/s', row }]);
    expect([shown?.seq, shown?.rowsRead]).toEqual([1, 0]);
  });

  it('shows what a gateway said last of a line until the next one speaks of it', () => {
    const live = new LiveState();
    live.take({ ...hello, gateway: 'line8' });
    live.take(open(T, 1));
    live.take({ type: 'minutes', now: T, frames: [minute(T, 2, 20)] });
    live.take({ type: 'line', now: T, row: lineRow('line8', { seq: 2, at: T }) });
    live.take({ ...hello, gateway: 'line5' });
    live.take({ type: 'line', now: T, row: lineRow('line5', { seq: 99 }) });
    expect(live.hours('line8', [])[0]?.produced[0]).toBe(20);
    expect(live.now('line8', null)?.at).toBe(T);
    live.take({ ...hello, gateway: 'plant' });
    live.take(open(T, 1));
    expect(live.hours('line8', [])[0]?.produced[0]).toBe(0);
  });

  it('does not mix lines', () => {
    const live = new LiveState();
    live.take(hello);
    live.take(open(T, 1));
    expect(live.hours('line9', [])).toEqual([]);
    expect(live.now('line9', null)).toBeNull();
  });
});
