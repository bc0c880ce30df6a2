import { beforeEach, describe, expect, it } from 'vitest';
import type { ChunkLog } from '../../../gateway/pipeline/chunk-log.ts';
import { openedAt } from '../../../gateway/pipeline/open-file.ts';
import { WarmEngine } from '../../../gateway/pipeline/warm-engine.ts';
import { HOUR_MS } from '../../../shared/documents/document.ts';
import type { Cycle } from '../../../shared/production/cycle.ts';
import { EIGHT, LINE } from './recorded-line.ts';

let warm: WarmEngine;
beforeEach(() => (warm = new WarmEngine({ line: LINE, zone: 'UTC', configVersion: 'v1' })));

const cycle = (at: number): Cycle => ({ at, offset: at, present: true, serial: String(at), lot: 'A', item: '7' });
const open = (fileKey: string) =>
  openedAt<Cycle>(
    { sourceId: 'line8/vision', file: fileKey, fileKey, generation: 0, offset: 0, receivedAt: 0 },
    0,
    undefined,
  );
/** Takes rows as a recorder does. Answers whether the file began with one of them. */
function take(file: ReturnType<typeof open>, ...times: number[]): boolean {
  const began = times.map((at) => {
    const begins = warm.row(file, cycle(at));
    file.chunk.add(cycle(at), at);
    file.lastAt = at;
    return begins;
  });
  return began.some((begins) => begins);
}

/** One open file in the log; `meanwhile` happens while its chunks are read. */
const logOf = (times: readonly number[], meanwhile = () => {}) =>
  ({
    filesBetween: () => [{ id: 'k.0', firstAt: times[0], lastAt: times.at(-1) }],
    stored: {
      async *chunks() {
        meanwhile();
      },
    },
    openRows: () => ({ rows: times.map(cycle), rejected: [] }),
  }) as unknown as ChunkLog<Cycle>;

describe('the engine of a line at its newest row', () => {
  it('goes on with the file that begins after all rows before', () => {
    const [first, second] = [open('a'), open('b')];
    expect(take(first, EIGHT)).toBe(true);
    expect(take(first, EIGHT + 900)).toBe(false);
    expect(take(second, EIGHT + 1_800)).toBe(true);
    expect(warm.engine.lastAt).toBe(EIGHT + 1_800);
    expect(warm.lateFrom).toBeNull();
  });

  it('does not take rows of an older file: the hours from there are to be computed anew', () => {
    take(open('b'), EIGHT + 5 * HOUR_MS);
    const older = open('a');
    expect(take(older, EIGHT + 2 * HOUR_MS, EIGHT + HOUR_MS + 1)).toBe(false);
    expect(warm.engine.lastAt).toBe(EIGHT + 5 * HOUR_MS);
    expect(warm.lateFrom).toBe(EIGHT + HOUR_MS);
  });

  it('counts rows that could not be read before the first one of a file', () => {
    const file = open('a');
    file.chunk.reject({ file: 'a', offset: 0, text: '#', reason: 'no row' }, 1);
    warm.refused(file);
    take(file, EIGHT);
    expect(warm.engine.body(EIGHT, null)!.rowsRead).toBe(2);
  });

  it('knows what it was told of its source while it was computed anew', async () => {
    const log = logOf([EIGHT, EIGHT + 900], () => {
      warm.outage(EIGHT + 60_000, EIGHT + 120_000);
      warm.outageSince = EIGHT + 180_000;
    });
    await warm.rebuild(log, null, () => {});
    const { unknownMs, downMs } = warm.engine.body(EIGHT, EIGHT + 240_000)!;
    expect(unknownMs.slice(0, 4)).toEqual([0, 60_000, 0, 60_000]);
    expect(downMs.slice(0, 4)).toEqual([0, 0, 0, 0]);
  });
});
