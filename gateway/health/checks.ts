/**
 * The checks of `/health`: pure, from what is seen of the gateway. `failing` is what keeps it from its work: nothing new
 * is safe, or nobody can reach it. `degraded` is what somebody should see to. Strangers read it, so there are counts in
 * it, and no names of lines or machines.
 */
import type { Observed, ObservedRunning } from './observed.ts';

export type CheckStatus = 'ok' | 'degraded' | 'failing';

/** `since` null = as long as anybody has looked; see `HealthWatch`. */
export interface Check {
  name: string;
  status: CheckStatus;
  since: number | null;
  detail: string;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const LIMITS = {
  /** The store starts anew within seconds; the journal keeps everything meanwhile. */
  storeAwayMs: MINUTE_MS,
  /** A line works for weeks without its plant; somebody should know sooner. */
  plantAwayMs: 10 * MINUTE_MS,
  /** Of the gateway's clock against its plant's. */
  clockOffsetMs: 2_000,
  /** A jump of the clock is spoken of for so long. */
  jumpMs: HOUR_MS,
  certificateDays: 14,
  eventLoopMs: 500,
  backupMs: 8 * DAY_MS,
} as const;

type Found = Omit<Check, 'name' | 'since'> & { since?: number | null };

export function checksOf(observed: Observed, now: number): Check[] {
  const { running } = observed;
  const found: Record<string, Found> = {
    start: running
      ? { status: 'ok', detail: 'Lines are restored.' }
      : { status: 'failing', since: observed.startedAt, detail: 'Lines are being restored.' },
    ...(running && { store: store(running, now), journal: journal(running), disk: disk(running) }),
    ...(running && running.sources.length > 0 && { sources: sources(running) }),
    ...(running?.replication && { replication: replication(running.replication, now) }),
    clock: clock(observed, now),
    ...(running?.tls && { certificate: certificate(running.tls) }),
    eventLoop: eventLoop(observed),
    ...(running?.backup && { backup: backup(running.backup, now) }),
  };
  return Object.entries(found).map(([name, { since = null, status, detail }]) => ({ name, status, since, detail }));
}

function store({ store: { running }, storeWrites: { failingSince }, facts }: ObservedRunning, now: number): Found {
  const waiting = facts.waiting > 0 ? ` ${facts.waiting} document(s) wait for it.` : '';
  if (running && failingSince === null) return { status: 'ok', detail: 'The store answers.' + waiting };
  const isLong = failingSince !== null && now - failingSince >= LIMITS.storeAwayMs;
  return {
    status: isLong ? 'failing' : 'degraded',
    since: failingSince,
    detail: `The store does not answer; what comes is kept in the journal.${waiting}`,
  };
}

function journal({ journalWrites: { failingSince } }: ObservedRunning): Found {
  return failingSince === null
    ? { status: 'ok', detail: 'The journal takes what comes.' }
    : { status: 'failing', since: failingSince, detail: 'The journal cannot be written: nothing new is taken.' };
}

function disk({ disk: { level, freeBytes, since } }: ObservedRunning): Found {
  const free = freeBytes === null ? 'The free space is not known' : `${Math.round(freeBytes / 1_048_576)} MB are free`;
  if (level === 'ok') return { status: 'ok', since, detail: `${free}.` };
  if (level === 'full') return { status: 'failing', since, detail: `The disk is full: ${free}; nothing new is taken.` };
  return { status: 'degraded', since, detail: `The disk is getting full: ${free}.` };
}

function sources({ sources }: ObservedRunning): Found {
  const lost = sources.filter(({ state }) => state === 'lost');
  const since = Math.min(...lost.map((source) => source.since ?? Infinity));
  return lost.length === 0
    ? { status: 'ok', detail: `${sources.length} source(s), none is lost.` }
    : {
        status: 'degraded',
        since: Number.isFinite(since) ? since : null,
        detail: `${lost.length} of ${sources.length} source(s) are lost.`,
      };
}

function replication({ plant, databases, denied }: NonNullable<ObservedRunning['replication']>, now: number): Found {
  if (!plant) return { status: 'ok', detail: 'No plant was joined.' };
  const waiting = databases.reduce((sum, database) => sum + (database.waiting ?? 0), 0);
  const behind = waiting > 0 ? ` About ${waiting} document(s) wait for it.` : '';
  const rows = denied.length || databases.reduce((sum, database) => sum + database.denied, 0);
  if (plant.state === 'refused')
    return { status: 'degraded', since: plant.since, detail: `The plant refuses this gateway.${behind}` };
  if (plant.state === 'away' && now - plant.since >= LIMITS.plantAwayMs)
    return { status: 'degraded', since: plant.since, detail: `The plant cannot be reached.${behind}` };
  if (rows > 0) return { status: 'degraded', detail: `The plant refused ${rows} row(s).${behind}` };
  const state = plant.state === 'reached' ? 'The plant is reached.' : 'The plant is away for a moment.';
  return { status: 'ok', since: plant.since, detail: state + behind };
}

function clock({ clock: { synchronised, since }, running }: Observed, now: number): Found {
  const offset = running?.replication?.plant?.clockOffsetMs ?? null;
  if (offset !== null && Math.abs(offset) > LIMITS.clockOffsetMs) {
    const seconds = Math.round(Math.abs(offset) / 1_000);
    const detail = `The clock is ${seconds} s ${offset > 0 ? 'behind' : 'ahead of'} the plant's.`;
    return { status: 'degraded', detail };
  }
  const jump = running?.clockJumps.at(-1);
  if (jump && Math.abs(now - jump.at) < LIMITS.jumpMs) {
    const direction = jump.jumpMs > 0 ? 'forwards' : 'back';
    const detail = `The clock jumped ${direction} by ${Math.round(Math.abs(jump.jumpMs) / 1_000)} s.`;
    return { status: 'degraded', since: jump.at, detail };
  }
  if (synchronised === false) return { status: 'degraded', since, detail: 'The clock is not synchronised (NTP).' };
  const detail = synchronised ? 'The clock is synchronised.' : 'Whether the clock is synchronised is not known here.';
  return { status: 'ok', since, detail };
}

function certificate({ certificates }: NonNullable<ObservedRunning['tls']>): Found {
  const daysLeft = Math.min(Infinity, ...certificates.map((each) => each.daysLeft));
  if (!Number.isFinite(daysLeft)) return { status: 'ok', detail: 'There is no certificate.' };
  if (daysLeft < 0) return { status: 'failing', detail: 'A certificate has expired: devices refuse this gateway.' };
  const status = daysLeft < LIMITS.certificateDays ? 'degraded' : 'ok';
  return { status, detail: `Certificates are good for ${daysLeft} day(s).` };
}

function eventLoop({ eventLoop: { p99Ms, worstMs } }: Observed): Found {
  if (p99Ms === null || worstMs === null) return { status: 'ok', detail: 'Not measured yet.' };
  const detail = `What is due waits ${Math.round(p99Ms)} ms (p99), ${Math.round(worstMs)} ms at most.`;
  return { status: p99Ms > LIMITS.eventLoopMs ? 'degraded' : 'ok', detail };
}

function backup({ lastAt }: NonNullable<ObservedRunning['backup']>, now: number): Found {
  if (lastAt === null) return { status: 'degraded', detail: 'There is no backup yet.' };
  const days = Math.floor((now - lastAt) / DAY_MS);
  return {
    status: now - lastAt > LIMITS.backupMs ? 'degraded' : 'ok',
    detail: `The latest backup is ${days} day(s) old.`,
  };
}
