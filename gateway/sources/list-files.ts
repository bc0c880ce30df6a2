import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilePattern } from './file-pattern.ts';
import { isFileError } from './regular-file.ts';

export interface Listing {
  /** Names that the pattern means, sorted; what they are is not looked at. */
  names: string[];
  /** Folders that are not looked through, one sentence each. */
  problems: string[];
}

/** Lists the files below a root. Rejects when the root cannot be listed; a folder in it that cannot be is a problem. */
export async function listFiles(root: string, pattern: FilePattern): Promise<Listing> {
  const listing: Listing = { names: [], problems: [] };
  if (pattern.depth === 0) listing.names = (await readdir(root)).filter((name) => pattern.matches(name));
  else await listFolder({ root, pattern, listing }, '');
  listing.names.sort();
  return listing;
}

async function listFolder(
  into: { root: string; pattern: FilePattern; listing: Listing },
  folder: string,
): Promise<void> {
  const { root, pattern, listing } = into;
  for (const entry of await entries(into, folder)) {
    const name = folder === '' ? entry.name : `${folder}/${entry.name}`;
    const leadsOn = pattern.leadsOn(name);
    if (leadsOn && entry.isDirectory()) await listFolder(into, name);
    else if (pattern.matches(name)) listing.names.push(name);
    else if (leadsOn && entry.isSymbolicLink() && (await isFolder(join(root, name)))) {
      listing.problems.push(`"${join(root, name)}" is a symbolic link and is not looked through; only folders are`);
    }
  }
}

async function entries({ root, listing }: { root: string; listing: Listing }, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    if (folder === '' || !isFileError(error)) throw error;
    // Gone since its parent was listed: the next look tells.
    if (error.code === 'ENOENT') return [];
    listing.problems.push(`"${join(root, folder)}" cannot be listed (${error.message}); check its rights`);
    return [];
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
