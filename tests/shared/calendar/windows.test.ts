import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersect, subtract, totalMs, union, type Window } from '../../../shared/calendar/windows.ts';

const windows = fc
  .array(fc.tuple(fc.nat(60), fc.nat(15)), { maxLength: 8 })
  .map((pairs) => union(pairs.map(([from, length]) => ({ from, to: from + length }))));

/** Every moment that a list of windows holds, one by one. */
function moments(list: readonly Window[]): Set<number> {
  return new Set(list.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
}

function isTidy(list: readonly Window[]): boolean {
  return list.every((window, i) => window.from < window.to && (i === 0 || list[i - 1]!.to <= window.from));
}

describe('windows of time', () => {
  it('share exactly the moments that are in both lists', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const common = intersect(a, b);
        expect(isTidy(common)).toBe(true);
        expect(moments(common)).toEqual(moments(a).intersection(moments(b)));
        expect(intersect(b, a)).toEqual(common);
      }),
    );
  });

  it('keep exactly the moments that are not taken away', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        const left = subtract(a, b);
        expect(isTidy(left)).toBe(true);
        expect(moments(left)).toEqual(moments(a).difference(moments(b)));
      }),
    );
  });

  it('lose no time: what is shared and what is left make the whole', () => {
    fc.assert(
      fc.property(windows, windows, (a, b) => {
        expect(totalMs(intersect(a, b)) + totalMs(subtract(a, b))).toBe(totalMs(a));
      }),
    );
  });

  it('join in any order to the same list, each moment once', () => {
    const loose = fc.array(
      fc.tuple(fc.nat(60), fc.nat(15)).map(([from, length]) => ({ from, to: from + length })),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(loose, (list) => {
        const joined = union(list);
        expect(moments(joined)).toEqual(moments(list));
        expect(joined.every((window, i) => i === 0 || joined[i - 1]!.to < window.from)).toBe(true);
        expect(union([...list].reverse())).toEqual(joined);
        expect(union(joined)).toEqual(joined);
      }),
    );
  });

  it('are not changed by what is made of them', () => {
    const a = Object.freeze([Object.freeze({ from: 0, to: 10 }), Object.freeze({ from: 10, to: 20 })]);
    expect(union(a)).toEqual([{ from: 0, to: 20 }]);
    expect(subtract(a, [{ from: 5, to: 15 }])).toEqual([
      { from: 0, to: 5 },
      { from: 15, to: 20 },
    ]);
  });
});
