/** What has to be known of a job to say how it stands: gathered once, so that nobody looks for it again. */
import type { CountedLot } from './counted-lots.ts';
import { saidOf, type SaidOfJob } from './executions.ts';
import type { Run } from './line-runs.ts';
import type { JobOrder, Plan, WorkOrder } from './plan.ts';

export interface KnownOfJob {
  job: JobOrder;
  /** Undefined = it has none, or none that is known. */
  order: WorkOrder | undefined;
  said: SaidOfJob;
  /** When it ended, by people's word or with its order, ms; null = it is open. */
  endedAt: number | null;
  /** Lots that belong to it. */
  lots: CountedLot[];
  /** Where it runs now. */
  runs: Run[];
}

/** By id of the job; lots and runs are to be found out. */
export type KnownJobs = ReadonlyMap<string, KnownOfJob>;

/** `now` = when something was closed that is only a preview, ms. */
export function knownJobs(plan: Plan, now: number): KnownJobs {
  const known = new Map<string, KnownOfJob>();
  for (const job of plan.jobs.values()) {
    const order = job.fields.order === undefined ? undefined : plan.orders.get(job.fields.order);
    const said = saidOf(job.executions);
    known.set(job.id, { job, order, said, endedAt: endedAt(said, order, now), lots: [], runs: [] });
  }
  return known;
}

/** When people ended a job or closed its order, ms; null = they did not. `now` = when it was closed if that is only a preview. */
export function endedAt({ end }: SaidOfJob, order: WorkOrder | undefined, now: number): number | null {
  return end?.at ?? (order?.fields.closed ? (order.said?.['closed']?.at ?? now) : null);
}
