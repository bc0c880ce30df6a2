import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../gateway/demo/random.ts';
import { startGatewayProcess } from './gateway-process.ts';
import { dayOfRows, plantDirectory, type PlantDirectory } from './packing-plant.ts';
import { forgetLocal, storedDocuments, type Stored } from './stored-documents.ts';

const KILLS = 20;
const LAST_WEEK = Date.UTC(2026, 5, 10, 20);
const day = dayOfRows(LAST_WEEK, 40_000);

describe('a gateway that is killed while a machine writes', () => {
  let undisturbed: Stored;
  let killed: PlantDirectory;

  beforeAll(async () => {
    const plant = await plantDirectory();
    await writeFile(join(plant.camera, day.file), day.rows.join(''));
    const gateway = await startGatewayProcess(plant);
    await gateway.caughtUp();
    await gateway.stop();
    undisturbed = await storedDocuments(plant.dataDir);
    await plant.remove();
    killed = await plantDirectory();
  }, 60_000);

  afterAll(() => killed.remove());

  it(`has the same documents after ${KILLS} kills at random points, none twice`, async () => {
    const random = seededRandom('kills');
    const file = join(killed.camera, day.file);
    const perRound = Math.ceil(day.rows.length / KILLS);
    await writeFile(file, '');
    for (let kill = 0; kill < KILLS; kill++) {
      const gateway = await startGatewayProcess(killed);
      const rows = day.rows.slice(kill * perRound, (kill + 1) * perRound).join('');
      // Half a row at the end of what the gateway can see, as a camera leaves it while it writes.
      const cut = Math.floor(random() * rows.length);
      await appendFile(file, rows.slice(0, cut));
      const pause = Math.floor(random() * 60);
      await new Promise((resolve) => setTimeout(resolve, pause));
      await appendFile(file, rows.slice(cut));
      await new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 60)));
      await gateway.kill();
    }
    expect(await readFile(file, 'utf8')).toBe(day.rows.join(''));
    const gateway = await startGatewayProcess(killed);
    await gateway.caughtUp();
    expect(await gateway.stop()).toBe(0);

    const stored = await storedDocuments(killed.dataDir);
    expect([...stored.chunks.keys()].sort()).toEqual([...undisturbed.chunks.keys()].sort());
    expect(stored.chunks).toEqual(undisturbed.chunks);
    expect(stored.hours).toEqual(undisturbed.hours);
    expect(new Set(stored.ids).size).toBe(stored.ids.length);
  }, 180_000);

  it('adds no row when journal and local databases are gone', async () => {
    const before = await storedDocuments(killed.dataDir);
    await forgetLocal(killed.dataDir);
    const gateway = await startGatewayProcess(killed);
    await gateway.caughtUp();
    expect(await gateway.stop()).toBe(0);
    const after = await storedDocuments(killed.dataDir);
    expect(after.ids.sort()).toEqual(before.ids.sort());
    expect(after.chunks).toEqual(before.chunks);
  }, 60_000);
});
