import { describe, expect, it } from 'vitest';
import { packedMetrics, rowsOfMetrics } from '../../../gateway/pipeline/chunk-codec.ts';
import { openedAt } from '../../../gateway/pipeline/open-file.ts';
import { openAgain, restedAs, rests } from '../../../gateway/pipeline/rested-files.ts';

const METRICS = [
  { id: 'temperature', resolution: 0.1 },
  { id: 'pressure', resolution: 0.25 },
];
const PARTS = {
  metrics: METRICS.map(({ id }) => id),
  resolutions: METRICS.map(({ resolution }) => resolution),
  pack: (rows: Parameters<typeof packedMetrics>[0]) => packedMetrics(rows, 2),
};

describe('a file that rests', () => {
  it('does so when others have moved on a good deal, and is not put into the store again within a minute', () => {
    expect(rests({ lastSequence: 100, restedAt: null }, 110, 0)).toBe(false);
    expect(rests({ lastSequence: 100, restedAt: null }, 111, 0)).toBe(true);
    expect(rests({ lastSequence: 100, restedAt: 0 }, 200, 59_999)).toBe(false);
    expect(rests({ lastSequence: 100, restedAt: 0 }, 200, 60_000)).toBe(true);
    expect(rests({ lastSequence: null, restedAt: 0 }, 200, 60_000)).toBe(false);
  });

  it('is open again as it was, and the journal is not needed for it', () => {
    const block = { sourceId: 'l/oven', file: 'oven.csv', fileKey: 'k', generation: 2, offset: 0, receivedAt: 5 };
    const file = openedAt<{ at: number; offset: number; values: readonly (number | null)[] }>(block, 7, undefined);
    file.chunk.add({ at: 1_000, offset: 0, values: [181, null] }, 20);
    file.chunk.add({ at: 2_000, offset: 20, values: [null, 9] }, 40);
    file.chunk.reject({ file: 'oven.csv', offset: 40, text: '#', reason: 'no row' }, 42);
    Object.assign(file, { tail: Buffer.from('tail'), lastAt: 2_000, opening: { encoding: 'utf-8', header: 'a' } });
    const again = openAgain(JSON.parse(JSON.stringify(restedAs(file, PARTS))), (packs) =>
      rowsOfMetrics(packs, METRICS),
    );
    expect(again).toEqual({ ...file, chunk: expect.anything(), lastSequence: null, restedAt: null });
    expect({ ...again.chunk }).toEqual({ ...file.chunk, sequence: 0 });
  });
});
