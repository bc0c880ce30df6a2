import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paceOfDay, recentThroughput } from '../../../shared/schedule/throughput.ts';
import { unknownHour } from '../../../shared/documents/line-hour.ts';
import { HOUR, at } from './small-plant.ts';

const MINUTE = 60_000;
const start = at('2026-11-23T06:00');

/** Hours from 06:00 on: good parts of each minute, by its number. */
function hours(count: number, good: (minute: number) => number) {
  return Array.from({ length: count }, (_, hour) => ({
    ...unknownHour(start + hour * HOUR),
    coveredTo: start + (hour + 1) * HOUR,
    good: Array.from({ length: 60 }, (_, minute) => good(hour * 60 + minute)),
  }));
}
const all = [{ from: start, to: start + 8 * HOUR }];
const now = start + 8 * HOUR;

describe('the recent throughput of a line', () => {
  it('is what it made per planned hour', () => {
    expect(
      recentThroughput(
        hours(8, () => 20),
        all,
        now,
      ),
    ).toBe(1_200);
  });

  it('is hardly changed by one long stop, and counts short stops in full', () => {
    const steady = (minute: number) => (minute % 3 === 0 ? 0 : 30);
    const stopped = (minute: number) => (minute >= 100 && minute < 200 ? 0 : steady(minute));
    expect(recentThroughput(hours(8, steady), all, now)).toBe(1_200);
    expect(recentThroughput(hours(8, stopped), all, now)).toBe(1_200);
  });

  it('follows when the line is slower for good, within half of the hours looked at', () => {
    const slower = recentThroughput(
      hours(8, (minute) => (minute < 240 ? 20 : 10)),
      all,
      now,
    )!;
    expect(slower).toBeLessThan(1_000);
    expect(
      recentThroughput(
        hours(8, (minute) => (minute < 120 ? 20 : 10)),
        all,
        now,
      ),
    ).toBeLessThan(700);
  });

  it('looks only at planned, known, whole minutes up to now, wherever the hours stand in the list', () => {
    const rows = hours(8, (minute) => (minute < 240 ? 20 : 999));
    for (const hour of rows.slice(4)) hour.unknownMs.fill(MINUTE);
    expect(recentThroughput(rows.reverse(), all, now)).toBe(1_200);
    expect(
      recentThroughput(
        hours(8, (minute) => (minute < 240 ? 20 : 999)),
        all,
        start + 4 * HOUR,
      ),
    ).toBe(1_200);
    const pauses = [
      { from: start, to: start + 2 * HOUR },
      { from: start + 4 * HOUR, to: start + 6 * HOUR },
    ];
    expect(
      recentThroughput(
        hours(8, (minute) => (Math.floor(minute / 120) % 2 ? 999 : 20)),
        pauses,
        now,
      ),
    ).toBe(1_200);
  });

  it('is unknown with less than an hour', () => {
    expect(
      recentThroughput(
        hours(1, () => 20),
        all,
        start + 59 * MINUTE,
      ),
    ).toBeNull();
    expect(
      recentThroughput(
        hours(1, () => 20),
        all,
        start + 60 * MINUTE,
      ),
    ).toBe(1_200);
    expect(recentThroughput([], all, now)).toBeNull();
  });

  it('lies between the worst and the best minute', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 480, maxLength: 480 }), (good) => {
        const rate =
          recentThroughput(
            hours(8, (minute) => good[minute]!),
            all,
            now,
          )! / 60;
        expect(rate >= Math.min(...good) && rate <= Math.max(...good)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the pace of a day', () => {
  it('is what was made by what the standard rate promised for its planned time', () => {
    expect(
      paceOfDay(
        hours(8, () => 20),
        all,
        1_500,
      ),
    ).toBeCloseTo(0.8);
    expect(
      paceOfDay(
        hours(8, () => 20),
        [{ from: start, to: start + 4 * HOUR }],
        1_500,
      ),
    ).toBeCloseTo(0.8);
  });

  it('is unknown of a day on which nothing was planned, known or made', () => {
    expect(
      paceOfDay(
        hours(8, () => 20),
        [],
        1_500,
      ),
    ).toBeNull();
    expect(
      paceOfDay(
        hours(8, () => 0),
        all,
        1_500,
      ),
    ).toBeNull();
    expect(paceOfDay([], all, 1_500)).toBeNull();
  });
});
