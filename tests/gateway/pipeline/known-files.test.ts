import { describe, expect, it } from 'vitest';
import type { CataloguedFile } from '../../../gateway/pipeline/catalogued-file.ts';
import { filesBetween, filesRead, knownPosition } from '../../../gateway/pipeline/known-files.ts';
import { openedAt } from '../../../gateway/pipeline/open-file.ts';
import { tailHash } from '../../../gateway/sources/fingerprint.ts';

const block = (fileKey: string, generation = 0) => ({
  ...{ sourceId: 'line8/vision', file: `${fileKey}.txt`, fileKey, generation, offset: 0, receivedAt: 0 },
});
const stored = (fileKey: string, generation: number, toPos: number, firstAt: number | null): CataloguedFile => ({
  ...{ id: `${fileKey}.${generation}`, file: `${fileKey}.txt`, fileKey, generation, toPos, chunkedTo: toPos, rows: 2 },
  ...{ firstAt, lastAt: firstAt, endsAt: firstAt, tail: Buffer.from('end').toString('base64') },
});
/** Of a file that has `at` in an open row. */
function open(fileKey: string, generation: number, at: number, before?: CataloguedFile) {
  const file = openedAt<{ at: number; offset: number }>(block(fileKey, generation), 0, before);
  file.chunk.add({ at, offset: file.chunk.toPos }, file.chunk.toPos + 10);
  return file;
}

describe('the files that are known of a source', () => {
  it('go on behind what is open of the latest generation', () => {
    const kept = [stored('a', 0, 100, 1), stored('a', 1, 50, 5)];
    const opened = [open('a', 1, 9, kept[1])];
    const at = (generation?: number) => knownPosition(kept, opened, { fileKey: 'a', generation });
    expect(at()).toEqual({ generation: 1, offset: 60, tail: tailHash(Buffer.from('end')) });
    expect(at(0)).toMatchObject({ generation: 0, offset: 100 });
    expect(at(2)).toBeNull();
    expect(knownPosition(kept, opened, { fileKey: 'b', generation: undefined })).toBeNull();
  });

  it('have read the rows of their chunks and the open ones', () => {
    const kept = [stored('a', 0, 100, 1)];
    expect(filesRead(kept, [open('a', 0, 9, kept[0]), open('b', 0, 9)])).toEqual([
      { id: 'a.0', file: 'a.txt', position: 110, rows: 3 },
      { id: 'b.0', file: 'b.txt', position: 10, rows: 1 },
    ]);
  });

  it('are in order of their first row, those without any left out', () => {
    const kept = [stored('late', 0, 9, 7), stored('header', 0, 9, null), stored('early', 0, 9, 1)];
    const opened = [open('new', 0, 9), open('early', 0, 8, kept[2])];
    const found = (from: number, to: number) => filesBetween(kept, opened, { from, to }).map(({ id }) => id);
    expect(found(-Infinity, Infinity)).toEqual(['early.0', 'late.0', 'new.0']);
    expect(found(8, 9)).toEqual(['early.0']);
  });
});
