import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RawBytesOf } from '../../../gateway/lines/raw-bytes.ts';
import { reprocess } from '../../../gateway/lines/reprocess.ts';
import type { Block } from '../../../gateway/sources/source.ts';
import { headFileIn } from '../../../gateway/audit/head-file.ts';
import { verify } from '../../../gateway/jobs/verify.ts';
import type { CsvSamples, SerialSource } from '../../../shared/sources.ts';
import { FINE, MeasuringPlant, metric, MINUTE_MS, OVEN, plantOf, rows } from '../measuring-plant.ts';
import { EIGHT, LATER, LINE } from '../pipeline/recorded-line.ts';

const SEALER: SerialSource = {
  id: 'sealer',
  kind: 'serial',
  path: '/dev/ttyUSB0',
  meaning: 'samples',
  columns: ['temperature', 'pressure'],
  metrics: [metric('temperature', 1), metric('pressure', 0.1)],
};

let plant: MeasuringPlant;
beforeEach(async () => {
  plant = await MeasuringPlant.make();
});
afterEach(() => plant.remove());

describe('readings that were kept too coarsely', () => {
  it('have their decimals after the file was read anew, each reading once', async () => {
    await writeFile(join(plant.directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await plant.importFile(await plant.start(OVEN), 'oven.csv');
    const ingest = await plant.start(FINE);
    const result = await plant.readAnew(ingest, FINE);
    expect(result.missing).toEqual([]);
    const read = await plant.readings(ingest, FINE, 'temperature');
    expect(read.map(([at]) => at)).toEqual(Array.from({ length: 360 }, (_, i) => EIGHT + i * 10_000));
    expect(read.slice(0, 3).map(([, value]) => value)).toEqual([20.4, 21.4, 22.4]);
    expect(await plant.readings(ingest, FINE, 'door')).toHaveLength(4);
    expect(await plant.readings(ingest, FINE, 'pressure')).toHaveLength(360);
  });

  it('go on after that with what the file gets, and after a restart, and without any position', async () => {
    const path = join(plant.directory, 'oven.csv');
    await writeFile(path, rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await plant.importFile(await plant.start(OVEN), 'oven.csv');
    let ingest = await plant.start(FINE);
    await plant.readAnew(ingest, FINE);
    await appendFile(path, rows(EIGHT + 60 * MINUTE_MS, EIGHT + 90 * MINUTE_MS));
    await plant.importFile(ingest, 'oven.csv');
    const expected = Array.from({ length: 540 }, (_, i) => EIGHT + i * 10_000);
    for (const id of ['temperature', 'pressure'])
      expect((await plant.readings(ingest, FINE, id)).map(([at]) => at)).toEqual(expected);
    expect(await plant.readings(ingest, FINE, 'door')).toHaveLength(6);
    ingest = await plant.start(FINE);
    expect((await plant.readings(ingest, FINE, 'temperature')).map(([at]) => at)).toEqual(expected);
    await plant.end();
    for (const database of await plant.store.databases('local_')) await plant.store.drop(database);
    ingest = await plant.start(FINE);
    await plant.importFile(ingest, 'oven.csv');
    expect((await plant.readings(ingest, FINE, 'temperature')).map(([at]) => at)).toEqual(expected);
    expect(ingest.writer.faults).toBe(0);
  });

  it('of a file that is being written lose and repeat nothing, however unevenly its columns speak', async () => {
    const path = join(plant.directory, 'oven.csv');
    await writeFile(path, rows(EIGHT, EIGHT + 35 * MINUTE_MS));
    await plant.importFile(await plant.start(OVEN), 'oven.csv');
    const ingest = await plant.start(FINE);
    await appendFile(path, rows(EIGHT + 35 * MINUTE_MS, EIGHT + 38 * MINUTE_MS));
    await plant.importFile(ingest, 'oven.csv');
    await plant.readAnew(ingest, FINE);
    await appendFile(path, rows(EIGHT + 38 * MINUTE_MS, EIGHT + 60 * MINUTE_MS));
    await plant.importFile(ingest, 'oven.csv');
    const expected = Array.from({ length: 360 }, (_, i) => EIGHT + i * 10_000);
    for (const id of ['temperature', 'pressure'])
      expect((await plant.readings(ingest, FINE, id)).map(([at]) => at)).toEqual(expected);
  });

  it('are as they were when the process ends while it reads, and read anew by the next attempt', async () => {
    await writeFile(join(plant.directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await writeFile(join(plant.directory, 'oven2.csv'), rows(EIGHT + 120 * MINUTE_MS, EIGHT + 180 * MINUTE_MS));
    const first = await plant.start(OVEN);
    await plant.importFile(first, 'oven.csv');
    await plant.importFile(first, 'oven2.csv');
    const coarse = await plant.readings(first, OVEN, 'temperature');
    const ingest = await plant.start({ ...OVEN, decimal: '.' });
    const stop = new AbortController();
    const pipeline = ingest.lines[0]!;
    const raw = new RawBytesOf({ journal: ingest.journal, directory: plant.directory });
    let files = 0;
    const broken = reprocess({
      ...{
        pipeline,
        store: plant.store,
        gateway: 'gw',
        source: 'oven',
        from: 0,
        to: LATER,
        now: () => LATER,
        signal: stop.signal,
      },
      bytesOf: (file) => {
        if (++files === 2) stop.abort(new Error('the process ends'));
        return raw.blocks({ line: LINE.id, definition: OVEN }, file, LATER);
      },
    });
    await expect(broken).rejects.toThrow('the process ends');
    const again = await plant.start({ ...OVEN, decimal: '.' });
    expect(await plant.readings(again, OVEN, 'temperature')).toEqual(coarse);
    await plant.readAnew(again, { ...OVEN, decimal: '.' });
    expect(await plant.readings(again, OVEN, 'temperature')).toEqual(coarse);
  });

  it('leave nothing for verify to find', async () => {
    await writeFile(join(plant.directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await plant.importFile(await plant.start(OVEN), 'oven.csv');
    const ingest = await plant.start(FINE);
    await plant.readAnew(ingest, FINE);
    const { findings } = await verify({
      ...{ store: plant.store, gateway: 'gw', plant: plantOf(FINE), now: () => LATER },
      journalDirectory: join(plant.directory, 'journal'),
      audit: { headFile: headFileIn(plant.directory) },
    });
    expect(findings).toEqual([]);
  });
});

describe('a rereading that goes wrong', () => {
  it('of a file that ends too early while it is read is no rereading: what counted goes on counting', async () => {
    await writeFile(join(plant.directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    const first = await plant.start(OVEN);
    await plant.importFile(first, 'oven.csv');
    const ingest = await plant.start({ ...OVEN, decimal: '.' });
    const raw = new RawBytesOf({ journal: ingest.journal, directory: plant.directory });
    const result = await reprocess({
      ...{
        pipeline: ingest.lines[0]!,
        store: plant.store,
        gateway: 'gw',
        source: 'oven',
        from: 0,
        to: LATER,
        now: () => LATER,
      },
      bytesOf: async (file) => {
        const blocks = await raw.blocks({ line: LINE.id, definition: OVEN }, file, LATER);
        return typeof blocks === 'string' ? blocks : firstHalf(blocks);
      },
      signal: new AbortController().signal,
    });
    expect(await plant.readings(ingest, OVEN, 'temperature')).toHaveLength(360);
    expect(result.missing.map(({ file }) => file)).toEqual(['oven.csv']);
  });

  it('by a mapping that fits no row refuses them all, and the right one brings them back', async () => {
    await writeFile(join(plant.directory, 'oven.csv'), rows(EIGHT, EIGHT + 60 * MINUTE_MS));
    await plant.importFile(await plant.start(OVEN), 'oven.csv');
    const wrong: CsvSamples = { ...OVEN, time: { column: 'time', format: 'epoch-ms' } };
    const ingest = await plant.start(wrong);
    await plant.readAnew(ingest, wrong);
    expect(await plant.readings(ingest, wrong, 'temperature')).toEqual([]);
    const right = await plant.start(FINE);
    await plant.readAnew(right, FINE);
    expect(await plant.readings(right, FINE, 'temperature')).toHaveLength(360);
  });
});

async function* firstHalf(blocks: AsyncIterable<Block>): AsyncGenerator<Block> {
  for await (const block of blocks) {
    const end = block.bytes.indexOf(10, block.bytes.length / 2) + 1;
    yield { ...block, bytes: block.bytes.subarray(0, end) };
    return;
  }
}

describe('a file with a line that is longer than any block', () => {
  it('is read anew to its end: the long line is refused, what follows it is not', async () => {
    const text =
      rows(EIGHT, EIGHT + 10 * MINUTE_MS) +
      `${'x'.repeat(1_200_000)}\n` +
      rows(EIGHT + 10 * MINUTE_MS, EIGHT + 40 * MINUTE_MS);
    await writeFile(join(plant.directory, 'oven.csv'), text);
    const first = await plant.start(OVEN);
    await plant.importFile(first, 'oven.csv');
    expect(await plant.readings(first, OVEN, 'temperature')).toHaveLength(240);
    const ingest = await plant.start(FINE);
    await plant.readAnew(ingest, FINE);
    expect(await plant.readings(ingest, FINE, 'temperature')).toHaveLength(240);
  });
});

describe('readings of a port', () => {
  const said = (n: number, text: string) => ({
    ...{ sourceId: 'line8/sealer', file: SEALER.path, fileKey: 'boot1', generation: 0, offset: n * 2 },
    bytes: Buffer.from(`${text}\r\n${text}\r\n`),
    receivedAt: EIGHT + n * 1_000,
  });
  const finer: SerialSource = { ...SEALER, metrics: [metric('temperature', 0.1), metric('pressure', 0.1)] };

  it('are read anew from the journal, at the times at which they came', async () => {
    const first = await plant.start(SEALER);
    for (let n = 0; n < 1_500; n++) await first.lines[0]!.accept(said(n, `${20.4 + (n % 2)};1`));
    await first.lines[0]!.save();
    const ingest = await plant.start(finer);
    const result = await plant.readAnew(ingest, finer);
    expect(result.missing).toEqual([]);
    const read = await plant.readings(ingest, finer, 'temperature');
    expect(read).toHaveLength(3_000);
    expect(read.slice(0, 4)).toEqual([
      [EIGHT, 20.4],
      [EIGHT, 20.4],
      [EIGHT + 1_000, 21.4],
      [EIGHT + 1_000, 21.4],
    ]);
  });

  it('stay as they are when the journal has let go of them, and the answer says so', async () => {
    const first = await plant.start(SEALER);
    for (let n = 0; n < 1_500; n++) await first.lines[0]!.accept(said(n, `${'2'.repeat(1)}0.4;${'1'.padEnd(60, ' ')}`));
    await first.lines[0]!.save();
    const before = (await plant.readings(first, SEALER, 'temperature')).length;
    await first.trimJournal();
    const ingest = await plant.start(finer);
    const result = await plant.readAnew(ingest, finer);
    expect(result.files).toEqual([]);
    expect(result.missing).toMatchObject([{ file: SEALER.path }]);
    expect(await plant.readings(ingest, finer, 'temperature')).toHaveLength(before);
  });
});
