/** An order is made, changed, made once more, or taken away as if it had never been. */
import type { PlanFields } from '../entities.ts';
import type { WorkOrder } from '../plan.ts';
import type { NotSaid, Saying, Target } from '../said.ts';
import { notSaid } from '../not-said.ts';
import { changeOf, setOf } from './changes.ts';
import { jobsForProduct } from './jobs-anew.ts';
import { DELETED_JOB, jobsLike, jobsOfProduct, setsOfJobs, type JobDraft } from './jobs-of-order.ts';
import { placesIn } from './queue.ts';
import { answer, type VerbWorld, type WithReason } from './world.ts';

export type NewOrder = Omit<PlanFields<'order'>, 'closed' | 'deleted'>;
/** Null = nothing any more. */
export type OrderEdit = { readonly [F in keyof NewOrder]?: NewOrder[F] | null };

export interface CreateOrder extends WithReason {
  /** Absent = a new one. An import gives the one it had before. */
  id?: string;
  fields: NewOrder;
  /** Absent = by the product's route, or one job where the product belongs. */
  jobs?: readonly JobDraft[];
  /** Where its first job goes; absent = all wait in the parking lot. */
  place?: Target;
}
/** The order's id is that of the first set. */
export function createOrder(world: VerbWorld, { id = world.newId(), fields, jobs, place, why }: CreateOrder): Saying {
  const { plan } = world.situation;
  const drafts = jobs ?? jobsOfProduct(plan, fields.product);
  const sets = [...setOf(plan, 'order', id, fields), ...setsOfJobs(plan, id, drafts)];
  if (place === undefined || drafts.length === 0) return answer(world, changeOf(sets, { why }));
  const placed = placesIn(world, [`${id}.${drafts[0]!.key}`], place);
  if (!placed.ok) return placed;
  return answer(world, changeOf([...sets, ...placed.sets], { why }));
}

export interface EditOrder extends WithReason {
  id: string;
  fields: OrderEdit;
}
/**
 * Its quantity is what was ordered: what came from other orders or went to them is not in it. With another product it gets that
 * one's jobs, unless something has begun.
 */
export function editOrder(world: VerbWorld, { id, fields, why }: EditOrder): Saying {
  const order = orderOf(world, id);
  if ('ok' in order) return order;
  const jobs = jobsForProduct(world, order, fields.product);
  return answer(world, changeOf([...setOf(world.situation.plan, 'order', id, fields), ...jobs], { why }));
}

export interface DuplicateOrder {
  id: string;
  /** What is different this time; the copy has no lot, number or reference of its own yet. */
  fields?: OrderEdit;
}
/** The same product, quantity, due date and jobs, in the parking lot. */
export function duplicateOrder(world: VerbWorld, { id, fields = {} }: DuplicateOrder): Saying {
  const order = orderOf(world, id);
  if ('ok' in order) return order;
  const { product, due, priority, colour, notes, movesBy } = order.fields;
  const copy = { product, quantity: order.quantity ?? undefined, due, priority, colour, notes, movesBy, ...fields };
  const { plan } = world.situation;
  const copyId = world.newId();
  const jobs = order.jobs.length > 0 ? jobsLike(plan, order) : jobsOfProduct(plan, product);
  return answer(world, changeOf([...setOf(plan, 'order', copyId, copy), ...setsOfJobs(plan, copyId, jobs)]));
}

export interface DeleteOrders extends WithReason {
  ids: readonly string[];
}
/** Only orders that never ran; the others can be cancelled. */
export function deleteOrder(world: VerbWorld, { ids, why }: DeleteOrders): Saying {
  const { plan } = world.situation;
  const sets = [];
  for (const id of ids) {
    const order = orderOf(world, id);
    if ('ok' in order) return order;
    sets.push(...setOf(plan, 'order', id, { deleted: true }));
    sets.push(...order.jobs.flatMap((job) => setOf(plan, 'job', job, DELETED_JOB)));
  }
  return answer(world, changeOf(sets, { why }));
}

export function orderOf({ situation }: VerbWorld, id: string): WorkOrder | NotSaid {
  const order = situation.plan.orders.get(id);
  return order ?? notSaid('unknown', { entity: 'order', id }, `There is no order "${id}"; it may have been deleted`);
}
