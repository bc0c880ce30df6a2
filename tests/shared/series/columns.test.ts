import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packColumns, unpackColumns, type Packing } from '../../../shared/series/columns.ts';

const packings = fc.constantFrom<Packing>('plain', 'delta', 'step');
const within = (most: number) =>
  fc.oneof(fc.integer({ min: -most, max: most }), fc.integer({ min: -300, max: 300 }), fc.constantFrom(-most, most, 0));
/** What a column of each packing can hold: a difference doubles the range, a difference of differences again. */
const columns = fc.tuple(fc.nat(40), fc.array(packings, { minLength: 1, maxLength: 5 })).chain(([length, kinds]) =>
  fc.tuple(
    ...kinds.map((packing) =>
      fc.record({
        packing: fc.constant(packing),
        values: fc.array(within({ plain: 2 ** 52, delta: 2 ** 51, step: 2 ** 50 }[packing]), {
          minLength: length,
          maxLength: length,
        }),
      }),
    ),
  ),
);

function roundTrip(given: readonly { packing: Packing; values: number[] }[]): number[][] {
  return unpackColumns(
    packColumns(given),
    given.map(({ packing }) => packing),
    given[0]!.values.length,
  );
}

describe('packed columns', () => {
  it('come back exactly, negative and large numbers too', () => {
    fc.assert(
      fc.property(columns, (given) => {
        expect(roundTrip(given)).toEqual(given.map(({ values }) => values.map((value) => value + 0)));
      }),
      { numRuns: 500 },
    );
  });

  it('keep integers up to 2^53 in a plain column, on both sides of zero', () => {
    const values = [2 ** 53 - 1, 2 ** 53 - 2, 2 ** 52 + 1, -(2 ** 52) + 1, -(2 ** 52) - 1, -(2 ** 53) + 1];
    expect(roundTrip([{ packing: 'plain', values }])).toEqual([values]);
  });

  it('of no rows take no bytes', () => {
    expect(
      packColumns([
        { packing: 'step', values: [] },
        { packing: 'plain', values: [] },
      ]),
    ).toHaveLength(0);
    expect(unpackColumns(new Uint8Array(), ['step', 'plain'], 0)).toEqual([[], []]);
  });

  it('take one byte a row when time goes on evenly', () => {
    const values = Array.from({ length: 1_000 }, (_, i) => 1_665_433_324_342 + i * 440);
    expect(packColumns([{ packing: 'step', values }]).length).toBeLessThan(1_020);
  });

  it('that end early are refused, not read as zeros', () => {
    const bytes = packColumns([{ packing: 'plain', values: [1, 2, 3000] }]);
    for (let length = 0; length < bytes.length; length++) {
      expect(() => unpackColumns(bytes.subarray(0, length), ['plain'], 3)).toThrow(RangeError);
    }
  });
});
