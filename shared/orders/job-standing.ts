/** How one job stands, of what was said and counted of it. */
import type { Dependency } from './entities.ts';
import type { CountedLot } from './counted-lots.ts';
import type { SaidOfJob } from './executions.ts';
import type { JobStanding, JobState } from './job-state.ts';
import type { KnownOfJob } from './known-of-job.ts';
import type { JobOrder, WorkOrder } from './plan.ts';

const stood = new WeakMap<JobOrder, { known: KnownOfJob; standing: JobStanding }>();

/**
 * Without `problems`: what it is to other jobs is not known here. The same object as long as the same is known of the job: most
 * have ended, or wait, and nothing new is said or counted of them.
 */
export function ownStanding(known: KnownOfJob): JobStanding {
  const before = stood.get(known.job);
  if (before && isSame(before.known, known)) return before.standing;
  const standing = standingOf(known);
  stood.set(known.job, { known, standing });
  return standing;
}

/** What was said is the job's own. */
function isSame(a: KnownOfJob, b: KnownOfJob): boolean {
  return (
    a.order === b.order &&
    a.endedAt === b.endedAt &&
    a.lots.length === b.lots.length &&
    a.lots.every(({ row, made, why, leftAt }, i) => {
      const other = b.lots[i]!;
      return row === other.row && made === other.made && why === other.why && leftAt === other.leftAt;
    }) &&
    a.runs.length === b.runs.length &&
    a.runs.every(({ line, since }, i) => line === b.runs[i]!.line && since === b.runs[i]!.since)
  );
}

function standingOf(known: KnownOfJob): JobStanding {
  const { job, order, said, endedAt } = known;
  const lots = known.lots
    .filter(({ why }) => why !== 'confirm')
    .filter(({ why, made }) => why !== 'closed' || made > 0);
  const made = lots.reduce((sum, lot) => sum + lot.made, 0);
  const counted = lots.map(({ row: { line, lot, fromMs, toMs }, made: of }) => ({ line, lot, made: of, fromMs, toMs }));
  const ordered = wantedOf(job, order);
  const wanted = ordered === null ? null : ordered + mendedOf(known, counted);
  const line = lineOf(known, lots);
  const starts = [...lots.map(({ row }) => row.fromMs), ...said.starts.map(({ at }) => at)];
  return {
    job: job.id,
    state: stateOf(known, lots.length > 0 || said.ran.size > 0),
    line,
    startedAt: starts.length === 0 ? null : Math.min(...starts),
    endedAt: endedAt === null ? null : stoppedAt(said, lots, endedAt),
    wanted,
    made,
    remaining: endedAt !== null ? 0 : wanted === null ? null : Math.max(0, wanted - made),
    goodPerHour: latest(lots.filter(({ row }) => row.line === line))?.row.goodPerHour ?? null,
    lots: counted,
    problems: [],
  };
}

/**
 * When a job stopped that people ended or closed at a moment: many do so in the morning after. It had stopped before if it was
 * paused, or its line had turned to another lot, and nobody started it since.
 */
function stoppedAt(said: SaidOfJob, lots: readonly CountedLot[], endedAt: number): number {
  const isPaused = said.starts.every(({ line }) => said.pauses.has(line));
  const paused = isPaused ? Math.max(-Infinity, ...[...said.pauses.values()].map(({ at }) => at)) : -Infinity;
  let stopped = paused;
  for (const { row, leftAt } of lots) {
    const isLeft = leftAt !== null && leftAt <= endedAt;
    if (row.toMs > paused) stopped = Math.max(stopped, isLeft ? row.toMs : endedAt);
  }
  const started = said.starts.at(-1)?.at ?? -Infinity;
  return stopped > started ? Math.min(stopped, endedAt) : endedAt;
}

