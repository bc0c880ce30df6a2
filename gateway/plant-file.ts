/** Reads a plant file: every problem at once, each with its place. */
import { readFile } from 'node:fs/promises';
import { AppError } from '../shared/errors.ts';
import type { PlantDefinition } from '../shared/equipment.ts';
import { plantProblems } from '../shared/plant-problems.ts';

/** `setting` = what named the file (`PLANT_FILE`, `--plant-file`), for the message. */
export async function readPlantFile(path: string, setting: string): Promise<PlantDefinition> {
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
  const problems = plantProblems(plant);
  if (problems.length > 0) {
    throw new AppError(
      'PLANT_FILE_INVALID',
      `${setting}="${path}" has ${problems.length} problem(s):\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    );
  }
  return plant as PlantDefinition;
}
