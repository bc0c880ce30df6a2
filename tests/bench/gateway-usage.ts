/**
 * A real gateway at work on a plant, and what it and its store take of the machine meanwhile. With BENCH_PROFILE (a folder)
 * it also says where its time goes, as `.cpuprofile` files, and is slower for it.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { startGatewayProcess, type GatewayProcess } from '../system/gateway-process.ts';
import { childrenOf, cpuMeter, peakMb } from './process-usage.ts';

export interface Usage {
  /** % of one core. */
  gatewayCpu: number;
  storeCpu: number;
  gatewayPeakMb: number;
  storePeakMb: number;
}

/** Start-up is not what goes on for ever. */
const SETTLING_MS = 3_000;
/** A source looks at all its files once a second: what it has not read after this it will not read. */
const TWO_LOOKS_MS = 2_500;

/** Measures from a moment after `work` has begun until it ends; then waits until all is read, and stops the gateway. */
export async function usageWhile(
  parts: { directory: string; dataDir: string; plant: PlantDefinition },
  work: (gateway: GatewayProcess) => Promise<void>,
): Promise<Usage> {
  const { directory, dataDir, plant } = parts;
  const profile = process.env.BENCH_PROFILE;
  const env = profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` } : {};
  const plantFile = join(directory, 'plant.json');
  await writeFile(plantFile, JSON.stringify(plant));
  const gateway = await startGatewayProcess({ dataDir, plantFile, env });
  try {
    const { pid } = JSON.parse(await readFile(join(dataDir, 'gateway.json'), 'utf8')) as { pid: number };
    const [store] = childrenOf(pid);
    const working = work(gateway);
    await Promise.race([working, setTimeout(SETTLING_MS)]);
    const used = cpuMeter(pid, store!);
    await working;
    const [gatewayCpu, storeCpu] = used();
    const usage = {
      ...{ gatewayCpu: gatewayCpu!, storeCpu: storeCpu! },
      gatewayPeakMb: peakMb(pid),
      storePeakMb: peakMb(store!),
    };
    await setTimeout(TWO_LOOKS_MS);
    await gateway.caughtUp();
    return usage;
  } finally {
    await gateway.stop();
  }
}

export async function inDirectory<T>(work: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-bench-'));
  try {
    return await work(directory);
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}
