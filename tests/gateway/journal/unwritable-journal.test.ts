import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openSegmentFile, type OpenSegmentFile } from '../../../gateway/journal/segment-file.ts';
import { inTemporaryDirectory, offsetsIn, open, row } from './journal-fixture.ts';

type Step = 'open' | 'append' | 'sync';

/** A disk whose n-th operation of a kind fails. */
function failingDisk(step: Step, failing: number): { openFile: OpenSegmentFile; syncsAfterFailure: () => number } {
  const counts = { open: 0, append: 0, sync: 0 };
  const failures = new Set<string>();
  let syncsAfterFailure = 0;
  const fails = (kind: Step, path: string): boolean => {
    if (kind === 'sync' && failures.has(path)) syncsAfterFailure++;
    if (kind !== step || counts[kind]++ !== failing) return false;
    failures.add(path);
    return true;
  };
  const openFile: OpenSegmentFile = async (path) => {
    if (fails('open', path)) throw new Error('ENOSPC: no space left on device');
    const file = await openSegmentFile(path);
    return {
      append: async (buffers) => {
        if (!fails('append', path)) return file.append(buffers);
        await file.append([Buffer.concat(buffers).subarray(0, 20)]);
        throw new Error('ENOSPC: no space left on device');
      },
      sync: async () => {
        if (fails('sync', path)) throw new Error('EIO: i/o error');
        await file.sync();
      },
      close: () => file.close(),
    };
  };
  return { openFile, syncsAfterFailure: () => syncsAfterFailure };
}

describe('a journal on a failing disk', () => {
  for (const step of ['append', 'sync'] as const) {
    for (const failing of [0, 1, 2]) {
      it(`refuses what ${step} ${failing + 1} did not make safe, goes on in a new segment and keeps all that it acknowledged`, () =>
        inTemporaryDirectory(async (directory) => {
          const disk = failingDisk(step, failing);
          const journal = await open(directory, { openFile: disk.openFile });
          const acknowledged: number[] = [];
          for (let i = 0; i < 5; i++) {
            const outcome = await journal.append(row(i)).catch((error: unknown) => error);
            if (i === failing) expect(outcome).toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
            else acknowledged.push(i);
          }
          expect(disk.syncsAfterFailure()).toBe(0);
          expect(await offsetsIn(journal)).toEqual(acknowledged);
          await journal.close();

          const reopened = await open(directory);
          expect(await offsetsIn(reopened)).toEqual(expect.arrayContaining(acknowledged));
          await reopened.close();
        }));
    }
  }

  it('refuses everything that waits behind a failed write, so that no source gets a hole', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await open(directory, { openFile: failingDisk('sync', 0).openFile });
      const first = journal.append(row(0));
      await Promise.resolve();
      await Promise.resolve();
      const behind = journal.append(row(1));
      const outcomes = await Promise.allSettled([first, behind]);
      expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected']);
      await journal.append(row(2));
      expect(await offsetsIn(journal)).toEqual([2]);
      await journal.close();
    }));

  it('cuts the refused part off at once, so that the next start finds no damage', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await open(directory, { openFile: failingDisk('append', 1).openFile });
      for (let i = 0; i < 3; i++) await journal.append(row(i)).catch(() => undefined);
      await journal.close();
      const reopened = await open(directory);
      expect(reopened.recovered).toEqual({ records: 2, cutBytes: 0, damaged: [] });
      await reopened.close();
    }));

  it('does not touch a disk that is said to be full, tells of each failure, and goes on when there is room', () =>
    inTemporaryDirectory(async (directory) => {
      let full = false;
      const failures: unknown[] = [];
      const journal = await open(directory, {
        openFile: failingDisk('append', 1).openFile,
        isFull: () => full,
        failed: (error) => {
          failures.push(error);
          full = true;
        },
      });
      await journal.append(row(0));
      for (let i = 1; i < 5; i++)
        await expect(journal.append(row(i))).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
      expect(failures).toHaveLength(1);
      full = false;
      await journal.append(row(5));
      expect(await offsetsIn(journal)).toEqual([0, 5]);
      await journal.close();
    }));

  it('opens on a full disk, says so, and writes when there is room again', () =>
    inTemporaryDirectory(async (directory) => {
      const messages: string[] = [];
      const log = (message: string): void => void messages.push(message);
      const journal = await open(directory, { openFile: failingDisk('open', 0).openFile, log });
      expect(messages).toEqual([expect.stringContaining('no space left on device')]);
      expect(await journal.append(row(0))).toBe(0);
      await journal.close();
    }));

  it('does not litter a full disk with attempts', () =>
    inTemporaryDirectory(async (directory) => {
      const full: OpenSegmentFile = async (path) => ({
        ...(await openSegmentFile(path)),
        append: () => Promise.reject(new Error('ENOSPC: no space left on device')),
      });
      const journal = await open(directory, { openFile: full });
      for (let i = 0; i < 20; i++) {
        await expect(journal.append(row(i))).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
      }
      await journal.close();
      expect(await readdir(directory)).toEqual([]);
    }));
});
