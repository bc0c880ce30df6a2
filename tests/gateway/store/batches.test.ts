import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBatches } from '../../../gateway/store/batches.ts';

const entry = (length: number) => ({ id: 'a', text: 'x'.repeat(length) });

describe('batches of documents', () => {
  it('hold a thousand at most', () => {
    const batches = [...inBatches(Array.from({ length: 2001 }, () => entry(10)))];
    expect(batches.map(({ length }) => length)).toEqual([1000, 1000, 1]);
  });

  it('hold 1.5 MB at most', () => {
    const batches = [...inBatches([entry(800_000), entry(700_000), entry(1), entry(1)])];
    expect(batches.map(({ length }) => length)).toEqual([2, 2]);
  });

  it('let a document that is larger go alone', () => {
    const batches = [...inBatches([entry(1), entry(2_000_000), entry(1)])];
    expect(batches.map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it('lose nothing, repeat nothing, keep the order, and are never empty', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(900_000), { maxLength: 12 }), (lengths) => {
        const entries = lengths.map((length, index) => ({ id: String(index), text: { length } as string }));
        const batches = [...inBatches(entries)];
        expect(batches.flat()).toEqual(entries);
        expect(batches.every(({ length }) => length > 0)).toBe(true);
      }),
    );
  });
});
