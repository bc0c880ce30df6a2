/** What is seen of a gateway from within: the material of `/health` and `/metrics`. */
import type { ReplicationStatus } from '../../shared/replication/protocol.ts';
import type { EventLoopState } from './event-loop.ts';
import type { SystemClockState } from './system-clock.ts';
import type { WriteState } from './write-watch.ts';

export interface Observed {
  gateway: string;
  version: string;
  role: 'line' | 'plant';
  startedAt: number;
  clock: SystemClockState;
  eventLoop: EventLoopState;
  /** null = lines are being restored. */
  running: ObservedRunning | null;
}

/** A part of what `GET /api/status` shows, and what only people who look after the gateway ask for. */
export interface ObservedRunning {
  store: { running: boolean; crashes: number };
  facts: { waiting: number; differing: number; refused: number };
  unstatedHours: number;
  devices: number;
  disk: { level: 'ok' | 'low' | 'critical' | 'full'; freeBytes: number | null; since: number };
  tls: { certificates: readonly { what: 'server' | 'ca'; daysLeft: number }[] } | null;
  journal: { bytes: number; segments: number; oldestAt: number | null };
  clockJumps: readonly { at: number; jumpMs: number }[];
  /** `<line>/<source>`; those of a plant are elsewhere. */
  sources: readonly { id: string; state: string; since: number | null; behindBytes: number }[];
  storeWrites: WriteState;
  journalWrites: WriteState;
  /** null = no plant was joined. */
  replication: ReplicationStatus | null;
  /** Of the latest backup that was whole; `lastAt` null = never. null = nobody asked for backups here. */
  backup: { lastAt: number | null } | null;
}
