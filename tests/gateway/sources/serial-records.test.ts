/** Splitters number records, decoders make rows of them: where the two counts differ, every later row would stand in the wrong place. */
import { describe, expect, it } from 'vitest';
import { CHECKSUMS, type SerialSource } from '../../../shared/sources.ts';
import { serialDecoder } from '../../../gateway/decoders/serial-decoder.ts';
import { seededRandom } from '../../../gateway/demo/random.ts';
import { FrameSplitter } from '../../../gateway/sources/frame-splitter.ts';
import { LineSplitter } from '../../../gateway/sources/line-splitter.ts';
import type { Splitter } from '../../../gateway/sources/splitter.ts';

const source = (meaning: Partial<SerialSource>): SerialSource => ({
  id: 'scale',
  kind: 'serial',
  path: '/dev/ttyUSB0',
  meaning: 'samples',
  metrics: [{ id: 'weight', name: 'Weight', unit: 'g', resolution: 0.1 }],
  ...meaning,
});

/** Bytes that matter to the one or the other, and any others. */
const LIKELY = [10, 10, 13, 32, 9, 11, 0, 34, 59, 44, 49, 50, 46, 0xa0, 0xef, 0xbb, 0xbf, 0xc2, 0x85, 0x1c];

function expectOneRowForEachRecord(declared: SerialSource, splitter: () => Splitter, likely: number[]): void {
  for (let seed = 0; seed < 500; seed++) {
    const random = seededRandom('records', seed);
    const any = (): number =>
      random() < 0.9 ? likely[Math.floor(random() * likely.length)]! : Math.floor(random() * 256);
    const decoder = serialDecoder(declared)(null);
    const cut = splitter();
    let position = 0;
    expect(cut.restBytes).toBe(0);
    for (let read = 0; read < 4; read++) {
      const bytes = Buffer.from(Array.from({ length: Math.floor(random() * 60) }, any));
      for (const piece of [...cut.push(bytes), ...(read === 3 ? cut.end() : [])]) {
        const rows = decoder.decode({ bytes: piece.bytes, offset: position }, null);
        const offsets = rows.map(({ offset }) => offset);
        const expected = Array.from({ length: piece.records }, (_, i) => position + i);
        if (String(offsets) !== String(expected)) expect(offsets, `seed ${seed}`).toEqual(expected);
        position += piece.records;
      }
    }
  }
}

describe('each record that a serial source numbers', () => {
  it.each([false, true])('is one row of a decoder of columns (quotes: %s)', (quotes) => {
    const declared = source({ columns: ['weight', 'unit'], quotes });
    expectOneRowForEachRecord(declared, () => new LineSplitter(20), LIKELY);
  });

  it('is one row of a decoder by position', () => {
    const declared = source({ positions: [{ metric: 'weight', from: 1, length: 3 }] });
    expectOneRowForEachRecord(declared, () => new LineSplitter(20), LIKELY);
  });

  it.each(CHECKSUMS)('is one row of a decoder of frames (%s)', (checksum) => {
    const frame = { length: 4, start: '02', checksum, fields: [{ metric: 'weight', at: 1, type: 'uint8' as const }] };
    expectOneRowForEachRecord(source({ frame }), () => new FrameSplitter(frame), [2, 2, 0, 1, 3]);
  });
});
