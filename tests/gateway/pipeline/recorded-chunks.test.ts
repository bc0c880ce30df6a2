import { inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclesOf } from '../../../gateway/pipeline/chunk-codec.ts';
import { blocksOf, EIGHT, file, LATER, RecordedLine, row, running } from './recorded-line.ts';
import { randomFiles } from './random-files.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe('rows in chunks', () => {
  it('cover each file from its start without gap or overlap, up to the open tail', async () => {
    await fc.assert(
      fc.asyncProperty(randomFiles({ emptyLines: true }), async (files) => {
        const line = await RecordedLine.start();
        await line.import(...files);
        const chunks = await line.chunks();
        for (const { name, bytes } of files) {
          let position = 0;
          for (const chunk of chunks.filter(({ fileKey }) => fileKey === name)) {
            expect(chunk.fromPos).toBe(position);
            expect(chunk.toPos).toBeGreaterThan(chunk.fromPos);
            position = chunk.toPos;
            expect(Buffer.from(chunk.tail, 'base64')).toEqual(bytes.subarray(Math.max(0, position - 64), position));
            for (const cycle of cyclesOf(chunk))
              expect(bytes.subarray(cycle.offset).toString()).toMatch(new RegExp(`^7,${cycle.lot},${cycle.serial},`));
          }
          if (name !== files.at(-1)!.name) expect(position).toBe(bytes.length);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('close when the 10-minute window changes, after 6,000 rows and after a gap of more than a minute', async () => {
    const line = await RecordedLine.start();
    const first = [
      EIGHT + 9.9 * MINUTE_MS,
      EIGHT + 10 * MINUTE_MS,
      EIGHT + 11 * MINUTE_MS,
      EIGHT + 12 * MINUTE_MS + 1,
      EIGHT + 9.99 * MINUTE_MS,
      EIGHT + 10 * MINUTE_MS,
    ]
      .map((at) => row(at))
      .join('');
    const many = Array.from({ length: 6_001 }, (_, i) => row(EIGHT + 20 * MINUTE_MS + i * 10)).join('');
    await line.import(file('PR1.txt', first + many + row(EIGHT + 40 * MINUTE_MS)));
    expect((await line.chunks()).map(({ rows }) => rows)).toEqual([1, 2, 1, 1, 1, 6_000, 1]);
  });

  it('keep rows that cannot be read, with file, offset, text and reason', async () => {
    const line = await RecordedLine.start();
    const text = `${row(EIGHT)}7,A,1\n${row(EIGHT + 900)}${'é'.repeat(300)}\n${row(EIGHT + 2 * MINUTE_MS)}`;
    const taken = await line.take(blocksOf(file('PR1.txt', text))[0]!);
    await line.settle();
    expect(taken.rows).toBe(5);
    const [chunk] = await line.chunks();
    expect(chunk).toMatchObject({ rows: 2, file: 'PR1.txt' });
    expect(chunk!.rejected).toEqual([
      { file: 'PR1.txt', offset: row(EIGHT).length, text: '7,A,1', reason: 'expected 5 fields, got 3' },
      { file: 'PR1.txt', offset: row(EIGHT).length * 2 + 6, text: 'é'.repeat(200), reason: 'expected 5 fields, got 1' },
    ]);
    expect(taken.rejected).toEqual(chunk!.rejected);
    expect(line.recorder.rejected.latest().map((entry) => entry.row)).toEqual([...chunk!.rejected].reverse());
    expect((await line.hours())[0]!.rowsRead).toBe(5);
  });

  it('are small: deflated columns', async () => {
    const line = await RecordedLine.start();
    await line.import(file('PR1.txt', running(EIGHT, EIGHT + 11 * MINUTE_MS)));
    const [chunk] = await line.chunks();
    expect(inflateRawSync(Buffer.from(chunk!.packed, 'base64')).length).toBeGreaterThan(chunk!.rows);
    expect(chunk!.packed.length).toBeLessThan(chunk!.rows * 8);
  });
});

describe('the same bytes', () => {
  const anySplit = (options: Parameters<typeof randomFiles>[0]) =>
    fc.tuple(randomFiles(options), fc.array(fc.nat(40), { maxLength: 8 }));
  const splitDoesNotMatter = async (options: Parameters<typeof randomFiles>[0], runs: number) =>
    fc.assert(
      fc.asyncProperty(anySplit(options), async ([files, cuts]) => {
        const whole = await RecordedLine.start();
        await whole.import(...files);
        const split = await RecordedLine.start();
        for (const one of files) {
          for (const block of blocksOf(one, cuts)) {
            await split.take(block);
            await split.recorder.advance(null);
          }
        }
        await split.settle();
        expect(await split.outcome()).toEqual(await whole.outcome());
      }),
      { numRuns: runs },
    );

  it('give the same chunks and hours, however they are split into blocks', () => splitDoesNotMatter({}, 100));

  it('give the same chunks and hours with empty lines among the rows, too', () =>
    splitDoesNotMatter({ emptyLines: true }, 100));

  it('taken twice change nothing', async () => {
    await fc.assert(
      fc.asyncProperty(randomFiles(), fc.array(fc.nat(30), { maxLength: 5 }), async (files, cuts) => {
        const once = await RecordedLine.start();
        await once.import(...files);
        const twice = await RecordedLine.start();
        for (const one of files) {
          for (const block of [...blocksOf(one), ...blocksOf(one, cuts)]) await twice.take(block);
        }
        await twice.settle();
        expect(await twice.outcome()).toEqual(await once.outcome());
        expect(twice.writer.faults).toBe(0);
      }),
      { numRuns: 50 },
    );
  });

  it('are all needed: a block beyond a hole is not taken, and leaves no trace', async () => {
    const line = await RecordedLine.start();
    const [, second] = blocksOf(file('PR1.txt', row(EIGHT) + row(EIGHT + 900)), [1]);
    expect(await line.take(second!)).toEqual({ rows: 0, rejected: [] });
    expect(line.recorder.known('PR1.txt')).toBeNull();
  });
});

describe('the files of a window', () => {
  it('are given whole, in order, with the rows that are in no chunk yet', async () => {
    const files = [
      file('PR1.txt', running(EIGHT, EIGHT + 15 * MINUTE_MS)),
      file('PR2.txt', `${running(EIGHT + HOUR_MS, EIGHT + 1.2 * HOUR_MS)}bad\n`),
    ];
    const line = await RecordedLine.start();
    await line.import(files[1]!);
    await line.import(files[0]!);
    const read = await line.recorder.files(EIGHT + 10 * MINUTE_MS, EIGHT + 1.1 * HOUR_MS);
    expect(read.files.map(({ cycles }) => cycles.length)).toEqual([1_000, 800]);
    expect(read.rejected).toBe(1);
    expect((await line.recorder.files(EIGHT + 2 * HOUR_MS, LATER)).files).toEqual([]);
  });

  it('come in order of position also when the clock steps back over the end of a month', async () => {
    const midnight = Date.UTC(2022, 10, 1);
    const times = [midnight - 2_000, midnight + 500, midnight - 500, midnight + 400];
    const line = await RecordedLine.start();
    await line.import(file('PR1.txt', times.map((at) => row(at)).join('')), file('PR2.txt', row(midnight + MINUTE_MS)));
    const { files } = await line.recorder.files(midnight - HOUR_MS, midnight + HOUR_MS);
    expect(files[0]!.cycles.map(({ at }) => at)).toEqual(times);
  });
});
