import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Journal } from '../../../gateway/journal/journal.ts';
import { contentOf, inTemporaryDirectory, NOTHING_KEPT, offsetsIn, open, row } from './journal-fixture.ts';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 5, 1);

/** One segment per day, ten records in each. */
async function tenDays(directory: string): Promise<Journal> {
  const journal = await open(directory, { segmentBytes: 1000 });
  for (let day = 0; day < 10; day++) {
    const records = Array.from({ length: 10 }, (_, i) => ({
      ...row(day * 10 + i),
      receivedAt: START + day * DAY_MS + i,
    }));
    await Promise.all(records.map((record) => journal.append(record)));
  }
  expect(journal.segments).toBe(10);
  return journal;
}

describe('what a journal keeps', () => {
  it('lets go of what is older than asked, a segment at a time', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await tenDays(directory);
      expect(journal.oldestAt).toBe(START);
      await journal.retain({ neededFrom: 1000, keepMs: 4 * DAY_MS, keepBytes: Infinity, now: START + 9.5 * DAY_MS });
      expect((await offsetsIn(journal))[0]).toBe(60);
      expect(journal.oldestAt).toBe(START + 6 * DAY_MS);
      await journal.close();
    }));

  it('lets go of the oldest when there is more than asked', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await tenDays(directory);
      const keepBytes = 0.55 * journal.bytes;
      await journal.retain({ neededFrom: 1000, keepMs: Infinity, keepBytes, now: START });
      expect(journal.bytes).toBeLessThanOrEqual(keepBytes);
      expect((await offsetsIn(journal))[0]).toBe(50);
      await journal.close();
    }));

  it('never lets go of what is needed, however old and much it is', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await tenDays(directory);
      await journal.retain({ ...NOTHING_KEPT, neededFrom: 35 });
      expect((await contentOf(journal))[0]!.sequence).toBe(30);
      await journal.retain({ ...NOTHING_KEPT, neededFrom: 0 });
      expect((await contentOf(journal))[0]!.sequence).toBe(30);
      await journal.close();
    }));

  it('knows the age of everything after a restart, also where the clock stepped back', () =>
    inTemporaryDirectory(async (directory) => {
      const before = await open(directory, { segmentBytes: 1000 });
      await before.append({ ...row(0), receivedAt: START });
      await before.append({ ...row(1), receivedAt: 0 });
      await before.close();
      const journal = await open(directory);
      await journal.append(row(2));
      await journal.retain({ neededFrom: 2, keepMs: DAY_MS, keepBytes: Infinity, now: START + DAY_MS });
      expect(await offsetsIn(journal)).toEqual([0, 1, 2]);
      await journal.retain({ neededFrom: 2, keepMs: DAY_MS, keepBytes: Infinity, now: START + DAY_MS + 1 });
      expect(await offsetsIn(journal)).toEqual([2]);
      await journal.close();
    }));

  it('ends a reading quietly whose segments go meanwhile, and goes on with the others', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await tenDays(directory);
      const seen: number[] = [];
      for await (const { sequence } of journal.read(0)) {
        if (sequence === 0) await journal.retain({ ...NOTHING_KEPT, neededFrom: 75 });
        seen.push(sequence);
      }
      expect(seen.slice(0, 10)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(seen[10]).toBe(70);
      expect(seen.at(-1)).toBe(99);
      expect((await readdir(directory)).length).toBe(3);
      await journal.close();
    }));
});

describe('the raw bytes of a row', () => {
  const file = { sourceId: 'line8/vision', fileKey: '0f1e2d3c4b5a6978', generation: 0 };

  it('are found by file and byte, of the right generation, newest first', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await open(directory, { segmentBytes: 500 });
      let offset = 0;
      for (let i = 0; i < 40; i++) {
        await journal.append({ ...row(offset, `${i},`.repeat(20)), generation: i % 2 });
        offset += 30;
      }
      const found = await journal.find({ ...file, offset: 300 });
      expect(found).toMatchObject({ sequence: 10, record: { offset: 300, generation: 0 } });
      expect(found!.record.bytes.toString()).toBe('10,'.repeat(20));
      expect(await journal.find({ ...file, offset: 330 })).toMatchObject({ sequence: 10 });
      expect(await journal.find({ ...file, generation: 1, offset: 330 })).toMatchObject({ sequence: 11 });
      expect(await journal.find({ ...file, offset: 100_000 })).toBeNull();
      expect(await journal.find({ ...file, fileKey: 'other', offset: 300 })).toBeNull();
      await journal.close();
    }));

  it('of a port are those of the line with that number, whatever the clock said', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await open(directory, { segmentBytes: 500 });
      for (let line = 0; line < 30; line++) {
        await journal.append({ ...row(line, '21.5;3\n'), receivedAt: line < 15 ? START : 0 });
      }
      for (const before of [undefined, 1, START + 1]) {
        const asked = { ...file, offset: 7, ...(before !== undefined && { before }) };
        expect(await journal.find(asked)).toMatchObject({ sequence: 7, record: { offset: 7 } });
      }
      await journal.close();
    }));
});
