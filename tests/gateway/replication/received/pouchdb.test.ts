import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startEmbeddedStore, type EmbeddedStore } from '../../../../gateway/store/embedded/embedded-store.ts';
import { factsDatabase, seriesDatabase } from '../../../../shared/documents/database-names.ts';
import { NOW, plantHere, type PlantHere } from './plant-here.ts';
import { copy } from './pouch-line.ts';
import { chunkRow, hourRow, reasonRow, type WrittenRow } from './written-rows.ts';

const HOUR_MS = 3_600_000;
const ALL = { from: '0', to: '~' };
const writing = { gateway: 'gw-1', line: 'line8', at: NOW - 5 * HOUR_MS };
const FACTS = factsDatabase('gw-1', 'line8', writing.at);

const stores: { embedded: EmbeddedStore; directory: string }[] = [];
let plant: PlantHere;

/** Two stores that have nothing in common but this machine: of a line and of the plant. */
beforeAll(async () => {
  for (const end of ['line', 'plant']) {
    const directory = await mkdtemp(join(tmpdir(), `lineside-${end}-`));
    stores.push({ directory, embedded: await startEmbeddedStore({ directory, log: () => {}, now: Date.now }) });
  }
});

afterAll(async () => {
  for (const { embedded, directory } of stores) {
    await embedded.stop();
    await rm(directory, { recursive: true, force: true });
  }
});

beforeEach(async () => {
  for (const { embedded } of stores)
    for (const database of await embedded.store.databases('')) await embedded.store.drop(database);
  const gateways = { 'gw-1': { lines: ['line8'] }, 'gw-2': { lines: ['line5'] } };
  plant = await plantHere({ store: stores[1]!.embedded.store, gateways });
});

afterEach(() => plant.close());

async function lineAndPlant() {
  const [line, atPlant] = [stores[0]!.embedded, stores[1]!.embedded];
  return { line, atPlant, ends: { line: await line.address(), plant } };
}

const reasons = (from: number, count: number): WrittenRow[] =>
  Array.from({ length: count }, (_, i) => reasonRow(writing, from + i));

