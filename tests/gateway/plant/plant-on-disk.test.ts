import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declaredPlant } from '../../../gateway/plant/plant-file.ts';
import type { PlantOnDisk } from '../../../gateway/plant/plant-on-disk.ts';
import type { PlantDefinition } from '../../../shared/equipment.ts';
import { PLANT } from '../source-editing/changing-plant.ts';

let directory: string;
let path: string;
let clock: number;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-plant-'));
  path = join(directory, 'plant.json');
  clock = Date.UTC(2026, 9, 6, 22, 42, 10, 123);
  await writeFile(path, JSON.stringify(PLANT));
});
afterEach(() => rm(directory, { recursive: true }));

const open = async (plantFile: string | null = path): Promise<PlantOnDisk> => {
  const config = { role: 'line' as const, plantFile, dataDir: directory, demoTimezone: null };
  return (await declaredPlant(config, { zone: 'UTC', now: () => clock })).onDisk;
};
const named = (name: string): PlantDefinition => ({ ...PLANT, plant: { ...PLANT.plant, name } });
const read = async (file = path) => JSON.parse(await readFile(file, 'utf8')) as unknown;

describe('the plant file of a gateway that runs', () => {
  it('becomes the new one with the former kept beside it, and nothing else left', async () => {
    const file = await open();
    await (await file.prepare(named('Second'))).commit();
    expect(await read()).toEqual(named('Second'));
    expect((await readdir(directory)).sort()).toEqual(['plant.json', 'plant.json.2026-10-06T22-42-10.123Z.bak']);
    expect(await read(join(directory, 'plant.json.2026-10-06T22-42-10.123Z.bak'))).toEqual(PLANT);
  });

  it('is as it was until it is committed, and when it is discarded', async () => {
    const file = await open();
    const prepared = await file.prepare(named('Second'));
    expect(await read()).toEqual(PLANT);
    await prepared.discard();
    expect(await readdir(directory)).toEqual(['plant.json']);
  });

  it('keeps the last twenty of those that were, also of one millisecond', async () => {
    const file = await open();
    for (let i = 1; i <= 25; i++) await (await file.prepare(named(`No ${i}`))).commit();
    const backups = (await readdir(directory)).filter((name) => name.endsWith('.bak')).sort();
    expect(backups).toHaveLength(20);
    expect(await read(join(directory, backups.at(-1)!))).toEqual(named('No 24'));
    expect(await read(join(directory, backups[0]!))).toEqual(named('No 5'));
  });

  it('is not written over once a person changed it by hand, but a reformatted one is the same', async () => {
    const file = await open();
    await writeFile(path, JSON.stringify(PLANT, null, 8));
    const prepared = await file.prepare(named('Second'));
    await writeFile(path, '{ half a');
    await expect(prepared.commit()).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(file.prepare(named('Third'))).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await readFile(path, 'utf8')).toBe('{ half a');
    await rm(path);
    await expect(file.prepare(named('Third'))).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('that is read-only stays as it is, and the message says what to do', async () => {
    const file = await open();
    await chmod(path, 0o444);
    await expect(file.prepare(named('Second'))).rejects.toMatchObject({
      code: 'PLANT_FILE_UNWRITABLE',
      message: expect.stringMatching(/read-only.*let the gateway's user write/) as string,
    });
    expect(await readdir(directory)).toEqual(['plant.json']);
  });

  it('keeps its rights, and stays where a link leads to', async () => {
    await chmod(path, 0o640);
    const link = join(directory, 'link.json');
    await symlink(path, link);
    const file = await open(link);
    await (await file.prepare(named('Second'))).commit();
    expect(await read()).toEqual(named('Second'));
    expect((await stat(path)).mode & 0o777).toBe(0o640);
  });

  it('that a kill left half-written beside it does no harm', async () => {
    await writeFile(`${path}.new`, '{ "half');
    await (await (await open()).prepare(named('Second'))).commit();
    expect(await read()).toEqual(named('Second'));
  });
});

describe('the simulated plant', () => {
  it('has the sources that somebody gave it, also after the next start', async () => {
    const config = { role: 'line' as const, plantFile: null, dataDir: directory, demoTimezone: null };
    await rm(path);
    await mkdir(join(directory, 'demo'));
    const { plant, onDisk } = await declaredPlant(config, { zone: 'UTC', now: () => clock });
    const lines = plant.lines.map((line, i) => (i === 0 ? { ...line, sources: [] } : line));
    await (await onDisk.prepare({ ...plant, lines })).commit();
    const again = await declaredPlant(config, { zone: 'Europe/Berlin', now: () => clock });
    expect(again.plant.lines.map(({ sources }) => sources.length)).toEqual(lines.map(({ sources }) => sources.length));
    expect(again.plant.plant.timezone).toBe('Europe/Berlin');
    await (await again.onDisk.prepare(again.plant)).commit();
  });
});
