import { describe, expect, it } from 'vitest';
import { samplesOf } from '../../../gateway/pipeline/chunk-codec.ts';
import { FactWriter } from '../../../gateway/pipeline/fact-writer.ts';
import { SampleRecorder } from '../../../gateway/pipeline/sample-recorder.ts';
import type { Block } from '../../../gateway/sources/source.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { Chunk } from '../../../shared/documents/chunk.ts';
import type { SerialSource } from '../../../shared/sources.ts';
import { EIGHT } from './recorded-line.ts';

const source: SerialSource = {
  id: 'sealer',
  kind: 'serial',
  path: '/dev/ttyUSB0',
  meaning: 'samples',
  columns: ['temperature', 'pressure'],
  metrics: [
    { id: 'temperature', name: 'Temperature', unit: '°C', resolution: 0.1 },
    { id: 'pressure', name: 'Pressure', unit: 'bar', resolution: 0.25 },
  ],
};

function recorderOn(store: MemoryStore) {
  const writer = new FactWriter({ store, gateway: 'gw', log: () => {} });
  return new SampleRecorder({ gateway: 'gw', line: 'line8', source, zone: 'UTC', store, writer, now: () => EIGHT });
}

/** The n-th line of a port since the gateway started, n seconds after eight. */
const line = (n: number, text: string, boot = 'boot1'): Block => ({
  sourceId: 'line8/sealer',
  file: source.path,
  fileKey: boot,
  generation: 0,
  offset: n,
  bytes: Buffer.from(`${text}\r\n`),
  receivedAt: EIGHT + n * 1_000,
});

async function chunksOf(store: MemoryStore, metric: string): Promise<Chunk[]> {
  return (await store.range('series_gw_line8_2022_10', {
    from: `chunk:line8:sealer:${metric}:`,
    to: `chunk:line8:sealer:${metric}:~`,
  })) as unknown as Chunk[];
}

describe('samples of a port', () => {
  it('make a series for each metric, exact to its resolution, and show the latest value', async () => {
    const store = new MemoryStore();
    const recorder = recorderOn(store);
    await recorder.restore();
    const values = ['181.4;2.25', '181.5;2.5', '-3;2.75'];
    for (const [n, text] of values.entries()) await recorder.take(n, line(n, text));
    expect(recorder.latest()).toMatchObject([
      { id: 'temperature', name: 'Temperature', unit: '°C', value: -3, at: EIGHT + 2_000 },
      { id: 'pressure', name: 'Pressure', unit: 'bar', value: 2.75, at: EIGHT + 2_000 },
    ]);
    await recorder.take(3, line(100, 'x;y'));
    await recorder.take(3, { ...line(3, '1;1'), receivedAt: EIGHT + 600_000 });
    await recorder.save();
    const [chunk] = await chunksOf(store, 'temperature');
    expect(samplesOf(chunk!)).toEqual(
      [1814, 1815, -30].map((scaled, n) => ({ at: EIGHT + n * 1_000, offset: n, scaled })),
    );
    expect((await chunksOf(store, 'pressure')).map(({ rows }) => rows)).toEqual([3]);
  });

  it('that cannot be read are refused once, and kept with the first metric', async () => {
    const recorder = recorderOn(new MemoryStore());
    await recorder.restore();
    const taken = await recorder.take(0, line(0, '181.4;high'));
    expect(taken).toEqual({
      rows: 1,
      rejected: [{ file: source.path, offset: 0, text: '181.4;high', reason: 'pressure "high" is not a number' }],
    });
    await recorder.take(0, line(0, '181.4;high'));
    expect(recorder.rejected.latest()).toHaveLength(1);
    expect(recorder.latest()).toEqual([]);
  });

  it('survive a restart: what is in no chunk yet comes from the journal, and nothing twice', async () => {
    const store = new MemoryStore();
    const before = recorderOn(store);
    await before.restore();
    const journal = [...Array(10).keys()].map((n) => line(n, `18${n};1`));
    for (const [n, block] of journal.entries()) await before.take(n, block);
    await before.save();
    const after = recorderOn(store);
    const from = await after.restore();
    expect(from).toBe(0);
    for (const [n, block] of journal.entries()) if (n >= from) await after.take(n, block);
    expect(after.latest()).toEqual(before.latest());
    await after.take(10, line(0, '200;1', 'boot2'));
    await after.save();
    const [chunk] = await chunksOf(store, 'temperature');
    expect(chunk).toMatchObject({ rows: 10, fileKey: 'boot1' });
    const third = recorderOn(store);
    expect(await third.restore()).toBe(10);
  });
});
