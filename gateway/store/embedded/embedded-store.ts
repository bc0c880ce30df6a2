/**
 * The default store: pouchdb-server as a child of the gateway, on loopback, with a password that only the two know.
 * It can be crashed by a request that it does not like, so it is started again whenever it ends.
 */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { CouchAddress } from '../couch-http.ts';
import { CouchStore } from '../couch-store.ts';
import type { Store } from '../store.ts';
import { endLeftover } from './leftover.ts';
import { SupervisedServer, type EmbeddedStoreState } from './supervised-server.ts';

export interface EmbeddedStoreParts {
  /** Absent or ours: databases, configuration and log of the child are kept here. */
  directory: string;
  log(message: string): void;
  /** Epoch ms. */
  now(): number;
  /** For the password. */
  random?: (bytes: number) => Buffer;
}

export interface EmbeddedStore {
  store: Store;
  /** Where the child listens now; another port after each restart. Waits for a restart, then `STORE_UNREACHABLE`. */
  address(): Promise<CouchAddress>;
  state(): EmbeddedStoreState;
  /** Calls back after each change of state; returns the way to stop that. */
  onChange(listener: (state: EmbeddedStoreState) => void): () => void;
  /** Ends the child and waits for it; calls to the store fail from then on. */
  stop(): Promise<void>;
}

/** Resolves when the store answers. `DATA_DIR_UNUSABLE` or `STORE_UNREACHABLE` when the first start fails three times. */
export async function startEmbeddedStore(parts: EmbeddedStoreParts): Promise<EmbeddedStore> {
  const directory = await ownDirectory(parts.directory);
  await endLeftover(directory, parts.log);
  const password = (parts.random ?? randomBytes)(32).toString('base64url');
  const authorization = `Basic ${Buffer.from(`gateway:${password}`).toString('base64')}`;
  const supervised = new SupervisedServer({ ...parts, directory, authorization });
  await supervised.start();
  return {
    store: new CouchStore(() => supervised.address()),
    address: () => supervised.address(),
    state: () => supervised.state(),
    onChange: (listener) => supervised.onChange(listener),
    stop: () => supervised.stop(),
  };
}

async function ownDirectory(path: string): Promise<string> {
  const directory = resolve(path);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await chmod(directory, 0o700);
  } catch (cause) {
    const message = `the store cannot use "${directory}"; make it a directory that the gateway may write`;
    throw new AppError('DATA_DIR_UNUSABLE', message, { cause });
  }
  return directory;
}
