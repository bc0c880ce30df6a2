import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extentOf, traceOf } from '../../../../pwa/components/series/trace.ts';
import { valueAt, valuesOver } from '../../../../pwa/components/series/value-at.ts';
import { cellReply, rawReply } from '../../data/series-replies.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const list = (trace: { length: number }, column: ArrayLike<number>) => Array.from(column).slice(0, trace.length);

describe('a series as it is drawn', () => {
  it('is every bucket, at its middle, while there are fewer than pixels', () => {
    const trace = traceOf(cellReply('1m', 0, [10, 20, 30]), { from: 0, to: 3 * MINUTE }, 100);
    expect(list(trace, trace.at)).toEqual([0.5, 1.5, 2.5].map((minute) => minute * MINUTE));
    expect(list(trace, trace.mean)).toEqual([1, 2, 3]);
    expect(list(trace, trace.least).map((value) => value.toFixed(1))).toEqual(['0.9', '1.9', '2.9']);
  });

  it('does not hide a single high value among ten thousand', () => {
    fc.assert(
      fc.property(fc.nat(9_999), fc.integer({ min: 1, max: 2000 }), (place, columns) => {
        const rows = Array.from({ length: 10_000 }, (_, i): [number, number] => [i * 1000, i === place ? 900 : 100]);
        const view = { from: 0, to: 10_000_000 };
        const trace = traceOf(rawReply(0, 10_000_000, rows), view, columns);
        expect(Math.max(...list(trace, trace.most))).toBeCloseTo(90);
        expect(trace.length).toBeLessThanOrEqual(columns + 4);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the mean of all rows', () => {
    const rows = Array.from({ length: 1000 }, (_, i): [number, number] => [i * 1000, i % 10]);
    const trace = traceOf(rawReply(0, 1_000_000, rows), { from: 0, to: 1_000_000 }, 10);
    for (const mean of list(trace, trace.mean).slice(0, 10)) expect(mean).toBeCloseTo(0.45);
  });

  it('stays where it is while the view moves by less than a pixel', () => {
    const rows = Array.from({ length: 10_000 }, (_, i): [number, number] => [i * 1000, i % 97]);
    const reply = rawReply(0, 10_000_000, rows);
    const one = traceOf(reply, { from: 2_000_000, to: 8_000_000 }, 100);
    const two = traceOf(reply, { from: 2_000_100, to: 8_000_100 }, 100);
    expect(list(two, two.most).slice(1, 90)).toEqual(list(one, one.most).slice(1, 90));
  });

  it('breaks at a gap, and only there', () => {
    const trace = traceOf(cellReply('1m', 0, [1, 2, null, 4, 5]), { from: 0, to: 5 * MINUTE }, 100);
    expect(list(trace, trace.breaks)).toEqual([1, 0, 1, 0]);
  });

  it('breaks at a gap also when pixels hold many rows', () => {
    const rows = Array.from({ length: 10_000 }, (_, i): [number, number] => [i * 1000 + (i < 5000 ? 0 : HOUR), 1]);
    const reply = { ...rawReply(0, 10_000_000 + HOUR, rows), gaps: [[5_000_000, 5_000_000 + HOUR] as const] };
    const trace = traceOf(reply, { from: 0, to: 10_000_000 + HOUR }, 200);
    expect(list(trace, trace.breaks).filter((broken) => broken === 1)).toHaveLength(2);
  });

  it('reaches beyond both edges of the view, but its extent does not', () => {
    const reply = cellReply('1m', 0, [900, 10, 20, 30, 900]);
    const view = { from: MINUTE, to: 4 * MINUTE };
    const trace = traceOf(reply, view, 100);
    expect(trace.length).toBe(5);
    expect(extentOf(trace, view)!.map((value) => value.toFixed(1))).toEqual(['0.9', '3.1']);
  });

  it('is nothing where nothing is known', () => {
    const view = { from: 0, to: HOUR };
    const trace = traceOf(cellReply('1m', 0, [null, null]), view, 100);
    expect(trace.length).toBe(0);
    expect(extentOf(trace, view)).toBeNull();
  });
});

describe('what is read at a moment', () => {
  const reply = cellReply('1m', 0, [10, 20, null, 40]);

  it('is the mean and the range of the bucket', () => {
    expect(valueAt(reply, 1.5 * MINUTE)).toMatchObject({
      mean: 2,
      least: expect.closeTo(1.9),
      most: expect.closeTo(2.1),
    });
  });

  it('is unknown in a gap, before the first and long after the last', () => {
    expect(valueAt(reply, 2.5 * MINUTE)).toBeNull();
    expect(valueAt(reply, -1)).toBeNull();
    expect(valueAt(reply, 10 * MINUTE)).toBeNull();
  });

  it('is the latest row where every row is here', () => {
    const rows = rawReply(0, MINUTE, [
      [0, 5],
      [20_000, 6],
    ]);
    expect(valueAt(rows, 19_999)).toMatchObject({ mean: 0.5 });
    expect(valueAt(rows, 20_000)).toMatchObject({ mean: expect.closeTo(0.6) });
  });

  it('over a stretch of time weighs by rows', () => {
    const uneven = { ...reply, columns: { ...reply.columns, count: [30, 10, 10], sum: [300, 200, 400] } };
    expect(valuesOver(uneven as typeof reply, { from: 0, to: 2 * MINUTE })).toMatchObject({ mean: 1.25, count: 40 });
    expect(valuesOver(reply, { from: 2 * MINUTE, to: 3 * MINUTE })).toBeNull();
  });
});
