import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { startEmbeddedStore, type EmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';

/** For each test an empty directory; the stores started in it are stopped and the directory removed afterwards. */
export function embeddedStores() {
  let running: EmbeddedStore[] = [];
  const given = {
    directory: '',
    logged: [] as string[],
    async start(): Promise<EmbeddedStore> {
      const { directory } = given;
      const log = (message: string) => given.logged.push(message);
      const embedded = await startEmbeddedStore({ directory, log, now: Date.now });
      running.push(embedded);
      return embedded;
    },
  };

  beforeEach(async () => {
    given.directory = await mkdtemp(join(tmpdir(), 'lineside-store-'));
    given.logged = [];
    running = [];
  });

  afterEach(async () => {
    for (const embedded of running) await embedded.stop();
    await rm(given.directory, { recursive: true, force: true });
  });

  return given;
}
