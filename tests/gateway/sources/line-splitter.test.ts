import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../gateway/demo/random.ts';
import { LineSplitter } from '../../../gateway/sources/line-splitter.ts';
import type { Piece } from '../../../gateway/sources/splitter.ts';

/** The rows that a decoder finds: the end of a block ends its last one. */
const rowsOf = (pieces: Piece[]): string[] =>
  pieces.flatMap(({ bytes }) => bytes.toString('latin1').match(/[^\n]*\n|[^\n]+$/g) ?? []);

describe('cutting bytes into lines', () => {
  it('knows text in UTF-8 and in single bytes from bytes that are no text', () => {
    const splitter = new LineSplitter(4096);
    const readable = (bytes: Buffer): number =>
      splitter.push(bytes).reduce((sum, piece) => sum + piece.readableBytes, 0);
    expect(readable(Buffer.from('Größe 21,5 °C\r\n'))).toBe(18);
    expect(readable(Buffer.from('Größe\n', 'latin1'))).toBe(6);
    expect(readable(Buffer.from([0xe5, 0x80, 0x31, 10]))).toBe(0);
    expect(readable(Buffer.from('21\u00005\n'))).toBe(0);
    splitter.push(Buffer.from([0x80]));
    expect(splitter.unreadableRestBytes).toBe(1);
  });

  const runs = Number(process.env.FUZZ_RUNS ?? 10_000);
  it(
    `gives the same lines however the bytes are split, and keeps each byte but white space once (${runs} inputs)`,
    () => {
      const likely = [10, 10, 13, 32, 48, 49, 59, 0, 0xe2, 0x80];
      for (let seed = 0; seed < runs; seed++) {
        const random = seededRandom('lines', seed);
        const below = (limit: number): number => Math.floor(random() * limit);
        const all = Buffer.from(Array.from({ length: below(120) }, () => likely[below(likely.length)]!));
        const results = [all.length, 1, 1 + below(40)].map((largest) => {
          const splitter = new LineSplitter(16);
          const pieces: Piece[] = [];
          for (let at = 0; at < all.length;) {
            const size = 1 + below(largest);
            pieces.push(...splitter.push(all.subarray(at, at + size)));
            if (splitter.restBytes >= 16) expect.fail(`seed ${seed}: holds more than a line`);
            at += size;
          }
          const rows = rowsOf(pieces);
          const records = pieces.reduce((sum, piece) => sum + piece.records, 0);
          if (rows.length !== records) expect(rows, `seed ${seed}`).toHaveLength(records);
          const rest = all.toString('latin1', all.length - splitter.restBytes);
          return [...rows, rest].join('|');
        });
        if (new Set(results).size !== 1) expect(results[0], `seed ${seed}`).toBe(results[1]);
        const visible = (text: string): string => text.replace(/[|\n\r ]/g, '');
        if (visible(results[0]!) !== visible(all.toString('latin1')))
          expect(results[0], `seed ${seed}`).toBe(all.toString('latin1'));
      }
    },
    Math.max(60_000, runs),
  );
});
