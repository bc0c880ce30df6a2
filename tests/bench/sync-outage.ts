/** The gateway was away and comes back: two hundred devices return at once, while it reads what its sources wrote meanwhile. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PlantFloor } from '../browser/plant-floor.ts';
import { dayOfRows } from '../system/packing-plant.ts';
import { inDirectory } from './gateway-usage.ts';
import { childrenOf, cpuMeter, peakMb } from './process-usage.ts';
import type { Measure } from './run.ts';
import { administrator, entry, gatewayPid, onlookers, quantile, startClients } from './sync-clients.ts';

const CLIENTS = 200;
const ROWS = 60_000;
/** Long enough that all have lost their streams and wait. */
const AWAY_MS = 5_000;

export function syncOutage(): Promise<Measure[]> {
  return inDirectory(async (directory) => {
    const floor = await PlantFloor.open();
    try {
      const admin = await administrator(floor.gateway);
      const writer = await admin.invite('writer', ['operator']);
      const cookies = await onlookers(admin, CLIENTS);
      const files = await Promise.all([0, 1].map((day) => file(directory, day)));
      const quiet = await importMs(floor, files[0]!);

      const clients = startClients(floor.address, cookies);
      const before = entry(writer, 1, Date.now());
      await writer.post('/api/sync/facts', { facts: [before] });
      await clients.reached(before._id);
      await floor.off();
      await new Promise((resolve) => setTimeout(resolve, AWAY_MS));
      await floor.on();
      const back = Date.now();
      const pid = gatewayPid();
      const used = cpuMeter(pid, ...childrenOf(pid));
      const importing = importMs(floor, files[1]!);
      const said = entry(writer, 2, Date.now());
      await writer.post('/api/sync/facts', { facts: [said] });
      const { at, pulls } = await clients.reached(said._id);
      const [gatewayCpu, storeCpu] = used();
      const crowded = await importing;
      const memory = peakMb(pid);
      await clients.stop();
      console.log(`${CLIENTS} clients made ${pulls} pulls in all.`);
      const since = at.map((each) => each - back);
      return [
        { id: `back → ${CLIENTS} clients current, p50`, value: quantile(since, 0.5), unit: 'ms' },
        { id: `back → ${CLIENTS} clients current, all`, value: Math.max(...since), unit: 'ms' },
        {
          ...{ id: `import of ${ROWS} rows while they return`, value: crowded, unit: 'ms' },
          ...{ peer: { name: 'the same, nobody there', value: quiet }, ratio: crowded / quiet },
        },
        { id: 'gateway while they return', value: gatewayCpu!, unit: '% of a core' },
        { id: 'its store while they return', value: storeCpu!, unit: '% of a core' },
        { id: 'gateway, most memory', value: memory, unit: 'MB' },
      ];
    } finally {
      await floor.close();
    }
  });
}

async function file(directory: string, day: number): Promise<string> {
  const { file: name, rows } = dayOfRows(Date.UTC(2026, 0, 5 + day, 20), ROWS, `day ${day}`);
  const path = join(directory, name);
  await writeFile(path, rows.join(''));
  return path;
}

async function importMs(floor: PlantFloor, path: string): Promise<number> {
  const begin = performance.now();
  await floor.gateway.job('import', { line: 'line8', source: 'vision', files: [path] });
  return performance.now() - begin;
}
