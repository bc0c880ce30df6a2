import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tailHash } from '../../../gateway/sources/fingerprint.ts';
import { blocksOf, EIGHT, file, RecordedLine, row, running } from './recorded-line.ts';
import { randomFiles } from './random-files.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe('a gateway that is killed', () => {
  const acts = fc.array(fc.constantFrom('', '', '', 'advance', 'save', 'drained', 'kill', 'kill'), {
    minLength: 60,
    maxLength: 60,
  });

  it('at any point comes to the same chunks and hours as one that was not', async () => {
    await fc.assert(
      fc.asyncProperty(randomFiles(), fc.array(fc.nat(30), { maxLength: 10 }), acts, async (files, cuts, after) => {
        const undisturbed = await RecordedLine.start();
        await undisturbed.import(...files);
        const line = await RecordedLine.start();
        for (const [i, block] of files.flatMap((one) => blocksOf(one, cuts)).entries()) {
          await line.take(block);
          const act = after[i % after.length];
          if (act === 'advance') await line.recorder.advance(null);
          if (act === 'save') await line.recorder.save();
          if (act === 'drained') await line.writer.drained();
          if (act === 'kill') await line.restart();
        }
        await line.settle();
        expect(await line.outcome()).toEqual(await undisturbed.outcome());
        expect(line.writer.faults).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('while the line was watched comes to the same hours, too', async () => {
    await fc.assert(
      fc.asyncProperty(
        randomFiles({ files: 1 }),
        fc.array(fc.nat(30), { maxLength: 10 }),
        acts,
        async (files, cuts, after) => {
          const undisturbed = await RecordedLine.start();
          await undisturbed.import(...files);
          const line = await RecordedLine.start();
          for (const [i, block] of files.flatMap((one) => blocksOf(one, cuts)).entries()) {
            await line.take(block);
            if (after[i % after.length] === 'kill') await line.restart();
            else if (after[i % after.length] === 'save') await line.settle(line.recorder.engine.lastAt! + 2_000);
            else await line.recorder.advance(line.recorder.engine.lastAt! + 500);
          }
          await line.settle();
          expect(await line.outcome()).toEqual(await undisturbed.outcome());
        },
      ),
      { numRuns: 80 },
    );
  });

  it('after a week of rest still knows that the time before the first cycle is unknown', async () => {
    const before = file('PR1.txt', running(EIGHT, EIGHT + MINUTE_MS));
    const start = EIGHT + 10 * 24 * HOUR_MS + 20 * MINUTE_MS;
    const after = file('PR2.txt', running(start, start + 60 * MINUTE_MS));
    const undisturbed = await RecordedLine.start();
    await undisturbed.import(before, after);
    const line = await RecordedLine.start();
    await line.import(before);
    const [first, second] = blocksOf(after, [100]);
    await line.take(first!);
    await line.recorder.advance(null);
    await line.recorder.save();
    await line.restart();
    await line.take(second!);
    await line.settle();
    expect(await line.hours()).toEqual(await undisturbed.hours());
  });

  it('and started with another configuration does not contradict the chunks that it had written', async () => {
    const line = await RecordedLine.start();
    const [first, second] = blocksOf(file('PR1.txt', row(EIGHT) + row(EIGHT + 2 * MINUTE_MS)), [1]);
    await line.take(first!);
    await line.recorder.save();
    await line.take(second!);
    await line.writer.drained();
    line.configVersion = 'v2';
    await line.restart();
    await line.settle();
    expect({ faults: line.writer.faults, log: line.log }).toEqual({ faults: 0, log: [] });
  });
});

describe('a gateway that lost its local databases and its journal', () => {
  it('knows from the chunks where to read on, and no row is missing or there twice', async () => {
    await fc.assert(
      fc.asyncProperty(randomFiles(), async (files) => {
        const undisturbed = await RecordedLine.start();
        await undisturbed.import(...files);
        const line = await RecordedLine.start();
        for (const block of files.flatMap((one) => blocksOf(one))) await line.take(block);
        await line.settle();
        await line.dropLocal();
        line.journal.length = 0;
        await line.restart();
        for (const one of files) {
          const offset = line.recorder.known(one.name)?.offset ?? 0;
          const known = line.recorder.known(one.name);
          if (known) expect(known.tail).toBe(tailHash(one.bytes.subarray(0, offset)));
          if (one !== files.at(-1)) expect(offset).toBe(one.bytes.length);
          const [block] = blocksOf({ name: one.name, bytes: one.bytes.subarray(offset) });
          if (block) await line.take({ ...block, offset });
        }
        await line.settle();
        expect(await line.outcome()).toEqual(await undisturbed.outcome());
      }),
      { numRuns: 60 },
    );
  });
});
