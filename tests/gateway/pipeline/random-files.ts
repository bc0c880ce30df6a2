/** Files as machines write them, for property tests: every kind of gap, rows that cannot be read, one day after the other. */
import fc from 'fast-check';
import { EIGHT, file, row, type File } from './recorded-line.ts';

const gap = fc.oneof(
  { arbitrary: fc.integer({ min: 0, max: 1_100 }), weight: 10 },
  { arbitrary: fc.integer({ min: 1_101, max: 59_000 }), weight: 3 },
  { arbitrary: fc.integer({ min: 60_000, max: 4_000_000 }), weight: 2 },
  { arbitrary: fc.integer({ min: -4_000, max: -1 }), weight: 1 },
);
const BAD = ['not a row\n', '7,A,1,1,2022-10-10 25:00:00.000\n', '7,A,1,x,2022-10-10 08:00:00.000\n', ',,,,\n'];

export interface FileOptions {
  /** Empty lines between rows. */
  emptyLines?: boolean;
  /** Most files. */
  files?: number;
}

/** Files that follow each other in time. */
export function randomFiles({ emptyLines = false, files = 3 }: FileOptions = {}): fc.Arbitrary<File[]> {
  const line = fc.record({
    gap,
    present: fc.boolean(),
    serial: fc.nat(9).map(String),
    before: fc.constantFrom(
      '',
      '',
      '',
      '',
      '',
      BAD[0]!,
      BAD[1]!,
      BAD[2]!,
      BAD[3]!,
      emptyLines ? '\n' : '',
      emptyLines ? '\r\n\n' : '',
    ),
  });
  return fc
    .array(fc.array(line, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: files })
    .map((contents) => {
      let at = EIGHT + 1_234;
      return contents.map((lines, i) => {
        at += i % 2 === 0 ? 30_000 : 4_000_000;
        const text = lines
          .map(({ gap: ms, present, serial, before }) => before + row((at += ms), { present, serial }))
          .join('');
        return file(`PR${i}.txt`, text);
      });
    });
}
