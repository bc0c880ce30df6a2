import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReply, encodeReply, type SeriesReply } from '../../../shared/series/reply.ts';

const whole = fc.integer({ min: -(2 ** 51), max: 2 ** 51 });
const frame = {
  metric: 'line8/sealing-temperature',
  from: 1_665_400_000_000,
  to: 1_665_410_000_000,
  resolution: 0.1,
  unit: '°C',
  settledTo: 1_665_409_000_000,
  gaps: [[1_665_401_000_000, 1_665_402_000_000]],
} as const;

describe('An answer about a series on the wire', () => {
  it('comes back as it was sent: rows', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), whole)), (rows) => {
        const columns = { at: rows.map(([at]) => at), value: rows.map(([, value]) => value) };
        const reply: SeriesReply = { ...frame, tier: 'raw', stepMs: 0, points: rows.length, columns };
        expect(decodeReply(encodeReply(reply))).toEqual(reply);
      }),
    );
  });

  it('comes back as it was sent: cells with percentiles', () => {
    const one = [1];
    const columns = { at: one, count: one, min: [-3], max: one, sum: one, last: one, lastAt: one };
    const percentiles = { p50: one, p95: [2], p99: [3] };
    const reply: SeriesReply = {
      ...frame,
      tier: '1h',
      stepMs: 3_600_000,
      points: 1,
      columns: { ...columns, ...percentiles },
    };
    expect(decodeReply(encodeReply(reply))).toEqual(reply);
  });

  it('can be read from the middle of a larger buffer', () => {
    const reply: SeriesReply = { ...frame, tier: 'raw', stepMs: 0, points: 1, columns: { at: [5], value: [7] } };
    const bytes = encodeReply(reply);
    const larger = new Uint8Array(bytes.length + 6);
    larger.set(bytes, 3);
    expect(decodeReply(larger.subarray(3, 3 + bytes.length))).toEqual(reply);
  });

  it('is refused when it ends early', () => {
    const reply: SeriesReply = { ...frame, tier: 'raw', stepMs: 0, points: 1, columns: { at: [5], value: [7] } };
    const bytes = encodeReply(reply);
    for (let length = 0; length < bytes.length; length++)
      expect(() => decodeReply(bytes.subarray(0, length))).toThrow(RangeError);
  });
});
