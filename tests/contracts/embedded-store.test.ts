import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedStore } from '../../gateway/store/embedded/embedded-store.ts';
import { describeStore } from './store-contract.ts';

describeStore('the embedded pouchdb-server', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-store-'));
  const embedded = await startEmbeddedStore({ directory, log: () => undefined, now: Date.now });
  return {
    store: embedded.store,
    tearDown: async () => {
      await embedded.stop();
      await rm(directory, { recursive: true });
    },
  };
});
