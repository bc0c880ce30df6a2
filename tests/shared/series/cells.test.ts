import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packCells, unpackCells } from '../../../shared/series/cell-codec.ts';
import {
  addRows,
  copyOf,
  emptyCells,
  mergeCell,
  mergeCells,
  PERCENTILE_NAMES,
  type Cells,
} from '../../../shared/series/cells.ts';
import type { Rows } from '../../../shared/series/cycle-times.ts';
import { DAY_MS, STEP_MS, type RollupTier } from '../../../shared/series/tiers.ts';
import { someRows, START } from './random-rows.ts';

const DAY = Math.floor(START / DAY_MS) * DAY_MS;

/** Buckets of a tier over two days. */
function cellsOf(tier: RollupTier, ...files: readonly Rows[]): Cells {
  const cells = emptyCells(DAY, STEP_MS[tier], (2 * DAY_MS) / STEP_MS[tier]);
  for (const { at, scaled } of files) {
    const own = emptyCells(DAY, STEP_MS[tier], (2 * DAY_MS) / STEP_MS[tier]);
    addRows(own, at, scaled);
    mergeCells(cells, own);
  }
  return cells;
}

describe('Cells of a series', () => {
  it('say how many, least, greatest, sum and last of a bucket', () => {
    const cells = emptyCells(START, 60_000, 2);
    addRows(cells, [START, START + 1_000, START + 61_000], [5, 3, 9]);
    expect([...cells.count]).toEqual([2, 1]);
    expect([...cells.min]).toEqual([3, 9]);
    expect([...cells.max]).toEqual([5, 9]);
    expect([...cells.sum]).toEqual([8, 9]);
    expect([...cells.last]).toEqual([3, 9]);
    expect([...cells.lastAt]).toEqual([START + 1_000, START + 61_000]);
  });

  it('take the latest row by time as the last, also when a clock was set back', () => {
    const cells = emptyCells(START, 60_000, 1);
    addRows(cells, [START + 5_000, START + 4_000], [1, 2]);
    expect(cells.last[0]).toBe(1);
  });

  it('take the greatest of two files that say something of the same moment, whichever came first', () => {
    const [a, b] = [
      { at: [START, START], scaled: [9, 1] },
      { at: [START], scaled: [5] },
    ];
    expect(cellsOf('1h', a).last[13]).toBe(1);
    expect(cellsOf('1h', a, b).last[13]).toBe(5);
    expect(cellsOf('1h', b, a)).toEqual(cellsOf('1h', a, b));
  });

  it('are the same whatever the order in which parts are merged', () => {
    fc.assert(
      fc.property(fc.array(someRows, { maxLength: 5 }), fc.nat(), (files, seed) => {
        const order = files.map((_, i) => i).sort((a, b) => ((a + seed) % 7) - ((b + seed) % 7));
        expect(cellsOf('1m', ...order.map((i) => files[i]!))).toEqual(cellsOf('1m', ...files));
      }),
    );
  });

  it('are the same however the parts are grouped', () => {
    fc.assert(
      fc.property(someRows, someRows, someRows, (a, b, c) => {
        const left = cellsOf('1m', a, b);
        mergeCells(left, cellsOf('1m', c));
        const right = cellsOf('1m', a);
        mergeCells(right, cellsOf('1m', b, c));
        expect(left).toEqual(right);
      }),
    );
  });

  it('of a tier made of the tier below equal those made of the rows', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        let finer = cellsOf('1m', rows);
        for (const tier of ['15m', '1h', '1d'] as const) {
          const coarser = cellsOf(tier);
          mergeCells(coarser, finer);
          expect(coarser).toEqual(cellsOf(tier, rows));
          finer = coarser;
        }
      }),
    );
  });

  it('are not changed by a bucket that says nothing', () => {
    const cells = cellsOf('1h', { at: [START], scaled: [-7] });
    const before = copyOf(cells);
    mergeCell(cells, 13, emptyCells(START, 60_000, 1), 0);
    expect(cells).toEqual(before);
  });
});

describe('Packed cells', () => {
  it('come back as they were', () => {
    fc.assert(
      fc.property(someRows, fc.boolean(), (rows, withPercentiles) => {
        const cells = emptyCells(DAY, 60_000, 2 * 1440, withPercentiles);
        addRows(cells, rows.at, rows.scaled);
        PERCENTILE_NAMES.forEach((name, n) => {
          if (cells.percentiles) cells.percentiles[name].set(cells.count.map((count) => count * 1000 * (n + 1)));
        });
        const frame = { startAt: DAY, stepMs: 60_000, length: 2 * 1440, withPercentiles };
        expect(unpackCells(packCells(cells), frame)).toEqual(cells);
      }),
    );
  });

  it('take no room for buckets that say nothing', () => {
    expect(packCells(emptyCells(DAY, 60_000, 1440)).bytes).toHaveLength(0);
  });
});
