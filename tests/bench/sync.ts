/** Between gateway and devices, and between line and plant: each part is a file that can be read alone. */
import type { Measure } from './run.ts';
import { syncEdit } from './sync-edit.ts';
import { syncFirst } from './sync-first.ts';
import { syncOffline } from './sync-offline.ts';
import { syncOutage } from './sync-outage.ts';
import { syncPlant } from './sync-plant.ts';

/** One after the other: they would measure each other. */
const PARTS: (() => Promise<Measure[]>)[] = [syncFirst, syncEdit, syncOutage, syncOffline, syncPlant];

export async function sync(): Promise<Measure[]> {
  const all: Measure[] = [];
  for (const part of PARTS) all.push(...(await part()));
  return all;
}
