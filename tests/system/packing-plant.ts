/** A plant file with one packing line and no calendar, in a directory for tests, and rows for its camera's file. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localDay } from '../../gateway/demo/local-time.ts';
import { packingDay } from '../../gateway/demo/packing-line.ts';
import { PACKING_LINES } from '../../gateway/demo/packing-lines.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';

export const ZONE = 'America/Los_Angeles';

export const PLANT: PlantDefinition = {
  plant: { id: 'test', name: 'Test plant', timezone: ZONE },
  reasons: [
    { code: 'film-jam', name: 'Film jam' },
    { code: 'break', name: 'Break', planned: true },
  ],
  lines: [
    {
      id: 'line8',
      name: 'Line 8',
      idealRatePerHour: 8400,
      standardRatePerHour: 5000,
      stops: { minSeconds: 1.1, bins: [12, 60, 300], downFromSeconds: 60 },
      sources: [
        {
          id: 'vision',
          kind: 'csv',
          path: 'Line8/PR*.txt',
          meaning: 'cycles',
          columns: ['itemNumber', 'lotNumber', 'serialNumber', 'partPresent', 'time'],
          time: { column: 'time', format: 'MM/DD/YY HH:mm:ss.SSS' },
        },
      ],
    },
  ],
};

export interface PlantDirectory {
  path: string;
  plantFile: string;
  dataDir: string;
  /** Where the camera writes. */
  camera: string;
  remove(): Promise<void>;
}

export async function plantDirectory(plant: PlantDefinition = PLANT): Promise<PlantDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'lineside-'));
  const camera = join(path, 'Line8');
  await mkdir(camera);
  const plantFile = join(path, 'plant.json');
  await writeFile(plantFile, JSON.stringify(plant));
  return {
    path,
    plantFile,
    dataDir: join(path, 'data'),
    camera,
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Rows of one past day of a seeded line, newline included. */
export function dayOfRows(at: number, rows: number, seed = 'system'): { file: string; rows: string[] } {
  const day = localDay(ZONE, at);
  const line = PACKING_LINES[1]!;
  const lines: string[] = [];
  for (const { row } of packingDay({ seed, line, day })) {
    if (lines.push(`${row}\n`) === rows) break;
  }
  return { file: `PR${day.date}.txt`, rows: lines };
}
