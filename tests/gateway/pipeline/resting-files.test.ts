import { describe, expect, it } from 'vitest';
import { samplesOf } from '../../../gateway/pipeline/chunk-codec.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { CsvSamples } from '../../../shared/sources.ts';
import { blocksOf, EIGHT, file } from './recorded-line.ts';
import { LABVIEW, LABVIEW_HEADER, RecordedSamples } from './recorded-samples.ts';

const metric = (id: string, resolution: number) => ({ id, name: id, unit: '', resolution });
const OVEN: CsvSamples = {
  id: 'oven',
  kind: 'csv',
  path: 'oven*.csv',
  meaning: 'samples',
  columns: ['time', 'temperature', 'pressure'],
  metrics: [metric('temperature', 1), metric('pressure', 0.1)],
  time: { column: 'time', format: 'epoch-ms' },
};
const FINE: CsvSamples = { ...OVEN, metrics: [metric('temperature', 0.1), metric('pressure', 0.1)] };
const rows = (...seconds: number[]) => seconds.map((s) => `${EIGHT + s * 1_000},20,1.5\n`).join('');
/** By then others have said so much that the file rests. */
const MUCH_LATER = () => 1_000;

async function rested(text: string, source = OVEN): Promise<RecordedSamples> {
  const samples = await RecordedSamples.start(source);
  for (const block of blocksOf(file('oven.csv', text), [2])) await samples.take(block);
  await samples.recorder.save(MUCH_LATER);
  expect(samples.recorder.journalFrom()).toBe(1_000);
  return samples;
}

const temperatures = async (samples: RecordedSamples, { metrics } = samples.source as CsvSamples) =>
  (await samples.readings('temperature')).map(({ value }) => value * metrics[0]!.resolution);

describe('a file that rests while others write', () => {
  it('goes on where it was after a start without the journal, each row once', async () => {
    const samples = await rested(rows(0, 1, 2));
    await samples.restart();
    expect(await temperatures(samples)).toEqual([20, 20, 20]);
    const offset = rows(0, 1, 2).length;
    const [more] = blocksOf(file('oven.csv', rows(3, 4, 700)));
    await samples.take({ ...more!, offset });
    await samples.recorder.close();
    expect(await temperatures(samples)).toHaveLength(6);
    expect(
      (await samples.chunks()).filter((chunk) => chunk.metric === 'temperature').map((chunk) => chunk.rows),
    ).toEqual([5, 1]);
  });

  it('does not get its old rows under a new mapping: they were read by the one before', async () => {
    const samples = await rested(rows(0, 1, 2));
    const before = samples.recorder.mapping;
    samples.source = FINE;
    await samples.restart();
    await samples.recorder.close();
    const chunk = (await samples.chunks()).find((each) => each.metric === 'temperature');
    const [first] = samplesOf(chunk!);
    expect(first!.scaled * (chunk!.configVersion === before ? 1 : 0.1)).toBeCloseTo(20);
  });

  it('does not stop a start with one metric more', async () => {
    const samples = await rested(rows(0, 1, 2));
    samples.source = { ...OVEN, columns: [...OVEN.columns!, 'door'], metrics: [...OVEN.metrics, metric('door', 1)] };
    await samples.restart();
    await samples.recorder.close();
    expect(await temperatures(samples)).toEqual([20, 20, 20]);
    expect(await samples.readings('door')).toEqual([]);
  });
});

describe('a header that rests', () => {
  it('is read on behind what followed it, when another file began before a start', async () => {
    const [first, second, row] = blocksOf(
      file('oven0.lvm', `${LABVIEW_HEADER}2022-10-10 09:00:00.000\t20\t1\t0\n`),
      [1, 4],
    );
    const samples = await RecordedSamples.start(LABVIEW);
    await samples.take(first!);
    await samples.recorder.save(MUCH_LATER);
    await samples.take(second!);
    await samples.take(blocksOf(file('oven1.lvm', LABVIEW_HEADER))[0]!);
    await samples.recorder.save(MUCH_LATER);
    await samples.restart();
    expect(samples.recorder.known('oven0.lvm')?.offset).toBe(row!.offset);
    await samples.take(row!);
    await samples.recorder.close();
    expect(await samples.readings('temperature')).toHaveLength(1);
  });
});

describe('a store that took only some of the chunks of one moment before the gateway ended', () => {
  it('gets the others after the start, although no position was ever saved', async () => {
    const store = new MemoryStore();
    const samples = await RecordedSamples.start(OVEN, { store });
    const insert = store.insert.bind(store);
    const half = Promise.withResolvers<void>();
    store.insert = async (database, documents) => {
      await insert(database, documents.slice(0, 1));
      half.resolve();
      return new Promise(() => {});
    };
    for (const block of blocksOf(file('oven.csv', rows(0, 1, 700)))) await samples.take(block);
    await half.promise;
    store.insert = insert;
    await samples.restart();
    await samples.recorder.close();
    for (const id of ['temperature', 'pressure']) expect(await samples.readings(id)).toHaveLength(3);
  });
});

describe('the latest values of several columns', () => {
  it('are those of the rows that came last also after a start, when the clock of the machine was set back', async () => {
    const samples = await RecordedSamples.start(OVEN);
    const text = `${EIGHT + 3_600_000},,1.5\n${EIGHT},20,\n`;
    await samples.take(blocksOf(file('oven.csv', text))[0]!);
    await samples.recorder.save();
    await samples.restart();
    const [more] = blocksOf(file('oven.csv', `${EIGHT + 1_000},25,\n`));
    await samples.take({ ...more!, offset: text.length });
    expect(samples.recorder.latest()[0]).toMatchObject({ id: 'temperature', value: 25 });
  });
});
