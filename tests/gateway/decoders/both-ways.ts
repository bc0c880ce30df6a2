/** A file decoded by the quick way and without it, whole and in blocks. */
import { expect } from 'vitest';
import type { dialectOf } from '../../../gateway/decoders/csv-layout.ts';
import { csvDecoder } from '../../../gateway/decoders/csv-reader.ts';
import type { Decoder, RejectedText } from '../../../gateway/decoders/decoded.ts';
import type { Accepted, RowMeaning } from '../../../gateway/decoders/row-meaning.ts';
import type { FileOpening } from '../../../shared/documents/chunk.ts';

/** The same meaning without its quick way. */
function withoutPlain<Row extends Accepted>(meaning: RowMeaning<Row>): RowMeaning<Row> {
  return {
    ...meaning,
    under: (layout) => {
      const readers = meaning.under(layout);
      return typeof readers === 'string' ? readers : { fields: readers.fields };
    },
  };
}

type Reader = 'one' | 'many';

/** Decodes a file in blocks of whole rows, by one reader or by a new one for each block. */
function decoded<Row extends Accepted>(
  decoder: Decoder<Row | ({ ok: false } & RejectedText)>,
  at: (row: Row) => number | null,
  { bytes, cuts, readers }: { bytes: Buffer; cuts: readonly number[]; readers: Reader },
): unknown[] {
  let reader = decoder(null);
  let previous: number | null = null;
  const rows: unknown[] = [];
  for (const [i, from] of [0, ...cuts].entries()) {
    if (i > 0 && readers === 'many') reader = decoder(reader.opening satisfies FileOpening);
    for (const row of reader.decode({ bytes: bytes.subarray(from, cuts[i] ?? bytes.length), offset: from }, previous)) {
      rows.push(row);
      if (row.ok) previous = at(row) ?? previous;
    }
  }
  return rows;
}

export function sameBothWays<Row extends Accepted>(
  dialect: ReturnType<typeof dialectOf>,
  meaning: RowMeaning<Row>,
  file: { bytes: Buffer; cuts: readonly number[] },
): void {
  const whole = { bytes: file.bytes, cuts: [], readers: 'one' as const };
  const slow = decoded(csvDecoder(dialect, withoutPlain(meaning)), meaning.at, whole);
  expect(decoded(csvDecoder(dialect, meaning), meaning.at, whole)).toEqual(slow);
  for (const readers of ['one', 'many'] as const)
    expect(decoded(csvDecoder(dialect, meaning), meaning.at, { ...file, readers })).toEqual(slow);
}

/** Lines as a file in an encoding, and some of the places between lines. */
export function fileOf(
  lines: readonly string[],
  of: string,
  picks: readonly boolean[],
): { bytes: Buffer; cuts: number[] } {
  const parts = lines.map((line) => {
    if (of === 'utf-8') return Buffer.from(line);
    if (of === 'latin1') return Buffer.from(line, 'latin1');
    const wide = Buffer.from(line, 'utf16le');
    return of === 'utf-16be' ? wide.swap16() : wide;
  });
  let end = 0;
  const ends = parts.map((part) => (end += part.length));
  const bytes = Buffer.concat(parts);
  return { bytes, cuts: ends.filter((at, i) => picks[i % picks.length] && at > 0 && at < bytes.length) };
}
