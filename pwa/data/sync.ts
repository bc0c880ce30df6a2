/** What pages know of this device and its gateway: what waits, what is here, how far apart clocks and versions are. */
import type { PullCollection } from '../../shared/sync/rows.ts';
import type { Entry } from './collections.ts';
import type { Brought } from './entries-bringing.ts';
import type { Live } from './line-data.ts';
import type { StorageHere } from './sync-storage.ts';
import type { Fit } from './sync-versions.ts';
import type { SyncProgress } from './sync-watch.ts';

/** As it said itself when it was heard last. */
export interface GatewayHeard {
  id: string;
  version: string;
}

export interface SyncState {
  /** Id of this device. */
  device: string;
  /** Of this app; null = not known. */
  version: string | null;
  gateway: GatewayHeard | null;
  fit: Fit;
  /** This tab is the one that sends and receives. */
  leads: boolean;
  progress: SyncProgress;
  /** Rows on this device. */
  rows: Record<PullCollection, number>;
  /** What is not accepted yet, in order of entering. */
  waiting: Entry[];
}

/** `none`: this is the newest that the gateway has. */
export type LookedForUpdate = 'found' | 'none' | 'unreachable';

export interface SyncData {
  now: Live<SyncState>;
  /** Sends, asks and connects at once, whatever was to be waited for. */
  again(): void;
  storage(): Promise<StorageHere>;
  /** Asks the browser to keep what is here. */
  keepStorage(): Promise<StorageHere>;
  lookForUpdate(): Promise<LookedForUpdate>;
  /** All that was entered here and is nowhere else. */
  file(): Promise<{ name: string; text: string }>;
  /** Hands in such a file of whatever device; for supervisors and admins, while the gateway is in reach. */
  bring(text: string): Promise<Brought>;
}
