/**
 * The store as every part of a running gateway sees it: it takes nothing while the disk is full, a month that was dropped
 * stays dropped, and whoever follows facts is told of each write.
 */
import { announcing, type AnnouncingStore, type Written } from '../store/announcing-store.ts';
import type { Config } from '../config.ts';
import { DiskSpace } from '../disk/disk-space.ts';
import { readOnlyWhen } from '../store/read-only-when.ts';
import type { KnownSecrets } from './redaction.ts';
import { refusingDropped } from '../store/refusing-dropped.ts';
import { DroppedMonths } from '../retention/dropped-months.ts';
import type { RunningHealth } from './health.ts';
import { openStore, type RunningStore } from './store.ts';

export interface GuardedStore {
  store: AnnouncingStore;
  disk: DiskSpace;
  dropped: DroppedMonths;
  isDropped: (database: string) => boolean;
  /** Told of each database that was written to; whoever wants to be is added. */
  written: Written[];
  /** Documents of dropped months that came late. */
  readonly keptAside: number;
  state: RunningStore['state'];
  address: RunningStore['address'];
  stop: RunningStore['stop'];
}

/** Resolves when the store answers. */
export async function openGuardedStore(parts: {
  config: Config;
  gateway: string;
  /** What no message may carry. */
  known: KnownSecrets;
  health: RunningHealth;
  signal: AbortSignal;
  now: () => number;
  log: (message: string) => void;
}): Promise<GuardedStore> {
  const { config, gateway, known, health, signal, now, log } = parts;
  const disk = new DiskSpace({ directory: config.dataDir, lowBytes: config.diskLowBytes, now, log });
  // Known before the store opens: on a full disk it needs the room of the ballast.
  await disk.look();
  disk.start(signal);
  const { store: opened, state, address, stop } = await openStore({ config, disk, known, signal, now, log });
  const room = readOnlyWhen(() => disk.isFull, health.store(opened));
  const dropped = await DroppedMonths.open(room, gateway);
  const isDropped = (database: string) => dropped.has(database);
  const written: Written[] = [];
  let keptAside = 0;
  const refused = (database: string, documents: number): void => {
    keptAside += documents;
    log(`"${database}" was dropped, so ${documents} documents that came late are kept aside.`);
  };
  const store = announcing(refusingDropped(room, { gateway, isDropped, refused }), (database, facts) =>
    written.forEach((tell) => tell(database, facts)),
  );
  return {
    ...{ store, disk, dropped, isDropped, written, state, address, stop },
    get keptAside() {
      return keptAside;
    },
  };
}
