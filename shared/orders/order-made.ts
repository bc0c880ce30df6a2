/** How much of an order is made and open, in the order's own pieces: its last operation may make several of each, or one of several. */
import type { JobStanding } from './job-state.ts';
import type { Plan, WorkOrder } from './plan.ts';

/** Of what comes out of its last job, to a tenth; made is never rounded up, nor what is open down. Null = it has no job. */
export function madeOfOrder(
  order: Pick<WorkOrder, 'jobs'>,
  plan: Pick<Plan, 'jobs'>,
  standings: ReadonlyMap<string, JobStanding>,
): { made: number; remaining: number | null } | null {
  const last = order.jobs.findLast((job) => standings.has(job));
  const standing = last === undefined ? undefined : standings.get(last);
  if (!standing) return null;
  const perPiece = plan.jobs.get(last!)?.fields.factor ?? 1;
  const { made, remaining } = standing;
  if (perPiece === 1) return { made, remaining };
  // A tenth that is only off by what computers round is that tenth.
  const tenths = (pieces: number) => Math.round((pieces / perPiece) * 1e7) / 1e6;
  return {
    made: Math.floor(tenths(made)) / 10,
    remaining: remaining === null ? null : Math.ceil(tenths(remaining)) / 10,
  };
}
