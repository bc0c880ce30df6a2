import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { samplesOf } from '../../../gateway/pipeline/chunk-codec.ts';
import type { Block } from '../../../gateway/sources/source.ts';
import { blocksOf, EIGHT, file, type File } from './recorded-line.ts';
import { LABVIEW, LABVIEW_HEADER, RecordedSamples } from './recorded-samples.ts';

const METRICS = ['temperature', 'pressure', 'door'];
const time = (at: number) => new Date(at).toISOString().slice(0, 23).replace('T', ' ');
const row = (at: number, cells: readonly (string | number)[]) => `${time(at)}\t${cells.join('\t')}\n`;
const blocks = (one: File, cuts: readonly number[] = []): Block[] =>
  blocksOf(one, cuts).map((block) => ({ ...block, sourceId: 'line8/oven' }));

const cell = fc.oneof(
  { arbitrary: fc.constant(''), weight: 4 },
  { arbitrary: fc.integer({ min: -50, max: 50 }).map(String), weight: 3 },
);
const line = fc.record({
  gap: fc.oneof(
    { arbitrary: fc.integer({ min: 0, max: 5_000 }), weight: 8 },
    { arbitrary: fc.integer({ min: 60_000, max: 4_000_000 }), weight: 2 },
    { arbitrary: fc.integer({ min: -4_000, max: -1 }), weight: 1 },
  ),
  cells: fc.tuple(cell, cell, cell),
  before: fc.constantFrom('', '', '', '', 'not a row\n', '\n', `${time(EIGHT)}\tx\t1\t1\n`),
});
/** LabVIEW files that follow each other in time. */
const files = fc.array(fc.array(line, { minLength: 0, maxLength: 30 }), { minLength: 1, maxLength: 3 }).map((all) => {
  let at = EIGHT + 1_234;
  return all.map((lines, i) => {
    at += i % 2 === 0 ? 30_000 : 4_000_000;
    const text = lines.map(({ gap, cells, before }) => before + row((at += gap), cells)).join('');
    return file(`oven${i}.lvm`, LABVIEW_HEADER + text);
  });
});
const acts = fc.array(fc.constantFrom('', '', '', 'save', 'save', 'drained', 'kill', 'kill'), {
  minLength: 60,
  maxLength: 60,
});

