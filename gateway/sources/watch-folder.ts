import { watch, type FSWatcher } from 'node:fs';
import { stat } from 'node:fs/promises';

/** A folder that was missing, or another one by now, is watched after so long; the sweeps see it meanwhile. */
const LOOK_MS = 1_000;

/**
 * Rings with the name of whatever is written, comes or goes in one folder. By the system's own events: a library that
 * looks at each file after each event costs more than reading the rows when fifty sensors write twenty times a second.
 */
export function watchFolder(folder: string, ring: (name: string) => void): () => Promise<void> {
  let watcher: FSWatcher | null = null;
  let watched = '';
  let closed = false;
  const drop = (): void => {
    watcher?.close();
    watcher = null;
    watched = '';
  };
  const look = async (): Promise<void> => {
    // A folder that was deleted and made anew has another inode, and its old watcher hears nothing any more.
    const identity = await stat(folder).then(
      ({ dev, ino }) => `${dev} ${ino}`,
      () => '',
    );
    if (closed || identity === watched) return;
    drop();
    if (identity === '') return;
    try {
      watcher = watch(folder, (_, name) => name !== null && ring(name));
      watcher.on('error', drop);
      watched = identity;
    } catch {
      // No watches left, or gone in between: the sweeps go on, and the next look tries again.
      drop();
    }
  };
  void look();
  const timer = setInterval(() => void look(), LOOK_MS);
  return async () => {
    closed = true;
    clearInterval(timer);
    drop();
  };
}
