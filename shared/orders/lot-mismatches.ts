/** "Line runs X, plan says Y", and parts that are nobody's. */
import type { CountedLot } from './counted-lots.ts';
import type { JobStanding, LotMismatch } from './job-state.ts';
import type { Run } from './line-runs.ts';
import type { KnownJobs } from './known-of-job.ts';
import type { JobOrder } from './plan.ts';

export interface MismatchWorld {
  known: KnownJobs;
  standings: ReadonlyMap<string, JobStanding>;
  /** By line, by people's word. */
  started: ReadonlyMap<string, Run>;
  /** Lots that show their job to run. */
  running: readonly CountedLot[];
}

/** In the order of the lots. */
export function lotMismatches(lots: readonly CountedLot[], world: MismatchWorld): LotMismatch[] {
  const plannedOn = plannedJobs(world);
  const running = new Set(world.running);
  return lots.flatMap((counted): LotMismatch[] => {
    const { row, of, unassigned, why } = counted;
    const job = of?.job.id ?? null;
    const { line, lot, item, fromMs, toMs, current } = row;
    const runsIt = running.has(counted) || (current && counted.goesOn);
    if (why === null ? !runsIt : unassigned === 0 && !current) return [];
    const planned = plannedOn(line, job);
    if (why === null && job === planned) return [];
    return [{ line, lot, item, why: why ?? 'differs', job, planned, unassigned, fromMs, toMs, current }];
  });
}

/**
 * What should run on a line: what people started there, else the first of its queue. What has all it wants holds nobody up,
 * though nobody has completed it yet; what runs may make more than it wants.
 */
function plannedJobs({ known, standings, started }: MismatchWorld) {
  const needsMore = (job: string) => standings.get(job)?.remaining !== 0;
  // Seldom asked for: most lines run what they are meant to.
  let queues: ReadonlyMap<string, readonly JobOrder[]> | null = null;
  return (line: string, running: string | null): string | null => {
    const word = started.get(line)?.job;
    if (word !== undefined && (word === running || needsMore(word))) return word;
    queues ??= queuesOf(known);
    return queues.get(line)?.find(({ id }) => id === running || needsMore(id))?.id ?? null;
  };
}

/** By line: open jobs that are placed there, in order; no two keys are equal unless somebody made them so. */
function queuesOf(known: KnownJobs): Map<string, JobOrder[]> {
  const queues = new Map<string, JobOrder[]>();
  for (const { job, endedAt } of known.values()) {
    const { place } = job.fields;
    if (!place || endedAt !== null) continue;
    const queue = queues.get(place.line);
    if (queue) queue.push(job);
    else queues.set(place.line, [job]);
  }
  const key = ({ fields }: JobOrder) => fields.place!.key;
  const isBefore = (a: JobOrder, b: JobOrder) => (key(a) === key(b) ? a.id < b.id : key(a) < key(b));
  for (const queue of queues.values()) queue.sort((a, b) => (isBefore(a, b) ? -1 : 1));
  return queues;
}
