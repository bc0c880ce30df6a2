/** How long devices need a row: what is open for ever, what is over for another while, so that people can still look at it. */
import { saidOf } from '../../shared/orders/executions.ts';
import { shown } from '../../shared/orders/fold.ts';
import type { JobStanding } from '../../shared/orders/job-state.ts';
import type { PlanRow } from '../../shared/orders/plan-row.ts';

const SHOWN_MS = 30 * 24 * 3_600_000;

/** Of what belongs to no order; null = it is not over. */
export function untilOfRow(row: PlanRow): number | null {
  const deletedAt = saidAt(row, 'deleted');
  return deletedAt === null ? null : deletedAt + SHOWN_MS;
}

/** Of an order and all that belongs to it: since it was deleted or closed, or the last of its jobs has ended. */
export function untilOfOrder(
  order: PlanRow,
  jobs: readonly PlanRow[],
  standings: ReadonlyMap<string, Pick<JobStanding, 'state' | 'endedAt'>>,
): number | null {
  const saidToBeOver = saidAt(order, 'deleted') ?? saidAt(order, 'closed');
  if (saidToBeOver !== null) return saidToBeOver + SHOWN_MS;
  const ends = jobs.filter((job) => saidAt(job, 'deleted') === null).map((job) => endOf(job, standings));
  return ends.length > 0 && ends.every((end) => end !== null) ? Math.max(...ends) + SHOWN_MS : null;
}

/** It may have stopped long before somebody said so, and then it has to be seen that they did. */
function endOf(
  { id, executions = [] }: PlanRow,
  standings: ReadonlyMap<string, Pick<JobStanding, 'state' | 'endedAt'>>,
): number | null {
  const standing = standings.get(id.slice('job:'.length));
  if (!standing || (standing.state !== 'Ended' && standing.state !== 'Aborted')) return null;
  return saidOf(executions).end?.at ?? standing.endedAt;
}

/** When a field became true; null = it is not. */
function saidAt({ state }: PlanRow, field: 'deleted' | 'closed'): number | null {
  if (shown(state[field]).value !== true) return null;
  return Math.max(...state[field]!.heads.filter(({ value }) => value === true).map(({ at }) => at));
}
