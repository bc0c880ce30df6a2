import { readdir } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSegmentFile, type OpenSegmentFile } from '../../../gateway/journal/segment-file.ts';
import { contentOf, inTemporaryDirectory, NOTHING_KEPT, offsetsIn, open, row } from './journal-fixture.ts';

const anyRecord = fc.record({
  sourceId: fc.string({ unit: 'grapheme', maxLength: 40 }),
  file: fc.string({ unit: 'grapheme', maxLength: 40 }),
  fileKey: fc.string({ maxLength: 20 }),
  generation: fc.nat(2 ** 31 - 1),
  offset: fc.nat(2 ** 48 - 1),
  bytes: fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes)),
  receivedAt: fc.integer({ min: -1, max: 4_000_000_000_000 }),
});

/** A real disk that counts its syncs. */
function countingDisk(): { syncs: number; openFile: OpenSegmentFile } {
  const disk = {
    syncs: 0,
    openFile: async (path: string) => {
      const file = await openSegmentFile(path);
      return { ...file, sync: () => (disk.syncs++, file.sync()) };
    },
  };
  return disk;
}

describe('the journal', () => {
  it('gives back exactly what was appended, in order, also after it was opened anew several times', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(anyRecord, { maxLength: 12 }), { maxLength: 4 }), (runs) =>
        inTemporaryDirectory(async (directory) => {
          for (const records of runs) {
            const journal = await open(directory, { segmentBytes: 4000 });
            await Promise.all(records.map((record) => journal.append(record)));
            await journal.close();
          }
          const reopened = await open(directory);
          expect((await contentOf(reopened)).map((entry) => entry.record)).toEqual(runs.flat());
          expect(reopened.recovered).toEqual({ records: runs.flat().length, cutBytes: 0, damaged: [] });
          await reopened.close();
        }),
      ),
      { numRuns: 40 },
    );
  });

  it('numbers records without gap over restarts and replays from any number', () =>
    inTemporaryDirectory(async (directory) => {
      for (const run of [0, 1, 2]) {
        const journal = await open(directory);
        expect(journal.nextSequence).toBe(run * 10);
        for (let i = 0; i < 10; i++) expect(await journal.append(row(run * 10 + i))).toBe(run * 10 + i);
        await journal.close();
      }
      const journal = await open(directory);
      const replayed = await contentOf(journal, 17);
      expect(replayed.map((entry) => entry.sequence)).toEqual([17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]);
      expect(replayed[0]!.record).toEqual(row(17));
      await journal.close();
    }));

  it('replays what is safe while it goes on being written', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await open(directory);
      await journal.append(row(0));
      const late = journal.append(row(1));
      expect((await offsetsIn(journal))[0]).toBe(0);
      await late;
      expect(await offsetsIn(journal)).toEqual([0, 1]);
      await journal.close();
    }));

  it('lets appends that arrive together share one disk sync', () =>
    inTemporaryDirectory(async (directory) => {
      const disk = countingDisk();
      const journal = await open(directory, { openFile: disk.openFile });
      await Promise.all(Array.from({ length: 5000 }, (_, i) => journal.append(row(i))));
      expect(disk.syncs).toBeLessThanOrEqual(3);
      expect(await offsetsIn(journal)).toEqual(Array.from({ length: 5000 }, (_, i) => i));
      await journal.close();
    }));

  it('does not resolve an append before the disk has said that it is safe', () =>
    inTemporaryDirectory(async (directory) => {
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      let syncing = (): void => undefined;
      const reachedSync = new Promise<void>((resolve) => (syncing = resolve));
      const journal = await open(directory, {
        openFile: async (path) => {
          const file = await openSegmentFile(path);
          return { ...file, sync: () => (syncing(), released) };
        },
      });
      let acknowledged = false;
      const appended = journal.append(row(0)).then(() => (acknowledged = true));
      await reachedSync;
      expect(acknowledged).toBe(false);
      expect(await offsetsIn(journal)).toEqual([]);
      release();
      await appended;
      expect(await offsetsIn(journal)).toEqual([0]);
      await journal.close();
    }));

  it('begins a new segment when one is full and gives up whole old ones, never the newest', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await open(directory, { segmentBytes: 1000 });
      for (let i = 0; i < 30; i++) await journal.append(row(i));
      const segments = (await readdir(directory)).sort();
      expect(segments.length).toBeGreaterThan(3);
      expect(segments[0]).toBe('0000000000000000.journal');

      await journal.retain({ ...NOTHING_KEPT, neededFrom: 12 });
      const [first] = await offsetsIn(journal);
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThanOrEqual(12);

      await journal.retain({ ...NOTHING_KEPT, neededFrom: 1_000_000 });
      await journal.close();
      expect(await readdir(directory)).toEqual([segments.at(-1)]);
      const reopened = await open(directory);
      expect(reopened.nextSequence).toBe(30);
      await reopened.close();
    }));

  it('remembers its numbers when everything was trimmed and nothing was written for two starts', () =>
    inTemporaryDirectory(async (directory) => {
      const first = await open(directory);
      for (let i = 0; i < 5; i++) await first.append(row(i));
      await first.close();
      for (let start = 0; start < 3; start++) {
        const journal = await open(directory);
        await journal.retain({ ...NOTHING_KEPT, neededFrom: 5 });
        await journal.close();
      }
      expect(await readdir(directory)).toEqual(['0000000000000005.journal']);
      const journal = await open(directory);
      expect(await journal.append(row(5))).toBe(5);
      await journal.close();
    }));

  it('says so when it is appended to after closing', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await open(directory);
      await journal.close();
      await expect(journal.append(row(0))).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
    }));
});
