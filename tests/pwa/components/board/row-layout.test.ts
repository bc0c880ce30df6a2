import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placedBars, detailOf } from '../../../../pwa/components/board/placed-bars.ts';
import { barsWithin, laneTop, rowAt, rowsWithin } from '../../../../pwa/components/board/row-layout.ts';
import { shadeBlocks } from '../../../../pwa/components/board/shade-blocks.ts';
import { layRows } from '../../../../pwa/components/board/row-layout.ts';
import { HOUR, SIZE, aBar, aRow, laid } from './a-bar.ts';

describe('rows of the board', () => {
  it('put bars that overlap under each other and grow by that', () => {
    const { rows } = laid(['6', '7'], aBar('a', '6', [0, 10]), aBar('b', '6', [5, 15]), aBar('c', '6', [10, 12]));
    expect(rows[0]!.lane).toEqual([0, 1, 0]);
    expect(rows[0]!.height).toBeGreaterThan(SIZE.row);
    expect(rows[1]!.top).toBe(rows[0]!.height);
    expect(laneTop(rows[0]!, 1, SIZE)).toBeGreaterThanOrEqual(laneTop(rows[0]!, 0, SIZE) + SIZE.bar);
  });

  it('leave out bars of rows that are not there', () => {
    expect(laid(['6'], aBar('a', '7', [0, 1])).bars.size).toBe(0);
  });

  it('find every bar that a window shows some of, whatever overlaps', () => {
    const bars = fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 40 })), { maxLength: 30 });
    fc.assert(
      fc.property(bars, fc.nat(100), fc.integer({ min: 1, max: 20 }), (all, from, length) => {
        const row = laid(['6'], ...all.map(([at, hours], i) => aBar(`b${i}`, '6', [at, at + hours]))).rows[0]!;
        const window = { from: from * HOUR, to: (from + length) * HOUR };
        const [first, after] = barsWithin(row, window);
        row.bars.forEach((bar, i) => {
          if (bar.start < window.to && bar.end > window.from) expect(i >= first && i < after).toBe(true);
        });
      }),
    );
  });

  it('are found by height, also beyond the last', () => {
    const layout = laid(['6', '7', '8']);
    expect(rowsWithin(layout, 71, 139)).toEqual([1, 2]);
    expect(rowAt(layout, 75)?.row.id).toBe('7');
    expect(rowAt(layout, 9999)?.row.id).toBe('8');
    expect(rowAt(laid([]), 10)).toBeNull();
  });
});

describe('bars that are drawn', () => {
  const drawn = {
    ...{ scale: { from: 0, msPerPx: HOUR / 10 }, window: { from: 0, to: 20 * HOUR }, rows: [0, 1] as const },
    ...{ previewed: new Map(), kept: new Set<string>(), titleWidth: (title: string) => title.length * 8 },
  };

  it('are those of the time and the rows that are seen, and the one that has the focus', () => {
    const layout = laid(['6', '7'], aBar('a', '6', [1, 2]), aBar('b', '6', [30, 32]), aBar('c', '7', [1, 2]));
    const ids = (kept: string[]) => placedBars({ ...drawn, layout, kept: new Set(kept) }).map(({ bar }) => bar.id);
    expect(ids([])).toEqual(['a']);
    expect(ids(['c'])).toEqual(['a', 'c']);
  });

  it('are where a preview has them', () => {
    const layout = laid(['6', '7'], aBar('a', '6', [1, 2]), aBar('c', '7', [1, 2]));
    const previewed = new Map([['c', aBar('c', '6', [5, 6])]]);
    expect(placedBars({ ...drawn, layout, previewed }).map(({ bar, x }) => [bar.id, x])).toEqual([
      ['a', 10],
      ['c', 50],
    ]);
  });

  it('are cut near the view when they are much longer than it', () => {
    const layout = laid(['6'], aBar('a', '6', [-10_000, 10_000]));
    expect(placedBars({ ...drawn, layout })[0]!.width).toBeLessThan(1000);
  });

  it('say their title inside, beside or not at all, but never in a neighbour', () => {
    const bar = aBar('Flu 125', '6', [0, 1]);
    const width = (text: string) => (text === bar.title ? 50 : 22);
    expect(detailOf(bar, 200, 0, width)).toBe('full');
    expect(detailOf(bar, 75, 0, width)).toBe('title');
    expect(detailOf(bar, 30, 90, width)).toBe('beside');
    expect(detailOf(bar, 40, 20, width)).toBe('wrapped');
    expect(detailOf(bar, 30, 20, width)).toBe('block');
    expect(detailOf({ ...bar, short: '125' }, 34, 20, width)).toBe('short');
  });

  it('are called by their number where they are too short and too near to each other for titles', () => {
    const near = [aBar('a', '6', [0, 1]), aBar('b', '6', [1, 2]), aBar('c', '6', [2, 3])];
    const placed = (...bars: ReturnType<typeof aBar>[]) =>
      placedBars({ ...drawn, layout: laid(['6'], ...bars), titleWidth: () => 40 });
    expect(placed(...near).map(({ together }) => together)).toEqual([1, 1, 3]);
    expect(placed(near[0]!, aBar('d', '6', [15, 16])).map(({ together }) => together)).toEqual([1, 1]);
  });
});

describe('time in which lines do not work', () => {
  const night = { from: 0, to: 6 * HOUR, why: 'not-scheduled', label: 'night' } as const;
  const rows = (...shades: (typeof night)[][]) =>
    layRows(
      shades.map((each, i) => aRow(`${i}`, { shades: each })),
      [],
      SIZE,
    ).rows;
  const scale = { from: 0, msPerPx: HOUR / 10 };

  it('is one block over neighbouring rows that share it', () => {
    const blocks = shadeBlocks(rows([night], [night], [], [night]), { from: 0, to: 24 * HOUR }, scale);
    expect(blocks.map(({ y, height }) => [y, height])).toEqual([
      [0, 140],
      [210, 70],
    ]);
  });

  it('is left out where it is too narrow to be seen', () => {
    const year = { from: 0, msPerPx: 8 * HOUR };
    expect(shadeBlocks(rows([night]), { from: 0, to: 8760 * HOUR }, year)).toEqual([]);
  });
});
