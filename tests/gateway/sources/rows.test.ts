import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ROW_BYTES, wholeRowsLength } from '../../../gateway/sources/rows.ts';

/** Where rows end when a file is read in pieces: the ends of the blocks that have no newline, and all newlines. */
function cutsOf(file: Buffer, readBytes: number): number[] {
  const cuts: number[] = [];
  for (let at = 0; ;) {
    const length = wholeRowsLength(file.subarray(at, at + readBytes));
    if (length === 0) return cuts;
    at += length;
    if (file[at - 1] !== 10) cuts.push(at);
  }
}

describe('rows of a file', () => {
  it('end at the last newline', () => {
    expect(wholeRowsLength(Buffer.from('one\ntwo\nthr'))).toBe(8);
    expect(wholeRowsLength(Buffer.from('half'))).toBe(0);
    expect(wholeRowsLength(Buffer.alloc(0))).toBe(0);
  });

  it('are cut at the same bytes however the file is split into reads', () => {
    const length = fc.oneof(
      fc.nat(200),
      fc.integer({ min: MAX_ROW_BYTES - 2, max: MAX_ROW_BYTES + 2 }),
      fc.nat(200_000),
    );
    fc.assert(
      fc.property(
        fc.array(length, { maxLength: 8 }),
        fc.integer({ min: 66_000, max: 600_000 }),
        (lengths, readBytes) => {
          const file = Buffer.from(lengths.map((each) => 'r'.repeat(each)).join('\n'));
          expect(cutsOf(file, readBytes)).toEqual(cutsOf(file, file.length + 1));
        },
      ),
      { numRuns: 60 },
    );
  });
});
