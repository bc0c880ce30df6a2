/** The store of a gateway: embedded, or a CouchDB that an administrator named. Resolves when it answers. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import type { Config } from '../config.ts';
import type { CouchConfig } from '../config/couch.ts';
import type { DiskSpace } from '../disk/disk-space.ts';
import type { KnownSecrets } from './redaction.ts';
import type { CouchAddress } from '../store/couch-http.ts';
import { CouchStore } from '../store/couch-store.ts';
import { startEmbeddedStore } from '../store/embedded/embedded-store.ts';
import type { Store } from '../store/store.ts';

export interface RunningStore {
  store: Store;
  /** For replication, which copies database by database. */
  address: () => Promise<CouchAddress>;
  state: () => { running: boolean; crashes: number; lastCrashAt: number | null };
  stop(): Promise<void>;
}

export interface RunningStoreParts {
  config: Pick<Config, 'dataDir' | 'couch'>;
  disk: Pick<DiskSpace, 'needRoom'>;
  known: KnownSecrets;
  signal: AbortSignal;
  now: () => number;
  log: (message: string) => void;
}

const PROBE_MS = 5_000;

export async function openStore(parts: RunningStoreParts): Promise<RunningStore> {
  const { config, disk, now, log } = parts;
  if (config.couch) return openCouch(config.couch, parts);
  const embedded = await startEmbeddedStore({ directory: join(config.dataDir, 'store'), log, now });
  embedded.onChange(({ running }) => {
    if (!running) disk.needRoom();
  });
  return {
    store: embedded.store,
    address: () => embedded.address(),
    state: () => embedded.state(),
    stop: () => embedded.stop(),
  };
}

/** A database server may well start after the gateway: it is waited for. Its absences are counted as crashes are. */
async function openCouch(couch: CouchConfig, { known, signal, now, log }: RunningStoreParts): Promise<RunningStore> {
  const password = (await readFile(couch.passwordFile, 'utf8')).trim();
  known.add(password);
  const authorization = `Basic ${Buffer.from(`${couch.user}:${password}`).toString('base64')}`;
  const address: CouchAddress = { url: couch.url, authorization };
  const store = new CouchStore(() => address);
  const state = { running: false, crashes: 0, lastCrashAt: null as number | null };
  const probe = async (): Promise<void> => {
    try {
      await store.databases('');
      if (!state.running) log(`The CouchDB at "${couch.url}" answers.`);
      state.running = true;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      // A wrong password does not mend itself by waiting.
      if (error.code === 'STORE_REFUSED' && state.crashes === 0 && !state.running) throw error;
      if (state.running) {
        state.crashes++;
        state.lastCrashAt = now();
      }
      if (state.running || state.lastCrashAt === null)
        log(`COUCHDB_URL="${couch.url}" does not answer; waiting for it.`);
      state.lastCrashAt ??= now();
      state.running = false;
    }
  };
  await probe();
  while (!state.running && !signal.aborted) {
    await delay(PROBE_MS, undefined, { signal, ref: false }).catch(() => {});
    await probe();
  }
  signal.throwIfAborted();
  const probing = setInterval(() => void probe(), PROBE_MS);
  return {
    store,
    address: () => Promise.resolve(address),
    state: () => ({ ...state }),
    stop: async () => clearInterval(probing),
  };
}
