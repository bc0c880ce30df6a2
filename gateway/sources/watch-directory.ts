import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { FilePattern } from './file-pattern.ts';
import { watchFolder } from './watch-folder.ts';

type Ring = (name: string) => void;

/** Sources that read files of one folder share its watcher: each event is looked at once, not once for each of them. */
const folders = new Map<string, { ears: Set<Ring>; close: () => Promise<void> }>();

/**
 * Rings when a file below the root is written, comes or goes; a missing root is waited for. Only a wake-up: events may be
 * late, merged or missing, so what they say is never believed and errors are left to the sweep that goes on anyway.
 */
export function watchDirectory(root: string, pattern: FilePattern, ring: Ring): () => Promise<void> {
  if (pattern.depth > 0) return watchTree(root, pattern, ring);
  const ear: Ring = (name) => {
    if (pattern.matches(name)) ring(name);
  };
  let folder = folders.get(root);
  if (!folder) {
    const ears = new Set<Ring>();
    const tell: Ring = (name) => ears.forEach((each) => each(name));
    folder = { ears, close: watchFolder(root, tell) };
    folders.set(root, folder);
  }
  folder.ears.add(ear);
  const { ears, close } = folder;
  return async () => {
    ears.delete(ear);
    if (ears.size > 0) return;
    folders.delete(root);
    await close();
  };
}

/** Folders within folders, which come and go with the days: chokidar keeps track of them. */
function watchTree(root: string, pattern: FilePattern, ring: Ring): () => Promise<void> {
  const nameOf = (path: string): string => relative(root, path).replaceAll(sep, '/');
  const watcher = watch(root, {
    ...(pattern.depth !== Infinity && { depth: pattern.depth }),
    ignoreInitial: true,
    atomic: false,
    followSymlinks: false,
    ignored: (path) => {
      const name = nameOf(path);
      return name !== '' && !pattern.matches(name) && !pattern.leadsOn(name);
    },
  });
  const woken = (path: string): void => ring(nameOf(path));
  watcher.on('add', woken).on('change', woken).on('unlink', woken);
  watcher.on('error', () => undefined);
  return () => watcher.close();
}
