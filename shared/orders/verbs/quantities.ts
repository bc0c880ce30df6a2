/** Quantity goes from one order to another; none is made or lost by it. */
import type { TransferKind } from '../../documents/transfer.ts';
import { notSaid } from '../not-said.ts';
import { leftOf } from '../order-quantity.ts';
import type { WorkOrder } from '../plan.ts';
import type { NotSaid, Said, Saying } from '../said.ts';
import { reason, setOf } from './changes.ts';
import { saidOfAll } from './closing.ts';
import { jobsLike, setsOfJobs } from './jobs-of-order.ts';
import { orderOf, type OrderEdit } from './orders.ts';
import { isEnded, standingOf } from './running.ts';
import { answer, type VerbWorld, type WithReason } from './world.ts';

export interface SplitOrder extends WithReason {
  id: string;
  /** Pieces that the new order gets. */
  quantity: number;
  /** Of the new order; what is not said is like the old one's, but for lot, number and reference. */
  fields?: OrderEdit;
}

/** A part of what is not made yet becomes an order of its own, with the same jobs, in the parking lot. */
export function splitOrder(world: VerbWorld, args: SplitOrder): Saying {
  return partOf(world, args, 'split');
}

export interface ReworkOrder extends SplitOrder {
  /** The job from which on all is done once more; absent = the first. */
  step?: string;
}
/** A part has to be mended, made or not: a new order that says so, with the jobs from a step on. */
export function reworkOrder(world: VerbWorld, { fields, ...args }: ReworkOrder): Saying {
  return partOf(world, { ...args, fields: { ...fields, reworkOf: args.id } }, 'rework');
}

function partOf(world: VerbWorld, { id, quantity, fields, why, step }: ReworkOrder, kind: TransferKind): Saying {
  const order = openOrder(world, id, kind);
  if ('ok' in order) return order;
  const { plan } = world.situation;
  const { product, due, priority, colour, notes, movesBy, upstreamLot } = order.fields;
  const part = { product, due, priority, colour, notes, movesBy, upstreamLot, ...fields };
  const to = world.newId();
  const first = step === undefined ? 0 : order.jobs.indexOf(step);
  if (step !== undefined && first < 0) {
    return notSaid('unknown', { entity: 'job', id: step }, `Order "${id}" has no operation "${step}" any more`);
  }
  const sets = [
    ...setOf(plan, 'order', to, part),
    ...setsOfJobs(plan, to, jobsLike(plan, order, order.jobs.slice(first))),
  ];
  return answer(world, [{ type: 'transfer', kind, from: id, to, quantity, sets, ...reason(why) }]);
}

export interface MergeOrders extends WithReason {
  from: readonly string[];
  into: string;
}

/** What nobody has begun of some orders is added to another of the same product; those that are made so far are closed. */
export function mergeOrders(world: VerbWorld, { from, into, why }: MergeOrders): Saying {
  const { plan } = world.situation;
  const target = openOrder(world, into, 'merge');
  if ('ok' in target) return target;
  const said: Said[] = [];
  for (const id of new Set(from)) {
    const order = openOrder(world, id, 'merge');
    if ('ok' in order) return order;
    const quantity = leftOf(order, plan, world.schedule.standings);
    if (quantity === null || quantity < 1) {
      return notSaid('quantity', { entity: 'order', id }, `Order "${id}" has nothing left to merge; close it instead`);
    }
    // What it began goes through the rest of its route: it is over when all of that is made.
    const goesOn = order.jobs.filter((job) => lacks(world, job, order.quantity! - quantity));
    const running = order.jobs.filter((job) => standingOf(world, job)?.state === 'Running' && !goesOn.includes(job));
    const completed = saidOfAll(world, running, { verb: 'complete', why });
    if (!Array.isArray(completed)) return completed;
    const sets = goesOn.length > 0 ? [] : setOf(plan, 'order', id, { closed: true });
    said.push(...completed, { type: 'transfer', kind: 'merge', from: id, to: into, quantity, sets, ...reason(why) });
  }
  return answer(world, said);
}

/** It is open, and would have more to make of an order of so many pieces. */
function lacks(world: VerbWorld, id: string, quantity: number): boolean {
  const standing = standingOf(world, id);
  const factor = world.situation.plan.jobs.get(id)?.fields.factor ?? 1;
  return standing !== undefined && !isEnded(standing) && Math.ceil(standing.made / factor) < quantity;
}

/** An order of which more can be made; for rework any. */
function openOrder(world: VerbWorld, id: string, kind: TransferKind): WorkOrder | NotSaid {
  const order = orderOf(world, id);
  if ('ok' in order || kind === 'rework') return order;
  const isCancelled = order.jobs.length > 0 && order.jobs.every((job) => standingOf(world, job)?.state === 'Aborted');
  if (!isCancelled && order.fields.closed !== true) return order;
  return notSaid('ended', { entity: 'order', id }, `Order "${id}" is closed or cancelled; open it again first`);
}
