import { relative, sep } from 'node:path';
import { watch } from 'chokidar';
import type { FilePattern } from './file-pattern.ts';

/**
 * Rings when a file below the root is written, comes or goes; a missing root is waited for. Only a wake-up: events may be
 * late, merged or missing, so what they say is never believed and errors are left to the sweep that goes on anyway.
 */
export function watchDirectory(root: string, pattern: FilePattern, ring: (name: string) => void): () => Promise<void> {
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
