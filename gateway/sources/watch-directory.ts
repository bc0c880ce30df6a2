import { basename, resolve } from 'node:path';
import { watch } from 'chokidar';

/**
 * Rings when a file in the directory is written, comes or goes; a missing directory is waited for. Only a wake-up: events
 * may be late, merged or missing, so what they say is never believed and errors are left to the sweep that goes on anyway.
 */
export function watchDirectory(
  directory: string,
  matches: (name: string) => boolean,
  ring: (name: string) => void,
): () => Promise<void> {
  const watcher = watch(directory, {
    depth: 0,
    ignoreInitial: true,
    atomic: false,
    ignored: (path) => resolve(path) !== resolve(directory) && !matches(basename(path)),
  });
  const woken = (path: string): void => ring(basename(path));
  watcher.on('add', woken).on('change', woken).on('unlink', woken);
  watcher.on('error', () => undefined);
  return () => watcher.close();
}
