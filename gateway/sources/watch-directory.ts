import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { FilePattern } from './file-pattern.ts';

type Ring = (name: string) => void;

/** Sources that read files of one folder share its watcher: each event is looked at once, not once for each of them. */
const folders = new Map<string, { ears: Set<Ring>; close: () => Promise<void> }>();

/**
 * Rings when a file below the root is written, comes or goes; a missing root is waited for. Only a wake-up: events may be
 * late, merged or missing, so what they say is never believed and errors are left to the sweep that goes on anyway.
 */
export function watchDirectory(root: string, pattern: FilePattern, ring: Ring): () => Promise<void> {
  if (pattern.depth > 0)
    return watchFiles(root, pattern.depth, (name) => pattern.matches(name) || pattern.leadsOn(name), ring);
  const ear: Ring = (name) => {
    if (pattern.matches(name)) ring(name);
  };
  let folder = folders.get(root);
  if (!folder) {
    const ears = new Set<Ring>();
    const tell: Ring = (name) => ears.forEach((each) => each(name));
    folder = { ears, close: watchFiles(root, 0, () => true, tell) };
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

function watchFiles(root: string, depth: number, concerns: (name: string) => boolean, ring: Ring): () => Promise<void> {
  const nameOf = (path: string): string => relative(root, path).replaceAll(sep, '/');
  const watcher = watch(root, {
    ...(depth !== Infinity && { depth }),
    ignoreInitial: true,
    atomic: false,
    followSymlinks: false,
    ignored: (path) => {
      const name = nameOf(path);
      return name !== '' && !concerns(name);
    },
  });
  const woken = (path: string): void => ring(nameOf(path));
  watcher.on('add', woken).on('change', woken).on('unlink', woken);
  watcher.on('error', () => undefined);
  return () => watcher.close();
}
