import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { dayOfRows, plantDirectory, type PlantDirectory } from './packing-plant.ts';
import { storedDocuments } from './stored-documents.ts';

const day = dayOfRows(Date.UTC(2026, 5, 10, 20), 60_000);

/** Processes whose parent is the given one. */
async function childrenOf(pid: number): Promise<number[]> {
  const children: number[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid) children.push(Number(name));
  }
  return children;
}

describe('a store that crashes while rows come in', () => {
  let plant: PlantDirectory;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    plant = await plantDirectory();
    gateway = await startGatewayProcess(plant);
  });
  afterAll(() => plant.remove());

  it('comes back by itself, is counted, and no row is lost', async () => {
    const { pid } = JSON.parse(await readFile(join(plant.dataDir, 'gateway.json'), 'utf8')) as { pid: number };
    const [child] = await childrenOf(pid);
    await writeFile(join(plant.camera, day.file), day.rows.join(''));
    await until(async () => ((await gateway.status()).sources[0]?.lastBlockAt ?? null) !== null);
    process.kill(child!, 'SIGKILL');
    await until(async () => (await gateway.status()).store.crashes === 1);
    await until(async () => (await gateway.status()).store.running);
    await gateway.caughtUp();
    expect(await gateway.stop()).toBe(0);
    const stored = await storedDocuments(plant.dataDir);
    const hours = [...stored.hours.values()] as { rowsRead: number }[];
    expect(hours.reduce((sum, hour) => sum + hour.rowsRead, 0)).toBe(day.rows.length);
    expect(new Set(stored.ids).size).toBe(stored.ids.length);
  });
});