describe('PouchDB between a line and its plant', { timeout: 60_000 }, () => {
  it('pushes all rows once, goes on where it was, and the plant has them as they were written', async () => {
    const { line, atPlant, ends } = await lineAndPlant();
    await line.store.insert(FACTS, [...reasons(1, 250), hourRow(writing)]);
    expect(await copy(ends, FACTS, 'push')).toEqual({ read: 251, written: 251, denied: [] });

    await line.store.insert(FACTS, reasons(1_000, 3));
    expect(await copy(ends, FACTS, 'push')).toEqual({ read: 3, written: 3, denied: [] });
    expect(await copy(ends, FACTS, 'push')).toEqual({ read: 0, written: 0, denied: [] });

    expect(await atPlant.store.range(FACTS, ALL)).toEqual(await line.store.range(FACTS, ALL));
    expect(plant.plant.figures('gw-1').usedBytes).toBeGreaterThan(251 * 250);
    expect(plant.given.bugs).toEqual([]);
  });

  it('stores what stands around a refused row, names it, and never sends it again', async () => {
    const { line, atPlant, ends } = await lineAndPlant();
    const foreign = { ...reasonRow(writing, 7), line: 'line5' };
    await line.store.insert(FACTS, [...reasons(1, 6), foreign, ...reasons(8, 150)]);
    const { written, denied } = await copy(ends, FACTS, 'push');
    expect(written).toBe(156);
    expect(denied.map(({ id, reason }) => [id, reason])).toEqual([
      [foreign._id, 'it is about line "line5", and belongs elsewhere'],
    ]);
    expect(await atPlant.store.get(FACTS, [foreign._id, reasonRow(writing, 8)._id])).toMatchObject([null, {}]);
    expect(await copy(ends, FACTS, 'push')).toEqual({ read: 0, written: 0, denied: [] });
    expect(plant.plant.figures('gw-1').refusedRows).toBe(1);
  });

  it('goes on after a plant that had no room, and nothing is missing or there twice', async () => {
    const { line, atPlant, ends } = await lineAndPlant();
    await line.store.insert(FACTS, reasons(1, 40));
    plant.given.hasRoom = false;
    await expect(copy(ends, FACTS, 'push')).rejects.toMatchObject({ status: 503 });
    plant.given.hasRoom = true;
    expect(await copy(ends, FACTS, 'push')).toMatchObject({ written: 40, denied: [] });
    expect(await atPlant.store.range(FACTS, ALL)).toHaveLength(40);
  });

  it('finds out by ids what the plant has when its checkpoint is lost', async () => {
    const { line, atPlant, ends } = await lineAndPlant();
    await line.store.insert(FACTS, reasons(1, 30));
    await copy(ends, FACTS, 'push');
    await atPlant.store.drop('local_plant_checkpoints');
    await line.store.insert(FACTS, reasons(31, 1));
    expect(await copy(ends, FACTS, 'push')).toMatchObject({ read: 1, written: 1 });
  });

  it('pulls what was said at the plant about its line, page by page, and only what is new', async () => {
    const { line, atPlant, ends } = await lineAndPlant();
    const said = factsDatabase('plant', 'line8', writing.at);
    await plant.store.insert(said, reasons(1, 230));
    expect(await copy(ends, said, 'pull', 300)).toMatchObject({ written: 230 });
    await plant.store.insert(said, reasons(500, 2));
    expect(await copy(ends, said, 'pull', 60)).toMatchObject({ written: 2 });
    expect(await copy(ends, said, 'pull')).toMatchObject({ read: 0 });
    expect(await line.store.range(said, ALL)).toEqual(await atPlant.store.range(said, ALL));
  });

  it('pulls again from the start without a conflict when the checkpoints are lost', async () => {
    const { atPlant, ends } = await lineAndPlant();
    const said = factsDatabase('plant', 'line8', writing.at);
    await plant.store.insert(said, reasons(1, 20));
    await copy(ends, said, 'pull');
    await atPlant.store.drop('local_plant_checkpoints');
    expect(await copy(ends, said, 'pull')).toMatchObject({ read: 0, written: 0 });
  });

  it('moves chunks, and a gateway that took the place of another gets them back', async () => {
    const { line, ends } = await lineAndPlant();
    const series = seriesDatabase('gw-1', 'line8', writing.at);
    const packed = 'x'.repeat(20_000);
    await line.store.insert(
      series,
      Array.from({ length: 120 }, (_, i) => chunkRow(writing, i * 100, packed)),
    );
    expect(await copy(ends, series, 'push', 60)).toMatchObject({ written: 120 });

    const { gateways } = plant;
    gateways.set('gw-1', { ...gateways.get('gw-1')!, revoked: true, lines: [] });
    gateways.set('gw-9', { ...gateways.get('gw-2')!, lines: ['line8'], replaces: ['gw-1'] });
    const sent = await line.store.range(series, ALL);
    await line.store.drop(series);
    const rebuilding = { ...ends, by: 'gw-9' };
    expect((await plant.ask<{ rebuild: string[] }>('', { by: 'gw-9' })).body.rebuild).toEqual([series]);
    expect(await copy(rebuilding, series, 'pull', 60)).toMatchObject({ written: 120 });
    expect(await line.store.range(series, ALL)).toEqual(sent);
  });

  it('finds no way to the databases of others', async () => {
    const { line, ends } = await lineAndPlant();
    await plant.store.insert(factsDatabase('gw-2', 'line5', writing.at), [{ _id: 'secret' }]);
    await line.store.insert(factsDatabase('gw-2', 'line5', writing.at), [reasonRow(writing)]);
    for (const direction of ['push', 'pull'] as const)
      await expect(copy(ends, factsDatabase('gw-2', 'line5', writing.at), direction)).rejects.toMatchObject({
        status: 404,
      });
  });
});
