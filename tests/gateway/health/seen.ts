/** A gateway that is well, as it is seen from within; tests say what is otherwise. */
import type { Observed, ObservedRunning } from '../../../gateway/health/observed.ts';
import type { ReplicationStatus } from '../../../shared/replication/protocol.ts';

export const NOW = Date.UTC(2026, 10, 20, 12);

export const WELL: ObservedRunning = {
  store: { running: true, crashes: 0 },
  facts: { waiting: 0, differing: 0, refused: 0 },
  unstatedHours: 0,
  devices: 3,
  disk: { level: 'ok', freeBytes: 50_000 * 1_048_576, since: NOW - 5_000 },
  tls: { certificates: [{ what: 'server', daysLeft: 200 }] },
  journal: { bytes: 1_000, segments: 2, oldestAt: NOW - 9_000 },
  clockJumps: [],
  sources: [
    { id: 'line8/vision', state: 'live', since: NOW - 4_000, behindBytes: 0 },
    { id: 'line8/sealer', state: 'waiting', since: NOW - 3_000, behindBytes: 7 },
  ],
  storeWrites: { failingSince: null, lastAt: NOW - 100 },
  journalWrites: { failingSince: null, lastAt: NOW - 100 },
  replication: null,
  backup: null,
};

export function seen(running: Partial<ObservedRunning> | null = {}, rest: Partial<Observed> = {}): Observed {
  return {
    ...{ gateway: 'gw-1', version: '1.2.3', role: 'line', startedAt: NOW - 60_000 },
    clock: { synchronised: true, since: NOW - 50_000 },
    eventLoop: { p99Ms: 2, worstMs: 8 },
    running: running && { ...WELL, ...running },
    ...rest,
  };
}

type Plant = NonNullable<ReplicationStatus['plant']>;

export function replicating(plant: Partial<Plant>, databases: ReplicationStatus['databases'] = []): ReplicationStatus {
  const reached = { name: 'Plant', origin: 'https://plant.local', state: 'reached', since: NOW, detail: '' } as const;
  return { plant: { ...reached, clockOffsetMs: 20, ...plant }, databases, denied: [] };
}
