import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesFrom, MAX_ROW_BYTES, wholeRowsLength } from '../../../gateway/sources/rows.ts';

/** Where rows end when a file is read in pieces: the ends of the blocks that have no newline, and all newlines. */
function cutsOf(file: Buffer, readBytes: number): number[] {
  const cuts: number[] = [];
  for (let at = 0; ;) {
    const length = wholeRowsLength(file.subarray(at, at + readBytes), 'utf-8');
    if (length === 0) return cuts;
    at += length;
    if (file[at - 1] !== 10) cuts.push(at);
  }
}

describe('rows of a file', () => {
  it('end at the last newline', () => {
    expect(wholeRowsLength(Buffer.from('one\ntwo\nthr'), 'utf-8')).toBe(8);
    expect(wholeRowsLength(Buffer.from('half'), 'utf-8')).toBe(0);
    expect(wholeRowsLength(Buffer.alloc(0), 'utf-8')).toBe(0);
  });

  it.each(['utf-16le', 'utf-16be'] as const)(
    'end at a newline of two bytes in %s, and at no byte that looks like one',
    (encoding) => {
      const bytes = (text: string): Buffer => {
        const little = Buffer.from(text, 'utf16le');
        return encoding === 'utf-16le' ? little : little.swap16();
      };
      const whole = bytes('1\u0a0a\u010a\u0a00\n');
      for (let half = 0; half < 6; half++) {
        const read = Buffer.concat([whole, bytes('2\u0a0a\n').subarray(0, half)]);
        expect(wholeRowsLength(read, encoding)).toBe(whole.length);
        expect(wholeRowsLength(read, encoding, true)).toBe(read.length - (half % 2));
      }
      const lines = [...linesFrom(bytes('a\r\n\n\u0a0d\u0d0a'), 0, encoding, true)];
      expect(lines.map((line) => [line.bytes.length, line.end])).toEqual([
        [2, 6],
        [0, 8],
        [4, 12],
      ]);
      expect(wholeRowsLength(bytes('x'.repeat(40_000)), encoding)).toBe(MAX_ROW_BYTES);
    },
  );

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
