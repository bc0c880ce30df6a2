/** Whether this device goes on without network, or what is missing. Pure. */
import type { ReadyRow } from '../components/sync/ls-sync-ready.ts';
import type { Connection } from '../data/line-data.ts';
import type { StorageHere } from '../data/sync-storage.ts';
import { syncText as s } from '../locales/sync.ts';

export interface ReadyParts {
  connection: Pick<Connection, 'readyOffline' | 'synced'>;
  storage: StorageHere | null;
  /** Opened from the device's home screen. */
  installed: boolean;
}

/** `needed`: without it, it does not; else it is only safer. */
export function readyRows({ connection, storage, installed }: ReadyParts): ReadyRow[] {
  const { readyOffline, synced } = connection;
  return [
    { ok: readyOffline, needed: true, text: s(readyOffline ? 'readyApp' : 'readyAppNo') },
    { ok: synced, needed: true, text: s(synced ? 'readySynced' : 'readySyncedNo') },
    ...(storage ? [keptRow(storage)] : []),
    { ok: installed, needed: false, text: s(installed ? 'readyInstalled' : 'readyInstalledNo') },
  ];
}

function keptRow({ persisted }: StorageHere): ReadyRow {
  if (persisted === null) return { ok: false, needed: false, text: s('readyKeptUnknown') };
  return { ok: persisted, needed: false, text: s(persisted ? 'readyKept' : 'readyKeptNo'), ask: !persisted };
}
