/**
 * Rows → plan. What is deleted, or of which nothing is known, is left out; but orders and jobs that are deleted stay as long as
 * people's executions say that they ran: with `fields.deleted`, so that they are seen until somebody decides.
 */
import { PLAN_ENTITIES, type PlanEntity } from '../documents/change.ts';
import type { PlanRow } from './plan-row.ts';
import type { JobOrder, Plan, Planned, WorkOrder } from './plan.ts';
import { readJob, readOrder, withJobs } from './read-order.ts';
import { readEntity } from './read-entity.ts';

/**
 * Rows that are the same objects as before cost a look each, and what was read of them is the same object too; so are lists of
 * which all is the same, orders and jobs aside.
 */
export function readPlan(rows: Iterable<PlanRow>): Plan {
  const rowsOf = byEntity(rows);

  const readOrders = rowsOf.order.map((row) => ({ row, order: readOrder(row) }));
  const deleted = new Set(readOrders.flatMap(({ order }) => (order.fields.deleted ? order.id : [])));

  const jobs = new Map<string, JobOrder>();
  const jobsOf = new Map<string, JobOrder[]>();
  for (const row of rowsOf.job) {
    const job = readJob(row);
    const { order } = job.fields;
    const isGone = job.fields.deleted === true || (order !== undefined && deleted.has(order));
    if ((isGone || saysNothing(job)) && !ran(job)) continue;
    jobs.set(job.id, job);
    if (order === undefined) continue;
    const siblings = jobsOf.get(order);
    if (siblings) siblings.push(job);
    else jobsOf.set(order, [job]);
  }
  const orders = new Map<string, WorkOrder>();
  for (const { row, order: alone } of readOrders) {
    const order = withJobs(row, alone, jobsOf.get(alone.id) ?? []);
    if (order.jobs.length > 0 || !(order.fields.deleted || isUnheardOf(order))) orders.set(order.id, order);
  }
  return {
    orders,
    jobs,
    comments: kept(rowsOf.comment),
    tasks: kept(rowsOf.task),
    products: kept(rowsOf.product),
    rates: kept(rowsOf.rate),
    changeovers: kept(rowsOf.changeover),
    weeks: kept(rowsOf.week),
    exceptions: kept(rowsOf.exception),
    settings: kept(rowsOf.setting),
    lots: kept(rowsOf.lot),
    views: kept(rowsOf.view),
  };
}

type RowOf<E extends PlanEntity> = PlanRow & { entity: E };

function byEntity(rows: Iterable<PlanRow>): { [E in PlanEntity]: RowOf<E>[] } {
  const lists = new Map<string, PlanRow[]>(PLAN_ENTITIES.map((entity) => [entity, []]));
  // A newer gateway may have rows of something that is not known here.
  for (const row of rows) lists.get(row.entity)?.push(row);
  return Object.fromEntries(lists) as { [E in PlanEntity]: RowOf<E>[] };
}

function kept<E extends PlanEntity>(rows: readonly RowOf<E>[]): ReadonlyMap<string, Planned<E>> {
  const map = new Map<string, Planned<E>>();
  for (const row of rows) {
    const planned = readEntity(row);
    const { deleted }: { deleted?: true } = planned.fields;
    if (!deleted && !saysNothing(planned)) map.set(planned.id, planned);
  }
  return sameOrNew(map);
}

/** By the first that is in it. What follows from rates, calendars … is worked out anew only if their list is another. */
const knownLists = new WeakMap<Planned<PlanEntity>, ReadonlyMap<string, Planned<PlanEntity>>>();

function sameOrNew<E extends PlanEntity>(list: ReadonlyMap<string, Planned<E>>): ReadonlyMap<string, Planned<E>> {
  const first: Planned<E> | undefined = list.values().next().value;
  if (first === undefined) return NOTHING;
  const known = knownLists.get(first) as ReadonlyMap<string, Planned<E>> | undefined;
  if (known && areSame(known, list)) return known;
  knownLists.set(first, list);
  return list;
}

const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

/** Also in the same order. */
function areSame<Value>(some: ReadonlyMap<string, Value>, others: ReadonlyMap<string, Value>): boolean {
  if (some.size !== others.size) return false;
  const values = others.values();
  for (const value of some.values()) if (values.next().value !== value) return false;
  return true;
}

/** By people's word; an abort says only that it never will. */
function ran({ executions }: JobOrder): boolean {
  return executions.some(({ verb }) => verb !== 'abort' && verb !== 'reopen');
}

/** Quantity that went to an order is somewhere, whatever else is known of it. */
function isUnheardOf(order: WorkOrder): boolean {
  return saysNothing(order) && order.transfers.length === 0;
}

function saysNothing({ fields }: Planned<PlanEntity>): boolean {
  for (const _ in fields) return false;
  return true;
}
