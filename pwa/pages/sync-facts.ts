/** What else is told of this device, in words. Pure. */
import type { DeviceFact } from '../components/sync/ls-sync-facts.ts';
import type { HereRow } from '../components/sync/ls-sync-here.ts';
import type { Connection } from '../data/line-data.ts';
import type { StorageHere } from '../data/sync-storage.ts';
import type { SyncState } from '../data/sync.ts';
import { PULL_COLLECTIONS } from '../../shared/sync/rows.ts';
import { clockOfDay, number } from '../locales/format.ts';
import { syncText as s } from '../locales/sync.ts';
import { clockSentence } from './sync-clock.ts';
import { LAG_MS } from './sync-sentence.ts';

export interface FactsParts {
  connection: Connection;
  sync: SyncState;
  storage: StorageHere | null;
  zone: string;
  /** The gateway's time, ms. */
  now: number;
  /** Where the device is connected; null = as the gateway calls itself. */
  gatewayName: string | null;
}

export function deviceFacts({ connection, sync, storage, zone, now, gatewayName }: FactsParts): DeviceFact[] {
  const { gateway } = sync;
  const isLive = connection.state === 'live';
  const offsetMs = connection.asOf === null ? null : connection.clockOffsetMs;
  const clock = clockSentence({ offsetMs, gatewayNow: now, zone });
  return [
    { term: s('connection'), text: isLive ? (gatewayName ?? gateway?.id ?? s('unknown')) : s('notConnected') },
    { term: s('clock'), text: clock.text, wrong: clock.wrong },
    { term: s('storage'), text: storageText(storage) },
    { term: s('window'), text: s(sync.leads ? 'windowLeads' : 'windowFollows') },
    { term: s('version'), text: s('versions', sync.version ?? s('unknown'), gateway?.version ?? s('unknown')) },
    { term: s('device'), text: sync.device },
  ];
}

export function hereRows(
  { progress, rows }: Pick<SyncState, 'progress' | 'rows'>,
  zone: string,
  now: number,
): HereRow[] {
  const time = (at: number | null) => (at === null ? null : clockOfDay(at, zone, now));
  return PULL_COLLECTIONS.map((name) => {
    const { completedAt, behindSince, total } = progress.collections[name];
    const lags = behindSince !== null && now - behindSince > LAG_MS;
    return {
      name: s(name),
      rows: rows[name],
      total,
      completeAt: time(completedAt),
      behindSince: lags && completedAt !== null ? time(behindSince) : null,
    };
  });
}

function storageText(storage: StorageHere | null): string {
  if (!storage || storage.used === null) return s('storageUnknown');
  const { used, granted } = storage;
  return granted === null
    ? s('storageUsedOnly', megabytes(used))
    : s('storageUsed', megabytes(used), megabytes(granted));
}

/** `0.4 MB`, `12 MB`, `2.1 GB` */
function megabytes(bytes: number): string {
  const mb = bytes / 1_000_000;
  return mb >= 1_000 ? `${number(mb / 1_000, 1)}\u00a0GB` : `${number(mb, mb < 10 ? 1 : 0)}\u00a0MB`;
}
