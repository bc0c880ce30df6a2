/** Reads a plant file: every problem at once, each with its place. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GatewayRole } from '../../shared/access/person.ts';
import { AppError } from '../../shared/errors.ts';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { plantProblems } from '../../shared/plant-problems.ts';
import type { Config } from '../config.ts';
import { demoPlantFile } from '../demo/demo-plant.ts';
import { PlantOnDisk } from './plant-on-disk.ts';

/** `setting` = what named the file (`PLANT_FILE`, `--plant-file`), for the message; `role` = of the gateway that it is for. */
export async function readPlantFile(
  path: string,
  setting: string,
  role: GatewayRole = 'line',
): Promise<PlantDefinition> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new AppError('PLANT_FILE_INVALID', `${setting}="${path}" cannot be read: ${why}.`, { cause: error });
  }
  let plant: unknown;
  try {
    plant = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new AppError(
      'PLANT_FILE_INVALID',
      `${setting}="${path}" is not JSON: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  const problems = [...plantProblems(plant), ...roleProblems(plant, role)];
  if (problems.length > 0) {
    throw new AppError(
      'PLANT_FILE_INVALID',
      `${setting}="${path}" has ${problems.length} problem(s):\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
  }
  return plant as PlantDefinition;
}

function roleProblems(plant: unknown, role: GatewayRole): string[] {
  const { lines } = plant as Partial<PlantDefinition>;
  if (!Array.isArray(lines)) return [];
  if (role === 'line') return lines.length === 0 ? ['lines: there are none; name those that this gateway reads'] : [];
  return lines.length === 0 ? [] : ['lines: a plant (ROLE=plant) reads none; they come with the gateways that join it'];
}

/** The plant that a gateway runs, and the file that changes to it are written to. */
export async function declaredPlant(
  config: Pick<Config, 'role' | 'plantFile' | 'dataDir' | 'demoTimezone'>,
  { zone, now }: { zone: string; now: () => number },
): Promise<{ plant: PlantDefinition; onDisk: PlantOnDisk }> {
  if (config.plantFile !== null) {
    const plant = await readPlantFile(config.plantFile, 'PLANT_FILE', config.role);
    return { plant, onDisk: new PlantOnDisk({ path: config.plantFile, known: plant, now }) };
  }
  const path = join(config.dataDir, 'demo', 'plant.json');
  const simulated = demoPlantFile(config.demoTimezone ?? zone);
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  const written = isThere ? await readPlantFile(path, 'simulated plant') : null;
  const onDisk = new PlantOnDisk({ path, known: written, now });
  return { plant: written ? withSourcesOf(simulated, written) : simulated, onDisk };
}

/** The simulation is the program's; what somebody tried out with its sources is theirs. */
function withSourcesOf(plant: PlantDefinition, written: PlantDefinition): PlantDefinition {
  const sourcesOf = (line: string) => written.lines.find(({ id }) => id === line)?.sources;
  return { ...plant, lines: plant.lines.map((line) => ({ ...line, sources: sourcesOf(line.id) ?? line.sources })) };
}
