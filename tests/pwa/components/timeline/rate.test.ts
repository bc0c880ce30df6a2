import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rateColumns } from '../../../../pwa/components/timeline/rate.ts';

const minute = 60_000;

describe('columns of the rate', () => {
  const minutes = { from: 0, produced: Float64Array.from([100, 0, 50, NaN, 80, 30]) };

  it('are single minutes where there is room', () => {
    const columns = rateColumns(minutes, { from: 0, to: 6 * minute }, 6 * minute, 100);
    expect(columns.map((column) => column.perMinute)).toEqual([100, 0, 50, 80, 30]);
  });

  it('leave out the minute that is not over: half a minute is no rate', () => {
    const columns = rateColumns(minutes, { from: 0, to: 6 * minute }, 5.5 * minute, 100);
    expect(columns.at(-1)).toEqual({ from: 4 * minute, to: 5 * minute, perMinute: 80 });
  });

  it('are means of known minutes where there is none', () => {
    const columns = rateColumns(minutes, { from: 0, to: 6 * minute }, 6 * minute, 2);
    expect(columns[0]!.perMinute).toBeCloseTo((100 + 0 + 50 + 80) / 4);
  });

  it('lose no part and count none twice, however wide they are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(200), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 500 }),
        (made, most) => {
          const view = { from: 0, to: made.length * minute };
          const columns = rateColumns({ from: 0, produced: Float64Array.from(made) }, view, view.to, most);
          const total = columns.reduce((sum, { from, to, perMinute }) => sum + perMinute * ((to - from) / minute), 0);
          expect(total).toBeCloseTo(made.reduce((sum, value) => sum + value, 0));
        },
      ),
    );
  });
});
