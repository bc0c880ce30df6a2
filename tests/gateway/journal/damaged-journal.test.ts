import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeRecord } from '../../../gateway/journal/record.ts';
import { contentOf, inTemporaryDirectory, offsetsIn, open, row } from './journal-fixture.ts';

const sizeOf = (offset: number): number => Buffer.concat(encodeRecord(offset, row(offset))).length;
const segmentOf = (count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, i) => encodeRecord(i, row(i))).flat());
const firstSegment = (directory: string): string => join(directory, '0000000000000000.journal');

describe('a damaged journal', () => {
  it('loses only unfinished records when its end is torn off, at whatever byte of the last three', () =>
    inTemporaryDirectory(async (directory) => {
      const whole = segmentOf(5);
      const ends = [0, 1, 2, 3, 4].map((last) => segmentOf(last + 1).length);
      for (let length = ends[1]!; length < whole.length; length++) {
        const torn = join(directory, String(length));
        await (await open(torn)).close();
        await writeFile(firstSegment(torn), whole.subarray(0, length));
        const messages: string[] = [];
        const journal = await open(torn, { log: (message) => messages.push(message) });
        const kept = ends.filter((end) => end <= length).length;
        const cutBytes = length - ends[kept - 1]!;
        expect(journal.recovered).toEqual({ records: kept, cutBytes, damaged: [] });
        expect(messages).toHaveLength(cutBytes > 0 ? 1 : 0);
        await journal.append(row(99));
        expect(await offsetsIn(journal)).toEqual([...[0, 1, 2, 3].slice(0, kept), 99]);
        await journal.close();
      }
    }));

  it('never gives a number twice that a lost record may have had', () =>
    inTemporaryDirectory(async (directory) => {
      const journal = await open(directory);
      for (let i = 0; i < 5; i++) await journal.append(row(i));
      await journal.close();
      await truncate(firstSegment(directory), segmentOf(5).length - 1);
      const reopened = await open(directory);
      expect(await reopened.append(row(9))).toBeGreaterThanOrEqual(5);
      await reopened.close();
    }));

  it('takes a tail of zeros, as a power cut leaves it, for no record', () =>
    inTemporaryDirectory(async (directory) => {
      await (await open(directory)).close();
      await writeFile(firstSegment(directory), Buffer.concat([segmentOf(2), Buffer.alloc(5000)]));
      const journal = await open(directory);
      expect(journal.recovered).toMatchObject({ records: 2, cutBytes: 5000 });
      expect(await offsetsIn(journal)).toEqual([0, 1]);
      await journal.close();
    }));

  it('loses only the record whose byte went bad, whichever byte of it; keeps a copy, and is clean afterwards', () =>
    inTemporaryDirectory(async (directory) => {
      const whole = segmentOf(4);
      const from = sizeOf(0) + sizeOf(1);
      for (let at = from; at < from + sizeOf(2); at++) {
        const place = join(directory, String(at));
        await (await open(place)).close();
        const flipped = Buffer.from(whole);
        flipped[at]! ^= 1 << (at % 8);
        await writeFile(firstSegment(place), flipped);
        const messages: string[] = [];
        const journal = await open(place, { log: (message) => messages.push(message) });
        expect((await contentOf(journal)).map((entry) => entry.sequence)).toEqual([0, 1, 3]);
        expect(journal.recovered.damaged).toMatchObject([{ from, to: from + sizeOf(2) }]);
        expect(messages).toHaveLength(1);
        expect(await readFile(journal.recovered.damaged[0]!.keptAs!)).toEqual(flipped);
        await journal.close();

        const again = await open(place);
        expect(again.recovered).toEqual({ records: 3, cutBytes: 0, damaged: [] });
        await again.close();
      }
    }));

  it('does not mistake bytes of a machine that look like an old record for one', () =>
    inTemporaryDirectory(async (directory) => {
      const copyOfRecord = Buffer.concat(encodeRecord(0, row(0))).toString('latin1');
      const carrier = { ...row(1), bytes: Buffer.from(copyOfRecord, 'latin1') };
      const bytes = Buffer.concat([
        ...encodeRecord(0, row(0)),
        ...encodeRecord(1, carrier),
        ...encodeRecord(2, row(2)),
      ]);
      bytes[sizeOf(0)]! ^= 1;
      await (await open(directory)).close();
      await writeFile(firstSegment(directory), bytes);
      const journal = await open(directory);
      expect(await offsetsIn(journal)).toEqual([0, 2]);
      await journal.close();
    }));

  it('finds its way through damage that is larger than what it reads at once', () =>
    inTemporaryDirectory(async (directory) => {
      await (await open(directory)).close();
      const large = (offset: number) => row(offset, 'x'.repeat(700_000));
      const records = [0, 1, 2, 3].map((offset) => Buffer.concat(encodeRecord(offset, large(offset))));
      records[1]!.fill(0xff);
      records[2]!.writeUInt32BE(15_000_000, 0);
      await writeFile(firstSegment(directory), Buffer.concat(records));
      const journal = await open(directory);
      expect(await offsetsIn(journal)).toEqual([0, 3]);
      expect(journal.recovered.damaged).toMatchObject([
        { from: records[0]!.length, to: records[0]!.length + records[1]!.length + records[2]!.length },
      ]);
      await journal.close();
    }));

  it('starts with a segment of nothing but rubbish, keeps it aside, and ignores files that are not its own', () =>
    inTemporaryDirectory(async (directory) => {
      await (await open(directory)).close();
      await writeFile(firstSegment(directory), 'rubbish'.repeat(1000));
      await writeFile(join(directory, '0000000000000500.journal'), Buffer.concat(encodeRecord(500, row(500))));
      await writeFile(join(directory, 'readme.txt'), 'not a segment');
      const journal = await open(directory);
      expect(await offsetsIn(journal)).toEqual([500]);
      expect(await journal.append(row(501))).toBe(501);
      await journal.close();
      expect((await readdir(directory)).sort()).toEqual([
        '0000000000000000.journal.damaged',
        '0000000000000500.journal',
        '0000000000000501.journal',
        'readme.txt',
      ]);
    }));
});
