/**
 * Where a source that is made in the app may read: below the plant file's folder, the folders that it names, and those that
 * sources read already. Never what the gateway keeps for itself: an engineer reads machines, not secrets.
 */
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import type { CsvSource } from '../../shared/sources.ts';
import { placeOf } from '../lines/sources-of-plant.ts';
import { filePattern } from '../sources/file-pattern.ts';

export interface SourcePlacesParts {
  /** Of the plant file. */
  directory: string;
  /** What the gateway keeps for itself. */
  dataDir: string;
  /** Files elsewhere that hold a secret of the gateway, absolute. */
  secretFiles: readonly string[];
  plant: () => PlantDefinition;
}

export class SourcePlaces {
  readonly #parts: SourcePlacesParts;

  constructor(parts: SourcePlacesParts) {
    this.#parts = parts;
  }

  /** Why the files may not be read; null = they may. */
  async problem(path: string): Promise<string | null> {
    const { directory, dataDir, secretFiles } = this.#parts;
    let place: { root: string; pattern: string };
    try {
      place = placeOf({ path }, directory);
    } catch (error) {
      if (error instanceof AppError) return error.message;
      throw error;
    }
    const root = await realPath(place.root);
    const folders = await Promise.all(this.#allowed().map(realPath));
    const within = folders.filter((folder) => isWithin(folder, root));
    if (within.length === 0)
      return `"${root}" is not among the folders that sources may read (${folders.join(', ')}); an administrator can add it to "sourceFolders" of the plant file`;
    if (reaches(root, place.pattern, await realPath(dataDir), await realPath(directory)))
      return `"${path}" leads into "${dataDir}", which the gateway keeps for itself`;
    for (const file of secretFiles)
      if (finds(root, place.pattern, await realPath(file)))
        return `"${path}" finds "${file}", which is a secret of the gateway; name the files so that it is none of them`;
    const namesBelow = (folder: string) => [...relative(folder, root).split(sep), ...place.pattern.split('/')];
    if (within.every((folder) => namesBelow(folder).some((name) => name.startsWith('.'))))
      return `"${path}" names hidden files or folders, which are no logs of machines`;
    return null;
  }

  #allowed(): string[] {
    const { directory, plant } = this.#parts;
    const { sourceFolders = [], lines } = plant();
    const files = lines.flatMap(({ sources }) =>
      sources.filter((source): source is CsvSource => source.kind === 'csv'),
    );
    const read = files.map((source) => placeOf(source, directory).root).filter((root) => root !== '/');
    return [...new Set([directory, ...sourceFolders.map((folder) => resolve(directory, folder)), ...read])];
  }
}

/** Can the pattern find something in what is kept? The simulated plant's own folder lies in there, and may be read. */
function reaches(root: string, pattern: string, kept: string, directory: string): boolean {
  if (isWithin(kept, root)) return kept === directory || !isWithin(kept, directory) || !isWithin(directory, root);
  const way = relative(root, kept);
  return !isOutside(way) && filePattern(pattern).leadsOn(way.split(sep).join('/'));
}

function finds(root: string, pattern: string, file: string): boolean {
  const way = relative(root, file);
  return !isOutside(way) && filePattern(pattern).matches(way.split(sep).join('/'));
}

function isWithin(folder: string, path: string): boolean {
  return !isOutside(relative(folder, path));
}

function isOutside(way: string): boolean {
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way);
}

/** Without links; what is not there yet is taken as it is named. */
async function realPath(path: string): Promise<string> {
  const found = await realpath(path).catch(() => null);
  if (found !== null || dirname(path) === path) return found ?? path;
  return join(await realPath(dirname(path)), basename(path));
}
