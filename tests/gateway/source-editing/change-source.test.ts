import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { SourceDefinition } from '../../../shared/sources.ts';
import { ChangingPlant, ENGINEER, OVEN, PLANT } from './changing-plant.ts';
import { running } from '../pipeline/recorded-line.ts';

let plant: ChangingPlant;
beforeEach(async () => {
  plant = await (await ChangingPlant.make()).start();
});
afterEach(async () => {
  expect(await plant.findings()).toEqual([]);
  await plant.remove();
});

const soon = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
const given = (definition: unknown, line = 'line8') => ({ line, definition, why: null, sample: null });
const add = (definition: SourceDefinition = OVEN) => plant.change.add(given(definition), ENGINEER);
const put = (definition: SourceDefinition, saw = plant.version('line8', definition.id)) =>
  plant.change.change({ ...given(definition), source: definition.id, saw }, ENGINEER);
const remove = (source: string) =>
  plant.change.remove({ line: 'line8', source, saw: plant.version('line8', source), why: null }, ENGINEER);
const readings = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${from + i * 1_000},${20 + (i % 50)}\n`).join('');
const START = Date.UTC(2026, 0, 5, 8);

async function refused(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => expect.unreachable('it was done'),
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}
const codeOf = async (work: Promise<unknown>): Promise<ErrorCode> => (await refused(work)).code;

describe('a source that an engineer adds', () => {
  it('is read at once, and stands in the plant file and as a version of its line', async () => {
    await plant.write('oven/a.csv', readings(START, 30));
    expect(await add()).toEqual({ id: 'line8/oven', version: plant.version('line8', 'oven') });
    await soon(() => expect(plant.rowsRead('line8', 'oven')).toBe(30));
    expect((await plant.written()).lines[0]!.sources).toEqual([...PLANT.lines[0]!.sources, OVEN]);
    expect(await plant.latestVersion('line8')).toEqual(plant.plant.definition.lines[0]);
    expect(plant.listening.views.find('line8/oven')).not.toBeNull();
    expect(plant.audit.happened).toMatchObject([
      {
        what: 'source-added',
        subject: 'line8/oven',
        user: 'etcher',
        device: 'device-1',
        old: null,
        new: { id: 'oven' },
      },
    ]);
  });

  it('is in the plant file, too, after the next start', async () => {
    await plant.write('oven/a.csv', readings(START, 5));
    await add();
    await soon(() => expect(plant.rowsRead('line8', 'oven')).toBe(5));
    await plant.end();
    await plant.start();
    await soon(() => expect(plant.rowsRead('line8', 'oven')).toBe(5));
    expect(await plant.rows('line8', 'temperature')).toHaveLength(5);
  });

  it('takes nothing from the line: not a row is lost or read twice while the camera writes on', async () => {
    const began = Date.now() - 600_000;
    await plant.write('line8/PR1.txt', running(began, began + 90_000));
    await soon(() => expect(plant.rowsRead('line8', 'vision')).toBe(100));
    const adding = add();
    for (let i = 1; i <= 9; i++) {
      await plant.write('line8/PR1.txt', running(began + i * 90_000, began + (i + 1) * 90_000));
      if (i === 5) await adding;
    }
    await soon(() => expect(plant.rowsRead('line8', 'vision')).toBe(1_000));
    const { engine } = plant.ingest.line('line8')!.cycles!;
    const produced = engine.hours().flatMap((hourAt) => engine.body(hourAt, null)!.produced);
    expect(produced.reduce((sum, count) => sum + count, 0)).toBe(1_000);
  });

  it('is not noticed on other lines: while it is being made, their frames keep coming', async () => {
    const framesOfOthers = () =>
      plant.sent
        .flatMap((event) => (event.type === 'minutes' ? event.frames : []))
        .filter(({ line }) => line === 'line9');
    let at = Date.now() - 60_000;
    const writing = setInterval(() => void plant.write('line9/PR1.txt', running((at += 900), at + 900)), 20);
    await soon(() => expect(framesOfOthers().length).toBeGreaterThan(0));
    await plant.end();
    await plant.start({
      audit: {
        record: async () => {
          const before = framesOfOthers().length;
          await soon(() => expect(framesOfOthers().length).toBeGreaterThan(before + 5));
        },
      },
    });
    await add();
    clearInterval(writing);
    expect(plant.declared('line8')).toContainEqual(OVEN);
  });
});

const metricsOf = (id: string) => [{ id, name: id, unit: '', resolution: 0.1 }];

describe('a source that an engineer changes', () => {
  beforeEach(async () => {
    await plant.write('oven/a.csv', readings(START, 20));
    await add();
    await soon(() => expect(plant.rowsRead('line8', 'oven')).toBe(20));
  });

  it('reads on in the middle of the file by the new mapping; what was read stays as it was read', async () => {
    await put({ ...OVEN, columns: ['time', 'humidity', 'temperature'] });
    await plant.write('oven/a.csv', `${START + 60_000},1,77\n`);
    await soon(() => expect(plant.rowsRead('line8', 'oven')).toBe(21));
    const rows = await plant.rows('line8', 'temperature');
    expect(rows.map(({ value }) => value)).toEqual([...Array.from({ length: 20 }, (_, i) => 20 + i), 77]);
    await plant.end();
    await plant.start();
    expect(await plant.rows('line8', 'temperature')).toEqual(rows);
  });

  it.each<[string, SourceDefinition]>([
    ['with a header', { ...OVEN, header: { lines: 1 } }],
    ['with another first metric', { ...OVEN, columns: ['time', 'heat'], metrics: metricsOf('heat') }],
    ['with another path to the same files', { ...OVEN, path: 'oven/a*.csv' }],
  ])('does not read a file again that it knows: %s', async (_, definition) => {
    await put(definition);
    await plant.write('oven/a.csv', readings(START + 60_000, 3));
    await plant.write('oven/b.csv', `${START + 90_000},1\n${START + 91_000},2\n`);
    const hasB = definition.path === OVEN.path;
    const isHeader = definition.kind === 'csv' && definition.header !== undefined;
    const expected = 23 + (hasB ? (isHeader ? 1 : 2) : 0);
    await soon(() => expect(plant.rowsRead('line8', 'oven')).toBe(expected));
    await plant.end();
    await plant.start();
    await soon(() => expect(plant.listening.behind('line8')).toBe(0));
    expect(plant.rowsRead('line8', 'oven')).toBe(expected);
  });

  it('finds names of columns in the start of a file that was read without', async () => {
    await plant.write('kiln/a.csv', `time,heat\n${readings(START, 4)}`);
    const kiln: SourceDefinition = {
      ...OVEN,
      id: 'kiln',
      path: 'kiln/*.csv',
      columns: ['time', 'heat'],
      metrics: metricsOf('heat'),
    };
    await add(kiln);
    await soon(() => expect(plant.rowsRead('line8', 'kiln')).toBe(5));
    const { columns: _, ...rest } = kiln;
    await put({ ...rest, header: { names: true } });
    await plant.write('kiln/a.csv', `${START + 60_000},50\n`);
    await soon(() => expect(plant.rowsRead('line8', 'kiln')).toBe(6));
    expect((await plant.rows('line8', 'heat')).map(({ value }) => value)).toEqual([20, 21, 22, 23, 50]);
    await plant.end();
    await plant.start();
    await plant.write('kiln/a.csv', `${START + 61_000},51\n`);
    await soon(() => expect(plant.rowsRead('line8', 'kiln')).toBe(7));
    expect(await plant.rows('line8', 'heat')).toHaveLength(6);
  });

  it('goes back and forth between two metrics without reading anything twice', async () => {
    const heat: SourceDefinition = { ...OVEN, columns: ['time', 'heat'], metrics: metricsOf('heat') };
    for (const [i, definition] of [heat, OVEN, heat, OVEN].entries()) {
      await put(definition);
      await plant.write('oven/a.csv', `${START + 60_000 + i},${i}\n`);
      await soon(() => expect(plant.rowsRead('line8', 'oven')).toBe(21 + i));
    }
    expect(await plant.rows('line8', 'temperature')).toHaveLength(22);
  });

  it('is a conflict when somebody else changed it since', async () => {
    const saw = plant.version('line8', 'oven');
    await put({ ...OVEN, delimiter: ';' });
    const error = await refused(put({ ...OVEN, delimiter: '\t' }, saw));
    expect(error.code).toBe('CONFLICT');
    expect(error.message).toMatch(/by "etcher" at 20/);
    expect(plant.declared('line8').at(-1)).toMatchObject({ delimiter: ';' });
  });

  it('is not written when nothing changed', async () => {
    const before = plant.audit.happened.length;
    await put(OVEN);
    expect(plant.audit.happened).toHaveLength(before);
  });

  it('goes on, when it is removed and added again, where it was', async () => {
    await remove('oven');
    expect(plant.listening.views.find('line8/oven')).toBeNull();
    await plant.write('oven/a.csv', readings(START + 60_000, 4));
    await add();
    await soon(() => expect(plant.rowsRead('line8', 'oven')).toBe(24));
    expect(await plant.rows('line8', 'temperature')).toHaveLength(24);
    expect(plant.audit.happened.map(({ what }) => what)).toEqual(['source-added', 'source-removed', 'source-added']);
  });

  it('shows on its page the rows from before, and goes on counting', async () => {
    await put({ ...OVEN, columns: ['time', 'humidity', 'temperature'] });
    expect(plant.listening.views.summaries().find(({ id }) => id === 'line8/oven')).toMatchObject({ rowsRead: 20 });
  });
});

describe('a change that cannot be made', () => {
  const nothingDone = async () => {
    expect(plant.plant.definition).toEqual(PLANT);
    expect(await plant.written()).toEqual(PLANT);
    expect(await plant.latestVersion('line8')).toEqual(PLANT.lines[0]);
    expect((await readdir(plant.directory)).filter((name) => name.startsWith('plant.json'))).toEqual(['plant.json']);
    await plant.write('line8/PR1.txt', running(START, START + 900));
    await soon(() => expect(plant.rowsRead('line8', 'vision')).toBe(1));
  };

  it('says all that is wrong, field by field, and does nothing', async () => {
    const { code, problems } = await refused(
      add({ ...OVEN, columns: ['time'], time: { column: 'at', format: 'DD' } } as SourceDefinition),
    );
    expect(code).toBe('REQUEST_INVALID');
    expect(problems.map(({ place }) => place)).toEqual(['columns', 'time.format', 'metrics']);
    expect(plant.audit.happened).toEqual([]);
    await nothingDone();
  });

  it('is refused when the sample is of something else', async () => {
    const sample = { text: 'a;b;c\n' };
    const { problems } = await refused(plant.change.add({ ...given(OVEN), sample }, ENGINEER));
    expect(problems).toEqual([{ place: '', text: expect.stringContaining('not one of') as string }]);
    await nothingDone();
  });

  it('is refused when the plant file was changed by hand meanwhile; nothing of that is lost', async () => {
    const byHand = JSON.stringify({ ...PLANT, plant: { ...PLANT.plant, name: 'By hand' } });
    await writeFile(plant.plantFile, byHand);
    expect(await codeOf(add())).toBe('CONFLICT');
    expect(await readFile(plant.plantFile, 'utf8')).toBe(byHand);
    await writeFile(plant.plantFile, JSON.stringify(PLANT));
    await nothingDone();
  });

  it('is not made when it cannot be remembered who made it', async () => {
    await plant.end();
    const away = { record: () => Promise.reject(new AppError('STORE_UNREACHABLE', 'away')) };
    await plant.start({ audit: away });
    expect(await codeOf(add())).toBe('STORE_UNREACHABLE');
    await nothingDone();
  });

  it('is taken back when the plant file cannot be written in the end', async () => {
    await plant.end();
    const commit = () => Promise.reject(new AppError('PLANT_FILE_UNWRITABLE', 'no'));
    await plant.start({ onDisk: { prepare: async () => ({ commit, discard: async () => undefined }) } });
    expect(await codeOf(add())).toBe('PLANT_FILE_UNWRITABLE');
    expect(plant.audit.happened.map(({ what }) => what)).toEqual(['source-added', 'not-done']);
    await nothingDone();
  });

  it('waits until old files of the line are read', async () => {
    const reading = Promise.withResolvers<void>();
    const import_ = plant.live.backfill('line8', () => reading.promise);
    expect(await codeOf(add())).toBe('CONFLICT');
    reading.resolve();
    await import_;
    await add();
  });
});
