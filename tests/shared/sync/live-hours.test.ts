import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withFrames } from '../../../shared/sync/live-hours.ts';
import type { MinuteFrame } from '../../../shared/sync/protocol.ts';
import type { HourRow } from '../../../shared/sync/rows.ts';
import { bodiesOf, engineAfter, partsAt, START } from '../production/cycle-stream.ts';

const MINUTE_MS = 60_000;

function row(seq: number, line = 'line8'): HourRow {
  return {
    ...bodiesOf(engineAfter(partsAt(0, 0.5, 30, 70)))[0]!,
    id: `hour:${line}:2022-10-10T13`,
    line,
    closed: false,
    seq,
    reasons: [],
    facts: [],
  };
}

function frame(minute: number, seq: number, produced: number, line = 'line8'): MinuteFrame {
  const from = START + minute * MINUTE_MS;
  return {
    line,
    minute: from,
    seq,
    values: { produced, good: produced, rework: 0, empty: 1, downMs: 0, unknownMs: 0 },
    stops: produced % 2 === 0 ? [] : [[from + 5_000, from + 9_000]],
  };
}

const frames = fc.array(
  fc
    .record({ minute: fc.nat(5), seq: fc.integer({ min: 5, max: 15 }) })
    .map(({ minute, seq }) => frame(minute, seq, seq)),
  { maxLength: 12 },
);

describe('an hour with live frames', () => {
  it('shows the newest frame of each minute, with its stops', () => {
    const [shown] = withFrames([row(10)], [frame(0, 11, 3), frame(0, 12, 5), frame(2, 11, 4)]);
    expect(shown!.produced.slice(0, 4)).toEqual([5, 1, 4, 0]);
    expect(shown!.stops).toEqual([[START + 5_000, START + 9_000]]);
  });

  it('is the same whether frames come once or twice, in any order', () => {
    fc.assert(
      fc.property(
        frames.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 })),
        ),
        ([list, repeated]) => {
          expect(withFrames([row(10)], repeated)).toEqual(withFrames([row(10)], list));
        },
      ),
    );
  });

  it('takes nothing from frames that are older than the stored row', () => {
    const stored = row(10);
    expect(withFrames([stored], [frame(0, 9, 99), frame(1, 10, 99)])).toEqual([stored]);
  });

  it('leaves other lines and other hours alone', () => {
    const rows = [row(10), row(10, 'line7')];
    const next: MinuteFrame = { ...frame(0, 11, 3), minute: START + 60 * MINUTE_MS };
    expect(withFrames(rows, [next])).toEqual(rows);
    expect(withFrames(rows, [frame(0, 11, 3, 'line7')])[0]).toEqual(rows[0]);
  });

  it('does not change the stored row', () => {
    const stored = row(10);
    const before = structuredClone(stored);
    withFrames([stored], [frame(0, 11, 3)]);
    expect(stored).toEqual(before);
  });
});
