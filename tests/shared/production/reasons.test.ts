import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachReasons, type ReasonInterval } from '../../../shared/production/reasons.ts';
import { stopClass, stopMs, type Stop } from '../../../shared/production/stops.ts';

const stop = (from: number, to: number | null): Stop => ({ id: `line8:${from}`, from, to });
let counter = 0;
const reason = (fields: Partial<ReasonInterval>): ReasonInterval => ({
  id: `reason:${String(counter++).padStart(4, '0')}`,
  at: 1_000,
  from: 0,
  to: 10,
  code: 'jam',
  supersedes: null,
  ...fields,
});
const codes = (stops: Stop[], reasons: ReasonInterval[]) =>
  Object.fromEntries([...attachReasons(stops, reasons)].map(([id, { code }]) => [id, code]));

describe('the reason of a stop', () => {
  it('attaches to the stop that it overlaps most, so that it survives an edge that moves', () => {
    const stops = [stop(0, 100), stop(100, 300)];
    expect(codes(stops, [reason({ from: 80, to: 250 })])).toEqual({ 'line8:100': 'jam' });
    expect(codes([stop(5, 95), stop(110, 300)], [reason({ from: 0, to: 100 })])).toEqual({ 'line8:5': 'jam' });
  });

  it('attaches to the earlier of two stops that it overlaps equally, and to none that it only touches', () => {
    expect(codes([stop(0, 100), stop(200, 300)], [reason({ from: 50, to: 250 })])).toEqual({ 'line8:0': 'jam' });
    expect(codes([stop(0, 100)], [reason({ from: 100, to: 200 })])).toEqual({});
  });

  it('given while the stop was open stays with it', () => {
    const given = reason({ from: 0, to: null });
    expect(codes([stop(0, null)], [given])).toEqual({ 'line8:0': 'jam' });
    expect(codes([stop(0, 80)], [given])).toEqual({ 'line8:0': 'jam' });
    // A longer stop that came after the entry does not take it over.
    expect(codes([stop(0, 80), stop(2_000, 9_000)], [given])).toEqual({ 'line8:0': 'jam' });
  });

  it('is the latest entry, then the one with the higher id', () => {
    const [first, second] = [reason({ at: 5, code: 'first' }), reason({ at: 6, code: 'second' })];
    expect(codes([stop(0, 10)], [second, first])).toEqual({ 'line8:0': 'second' });
    const twin = { ...second, id: `${second.id}x`, code: 'twin' };
    expect(codes([stop(0, 10)], [twin, second])).toEqual({ 'line8:0': 'twin' });
  });

  it('falls away when another entry supersedes it, however early that one claims to be', () => {
    const wrong = reason({ at: 9, code: 'wrong' });
    const right = reason({ at: 5, code: 'right', supersedes: wrong.id });
    expect(codes([stop(0, 10)], [wrong, right])).toEqual({ 'line8:0': 'right' });
    const third = reason({ at: 4, code: 'third', supersedes: right.id });
    expect(codes([stop(0, 10)], [wrong, right, third])).toEqual({ 'line8:0': 'third' });
  });

  it('does not depend on the order in which entries arrived', () => {
    const reasons = fc
      .array(
        fc.record({
          at: fc.nat(5),
          from: fc.nat(300),
          length: fc.option(fc.integer({ min: 1, max: 200 })),
          supersedes: fc.option(fc.nat(9)),
        }),
        { maxLength: 10 },
      )
      .map((entries) =>
        entries.map(({ at, from, length, supersedes }, i) =>
          reason({
            id: `r${i}`,
            at,
            from,
            to: length === null ? null : from + length,
            code: `c${i}`,
            supersedes: supersedes === null || supersedes === i ? null : `r${supersedes}`,
          }),
        ),
      );
    const stops = [stop(0, 40), stop(60, 160), stop(170, 200), stop(220, null)];
    fc.assert(
      fc.property(
        reasons.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(codes(stops, shuffled)).toEqual(codes(stops, list));
        },
      ),
    );
  });
});

describe('the class of a stop', () => {
  it('includes its upper bound', () => {
    expect([12_000, 12_001, 60_000, 300_000, 300_001].map((ms) => stopClass(ms, [12, 60, 300]))).toEqual([
      0, 1, 1, 2, 3,
    ]);
  });

  it('of an open stop grows with time', () => {
    expect(stopMs(stop(1_000, null), 61_000)).toBe(60_000);
    expect(stopMs(stop(1_000, 2_000), 61_000)).toBe(1_000);
    expect(stopMs(stop(1_000, null), 500)).toBe(0);
  });
});
