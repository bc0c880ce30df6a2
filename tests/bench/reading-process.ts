/**
 * A process that reads a series as a screen asks for it: `node reading-process.ts DATA_DIR METRIC FROM TO WIDTH`. On its own,
 * so that the first answer is a cold one: no cache and no compiled code, only the store is there.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readPlantFile } from '../../gateway/plant/plant-file.ts';
import { SeriesProjection } from '../../gateway/projections/series/series-projection.ts';
import { SeriesReader } from '../../gateway/projections/series/series-reader.ts';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { encodeReply } from '../../shared/series/reply.ts';

const REPEATS = 50;

export interface Read {
  tier: string;
  points: number;
  bytes: number;
  firstMs: number;
  /** Median of the next ones. */
  againMs: number;
}

const [dataDir, metric, from, to, width] = process.argv.slice(2) as [string, string, string, string, string];
const plant = await readPlantFile(join(dirname(dataDir), 'plant.json'), 'PLANT_FILE');
const { id: gateway } = JSON.parse(await readFile(join(dataDir, 'gateway.json'), 'utf8')) as { id: string };
const now = () => Date.now();
const embedded = await startEmbeddedStore({ directory: join(dataDir, 'store'), log: console.error, now });
try {
  const { store } = embedded;
  // The connection to the store is there in any gateway.
  await store.databases('local');
  const projection = new SeriesProjection({ store, gateway, now });
  const reader = new SeriesReader({
    projection,
    plant: () => plant,
    edge: { openSamples: () => [], openHours: () => [] },
  });
  const times: number[] = [];
  let last = { tier: '', points: 0, bytes: 0 };
  for (let i = 0; i <= REPEATS; i++) {
    const begin = performance.now();
    const reply = await reader.read({ metric, from: Number(from), to: Number(to), width: Number(width) });
    const bytes = encodeReply(reply).length;
    times.push(performance.now() - begin);
    last = { tier: reply.tier, points: reply.points, bytes };
  }
  const [firstMs, ...again] = times;
  const againMs = again.sort((a, b) => a - b)[REPEATS >> 1]!;
  console.log(JSON.stringify({ ...last, firstMs: firstMs!, againMs } satisfies Read));
} finally {
  await embedded.stop();
}
