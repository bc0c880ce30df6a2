/** Orders and jobs as they are in a plan: an entity's fields, and what facts said beside them. */
import type { PlanRow, TransferEntry } from './plan-row.ts';
import type { JobOrder, WorkOrder } from './plan.ts';
import { readEntity } from './read-entity.ts';

const knownJobs = new WeakMap<PlanRow, JobOrder>();
const knownOrders = new WeakMap<PlanRow, WorkOrder>();

export function readJob(row: PlanRow & { entity: 'job' }): JobOrder {
  let job = knownJobs.get(row);
  if (job === undefined) knownJobs.set(row, (job = { ...readEntity(row), executions: row.executions ?? [] }));
  return job;
}

/** Without its jobs; see `withJobs`. */
export function readOrder(row: PlanRow & { entity: 'order' }): WorkOrder {
  let order = knownOrders.get(row);
  if (order === undefined) {
    const planned = readEntity(row);
    const transfers = row.transfers ?? [];
    const quantity = effectiveQuantity(planned.id, planned.fields.quantity, transfers);
    knownOrders.set(row, (order = { ...planned, quantity, transfers, jobs: [] }));
  }
  return order;
}

/** `jobs` are the order's own. It is the same object as before as long as its row and the order of its jobs are the same. */
export function withJobs(row: PlanRow, order: WorkOrder, jobs: readonly JobOrder[]): WorkOrder {
  const { jobs: before } = order;
  const sorted = inOrder(jobs);
  if (before.length === sorted.length && before.every((id, i) => id === sorted[i]!.id)) return order;
  const after = { ...order, jobs: sorted.map(({ id }) => id) };
  knownOrders.set(row, after);
  return after;
}

/**
 * Ordered − out + in, so that the sum over all orders is what was ordered. Below 0 when more went than there was. Null = nobody
 * said how many, nor took or gave any.
 */
export function effectiveQuantity(
  order: string,
  ordered: number | undefined,
  transfers: readonly TransferEntry[],
): number | null {
  if (ordered === undefined && transfers.length === 0) return null;
  let quantity = ordered ?? 0;
  for (const transfer of transfers) {
    if (transfer.to === order) quantity += transfer.quantity;
    if (transfer.from === order) quantity -= transfer.quantity;
  }
  return quantity;
}

function inOrder(jobs: readonly JobOrder[]): readonly JobOrder[] {
  if (jobs.length < 2) return jobs;
  const position = ({ fields }: JobOrder) => fields.position ?? Number.MAX_SAFE_INTEGER;
  return [...jobs].sort((a, b) => position(a) - position(b) || (a.id < b.id ? -1 : 1));
}
