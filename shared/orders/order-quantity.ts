/** How many pieces of an order are made, and how many could still go to another one. */
import { wantedOf } from './job-standing.ts';
import type { JobStanding } from './job-state.ts';
import type { Plan, WorkOrder } from './plan.ts';

type Standings = ReadonlyMap<string, JobStanding>;

/** Pieces of the order that any of its operations has made, and that did not go to be mended: what is begun cannot be given away. */
export function begunOf(order: WorkOrder, plan: Plan, standings: Standings): number {
  return order.jobs.reduce((most, id) => {
    const job = plan.jobs.get(id);
    const standing = standings.get(id);
    if (!job || !standing) return most;
    const mended = (standing.wanted ?? 0) - (wantedOf(job, order) ?? 0);
    return Math.max(most, Math.ceil((standing.made - mended) / (job.fields.factor ?? 1)));
  }, 0);
}

/** Effective quantity − begun; null = nobody said how many are wanted. */
export function leftOf(order: WorkOrder, plan: Plan, standings: Standings): number | null {
  return order.quantity === null ? null : Math.max(0, order.quantity - begunOf(order, plan, standings));
}

/** It ran, or people said something about its execution: it can be cancelled, not deleted. */
export function ranOnce(job: string, plan: Plan, standings: Standings): boolean {
  const { startedAt = null, made = 0 } = standings.get(job) ?? {};
  return startedAt !== null || made > 0 || (plan.jobs.get(job)?.executions.length ?? 0) > 0;
}