/** The order's effective quantity × factor, whole pieces, without what it made to be mended; null = unknown. */
export function wantedOf({ fields }: JobOrder, order: WorkOrder | undefined): number | null {
  if (order === undefined || order.quantity === null) return null;
  const pieces = Math.max(0, order.quantity) * (fields.factor ?? 1);
  // 70 × 1.1 is 77, not the 77.00000000000001 of binary fractions.
  return Number.isInteger(pieces) ? pieces : Math.ceil(Number(pieces.toPrecision(15)));
}

/** Pieces that it had made when they were given away to be mended: it does not make fewer for that. */
function mendedOf({ job, order }: KnownOfJob, lots: JobStanding['lots']): number {
  let mended = 0;
  for (const { kind, from, quantity, at } of order?.transfers ?? []) {
    if (kind !== 'rework' || from !== order!.id) continue;
    const pieces = mended + Math.ceil(quantity * (job.fields.factor ?? 1));
    if ((madeAt({ lots }, pieces) ?? Infinity) <= at) mended = pieces;
  }
  return mended;
}

/** When nothing more of it was needed by those who wait for it, ms: it ended, or all that is wanted was made; null = not yet. */
export function doneAt(standing: JobStanding): number | null {
  const { endedAt, wanted, made } = standing;
  const allAt = wanted === null || made < wanted ? null : madeAt(standing, wanted);
  return endedAt === null || allAt === null ? (endedAt ?? allAt) : Math.min(endedAt, allAt);
}

/**
 * When what needs it may begin, ms: its minimum wait after it was done or the transfer batch was made. Null = not yet. When exactly
 * a batch was made is not known: without a wait having it is enough.
 */
export function readyAt(standing: JobStanding, { overlap, waitMs = 0 }: Omit<Dependency, 'job'>): number | null {
  const done = doneAt(standing);
  if (overlap === undefined || standing.made < overlap) return done === null ? null : done + waitMs;
  return waitMs === 0 ? -Infinity : Math.min(madeAt(standing, overlap) ?? Infinity, done ?? Infinity) + waitMs;
}

/** Nothing of it is left to make and no line makes more of it, whether or not somebody has completed it. */
export function isMade({ state, remaining }: Pick<JobStanding, 'state' | 'remaining'>): boolean {
  return state !== 'Running' && remaining === 0;
}

/**
 * When so many pieces of it were made, as far as its lots say, ms: each lot is taken as made evenly from its first to its last
 * cycle. Null = they are not made yet.
 */
export function madeAt({ lots }: Pick<JobStanding, 'lots'>, pieces: number): number | null {
  let before = 0;
  for (const { made, fromMs, toMs } of lots.toSorted((a, b) => a.toMs - b.toMs)) {
    if (made > 0 && before + made >= pieces) return Math.ceil(fromMs + ((toMs - fromMs) * (pieces - before)) / made);
    before += made;
  }
  return null;
}

function stateOf({ job, said, runs, endedAt }: KnownOfJob, ran: boolean): JobState {
  if (said.end !== null) return said.end.verb === 'complete' ? 'Ended' : 'Aborted';
  // With its order: closed after it ran, or never wanted any more.
  if (endedAt !== null) return ran ? 'Ended' : 'Aborted';
  if (runs.length > 0) return 'Running';
  if (ran) return 'Interrupted';
  return job.fields.place ? 'AllowedToStart' : 'NotAllowedToStart';
}

/** Where it runs since latest; else where it ran last, by its lots and by people. */
function lineOf({ runs, said }: KnownOfJob, lots: readonly CountedLot[]): string | null {
  if (runs.length === 0 && lots.length === 0 && said.ran.size === 0) return null;
  const now = runs.map(({ line, since }) => ({ line, at: since }));
  const before = [...lots.map(({ row }) => ({ line: row.line, at: row.toMs })), ...said.ran.values()];
  const [last] = (now.length > 0 ? now : before).sort((a, b) => b.at - a.at || (a.line < b.line ? -1 : 1));
  return last?.line ?? null;
}

function latest(lots: readonly CountedLot[]): CountedLot | undefined {
  return lots.reduce<CountedLot | undefined>((a, b) => (a === undefined || b.row.toMs > a.row.toMs ? b : a), undefined);
}
