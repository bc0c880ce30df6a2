/** Puts together what `SyncData` tells, from what is stored, what is heard and what the other tabs say. */
import { BehaviorSubject, combineLatest, map, type Observable } from 'rxjs';
import type { LiveEvent } from '../../shared/sync/protocol.ts';
import type { Entry } from './collections.ts';
import type { EntryDatabase, Keep, ViewDatabase } from './database.ts';
import { bringEntries } from './entries-bringing.ts';
import { entriesFile, entriesFileName } from './entries-file.ts';
import type { RefusedEntry } from './line-data.ts';
import { asLive, coalesced } from './live.ts';
import { deviceId } from './outbox.ts';
import type { Fetch } from './requests.ts';
import { keepStorage, storageHere, type StorageManagerHere } from './sync-storage.ts';
import type { Versions } from './sync-versions.ts';
import type { SyncWatch } from './sync-watch.ts';
import type { GatewayHeard, LookedForUpdate, SyncData, SyncState } from './sync.ts';

export interface SyncParts {
  entries: EntryDatabase;
  view: ViewDatabase;
  outbox$: Observable<Entry[]>;
  versions: Versions;
  watch: SyncWatch;
  keep: Keep;
  random: () => number;
  fetch: Fetch;
  stop: AbortSignal;
  storage: StorageManagerHere;
  version: string | null;
  /** The gateway's time by this device, ms. */
  now: () => number;
  again: () => void;
  lookForUpdate: () => Promise<LookedForUpdate>;
}

export type SyncHere = SyncData & {
  heard(event: LiveEvent): void;
  /** Whether this tab leads. */
  leads$: BehaviorSubject<boolean>;
};

export function syncHere(parts: SyncParts): SyncHere {
  const { entries, view, versions, watch, keep, storage } = parts;
  const leads$ = new BehaviorSubject(false);
  const gateway$ = new BehaviorSubject<GatewayHeard | null>(gatewayHeard(keep));
  const device = () => deviceId(keep, parts.random);

  const now$ = combineLatest({
    gateway: gateway$,
    fit: versions.fit$,
    leads: leads$,
    progress: watch.progress$,
    rows: combineLatest({
      hours: view.hours.count().$,
      lines: view.lines.count().$,
      reference: view.reference.count().$,
      plan: view.plan.count().$,
      lots: view.lots.count().$,
    }),
    waiting: parts.outbox$.pipe(map((all) => all.filter(({ acceptedAt }) => acceptedAt === null).sort(byTime))),
  }).pipe(
    coalesced(),
    map((known): SyncState => ({ ...known, device: device(), version: parts.version })),
  );

  return {
    leads$,
    now: asLive(now$),
    heard(event) {
      versions.heard(event);
      watch.current();
      if (event.type !== 'hello') return;
      const heard = { id: event.gateway, version: event.version };
      gateway$.next(heard);
      keep.setItem('gateway', JSON.stringify(heard));
    },
    again: parts.again,
    storage: () => storageHere(storage),
    keepStorage: () => keepStorage(storage),
    lookForUpdate: parts.lookForUpdate,
    async file() {
      const [outbox, refused] = await Promise.all([entries.outbox.find().exec(), entries.rejected.find().exec()]);
      const of = { device: device(), at: parts.now() };
      const waiting = outbox.map((entry) => entry.toJSON() as Entry).sort(byTime);
      const text = entriesFile(
        waiting,
        refused.map((entry) => entry.toJSON() as RefusedEntry),
        of,
      );
      return { name: entriesFileName(of), text };
    },
    bring: (text) => bringEntries(parts.fetch, parts.stop, text),
  };
}

function byTime(a: Entry, b: Entry): number {
  return a.fact.at - b.fact.at || (a.id < b.id ? -1 : 1);
}

function gatewayHeard(keep: Keep): GatewayHeard | null {
  try {
    const { id, version } = JSON.parse(keep.getItem('gateway') ?? '{}') as Partial<GatewayHeard>;
    return id === undefined || version === undefined ? null : { id, version };
  } catch {
    return null;
  }
}