describe('a gateway that is killed while it reads sparse readings', () => {
  it('at any point comes to the same chunks as one that was not, each reading exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.array(fc.nat(34), { maxLength: 12 }), acts, async (all, cuts, after) => {
        const undisturbed = await RecordedSamples.start(LABVIEW);
        for (const block of all.flatMap((one) => blocks(one, cuts))) await undisturbed.take(block);
        await undisturbed.recorder.close();
        const samples = await RecordedSamples.start(LABVIEW);
        for (const [i, block] of all.flatMap((one) => blocks(one, cuts)).entries()) {
          await samples.take(block);
          const act = after[i % after.length];
          if (act === 'save') await samples.recorder.save();
          if (act === 'drained') await samples.writer.drained();
          if (act === 'kill') await samples.restart();
        }
        await samples.recorder.close();
        for (const id of METRICS) expect(await samples.readings(id)).toEqual(await undisturbed.readings(id));
        expect(await samples.rejected()).toEqual(await undisturbed.rejected());
        expect(await samples.chunks()).toEqual(await undisturbed.chunks());
        expect(samples.writer.faults).toBe(0);
      }),
      { numRuns: 150 },
    );
  });

  it('has each reading once when files are written in turns, rest, and positions are lost', async () => {
    const turns = fc.array(fc.nat(2), { minLength: 1, maxLength: 40 });
    const rests = fc.array(fc.constantFrom('', '', 'save', 'rest', 'kill', 'forget'), { minLength: 30, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        files,
        fc.array(fc.nat(34), { maxLength: 12 }),
        turns,
        rests,
        async (all, cuts, order, after) => {
          const waiting = all.map((one) => blocks(one, cuts));
          const inTurns: Block[] = [];
          for (let i = 0; waiting.some(({ length }) => length > 0); i++) {
            const next = waiting[order[i % order.length]! % waiting.length]!;
            const block = (next.length > 0 ? next : waiting.find(({ length }) => length > 0)!).shift();
            inTurns.push(block!);
          }
          const undisturbed = await RecordedSamples.start(LABVIEW);
          for (const block of inTurns) await undisturbed.take(block);
          await undisturbed.recorder.close();
          const samples = await RecordedSamples.start(LABVIEW);
          for (const [i, block] of inTurns.entries()) {
            await samples.take(block);
            const act = after[i % after.length];
            if (act === 'save') await samples.recorder.save();
            // Others have written a good deal since.
            if (act === 'rest') {
              samples.skip(20);
              await samples.recorder.save(() => samples.journal.length);
            }
            if (act === 'forget') await samples.dropLocal();
            if (act === 'forget' || act === 'kill') await samples.restart();
          }
          await samples.recorder.close();
          for (const id of METRICS) expect(await samples.readings(id)).toEqual(await undisturbed.readings(id));
          expect(await samples.rejected()).toHaveLength((await undisturbed.rejected()).length);
          if (!after.includes('forget')) expect(await samples.chunks()).toEqual(await undisturbed.chunks());
          expect(samples.writer.faults).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('has read as many rows as it stored or rejected', async () => {
    await fc.assert(
      fc.asyncProperty(files, fc.array(fc.nat(34), { maxLength: 8 }), async (all, cuts) => {
        const samples = await RecordedSamples.start(LABVIEW);
        let rows = 0;
        let rejected = 0;
        for (const block of all.flatMap((one) => blocks(one, cuts))) {
          const taken = await samples.take(block);
          rows += taken.rows;
          rejected += taken.rejected.length;
        }
        await samples.recorder.close();
        const places = new Set<string>();
        for (const chunk of await samples.chunks())
          for (const { offset } of samplesOf(chunk)) places.add(`${chunk.fileKey}:${offset}`);
        expect(places.size + (await samples.rejected()).length).toBe(rows);
        expect((await samples.rejected()).length).toBe(rejected);
      }),
      { numRuns: 60 },
    );
  });

  it('does not read finished files again after a start, whatever of them was empty', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (all) => {
        const samples = await RecordedSamples.start(LABVIEW);
        for (const block of all.flatMap((one) => blocks(one))) await samples.take(block);
        await samples.recorder.save();
        await samples.restart();
        for (const { name, bytes } of all) expect(samples.recorder.known(name)?.offset).toBe(bytes.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a header that stands alone for a while', () => {
  it('does not make the first rows be stored twice by a kill', async () => {
    const samples = await RecordedSamples.start(LABVIEW);
    const text = [0, 1_000, 120_000].map((ms) => row(EIGHT + ms, [20, 1, 0])).join('');
    const [header, rows] = blocks(file('oven.lvm', LABVIEW_HEADER + text), [4]);
    await samples.take(header!);
    await samples.recorder.save();
    await samples.take(rows!);
    await samples.writer.drained();
    await samples.restart();
    expect((await samples.readings('temperature')).map(({ at }) => at - EIGHT)).toEqual([0, 1_000, 120_000]);
  });
});

describe('a column that says something once a day', () => {
  it('does not hold the journal: only what the last minutes need is kept', async () => {
    const samples = await RecordedSamples.start(LABVIEW);
    const minutes = Array.from({ length: 120 }, (_, i) => row(EIGHT + i * 60_000, [20, 1, i === 0 ? 1 : '']));
    for (const block of blocks(
      file('oven.lvm', LABVIEW_HEADER + minutes.join('')),
      minutes.map((_, i) => i + 5),
    ))
      await samples.take(block);
    await samples.recorder.save();
    expect(samples.recorder.journalFrom()).toBeGreaterThan(100);
  });
});

describe('the hour that comes twice in autumn', () => {
  it('is read the same whether the gateway was restarted in it or not, with columns that rest', async () => {
    const source = { ...LABVIEW, time: { ...LABVIEW.time, zone: 'Europe/Berlin' } };
    // 30 October 2022: three o'clock becomes two o'clock again.
    const local = (clock: string, cells: readonly (string | number)[]) =>
      `2022-10-30 ${clock}.000\t${cells.join('\t')}\n`;
    const text =
      local('01:30:00', [20, 1, 0]) +
      local('02:50:00', ['', 1, 0]) +
      local('02:40:00', [21, 1, 0]) +
      local('02:41:00', [21, 1, 0]);
    const undisturbed = await RecordedSamples.start(source);
    const samples = await RecordedSamples.start(source);
    for (const block of blocks(file('oven.lvm', LABVIEW_HEADER + text))) {
      await undisturbed.take(block);
      await samples.take(block);
    }
    await samples.recorder.save();
    await samples.restart();
    expect(await samples.readings('temperature')).toEqual(await undisturbed.readings('temperature'));
  });
});
