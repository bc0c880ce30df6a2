/** What of an order can become another one, and with which it can be made one. Pure. */
import { begunOf, leftOf } from '../../shared/orders/order-quantity.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';

type Standing = Pick<PlanView, 'plan' | 'schedule'>;

/** Pieces; null = nobody said how many the order is, so nothing can be taken from it. */
export function mostOf({ plan, schedule }: Standing, order: WorkOrder, part: 'split' | 'rework'): number | null {
  if (order.quantity === null) return null;
  if (part === 'split') return leftOf(order, plan, schedule.standings);
  return Math.max(0, Math.min(order.quantity, begunOf(order, plan, schedule.standings)));
}

/** The operations of an order, as they are called. */
export function stepsOf({ plan }: Standing, { jobs }: WorkOrder): { id: string; name: string }[] {
  return jobs.map((id) => ({ id, name: plan.jobs.get(id)?.fields.operation ?? p('operation') }));
}

/** The operation that made pieces last is the one that has to be done again; the first where none has. */
export function reworkedStep({ schedule }: Standing, { jobs }: WorkOrder): string | null {
  return jobs.findLast((id) => (schedule.standings.get(id)?.made ?? 0) > 0) ?? jobs[0] ?? null;
}

/** Orders that can go into it, the one that most likely does first: what nobody began, then what is due at nearly the same time. */
export function mergeable({ plan, schedule }: Standing, into: WorkOrder): { order: WorkOrder; left: number }[] {
  const { standings } = schedule;
  const isCancelled = ({ jobs }: WorkOrder) =>
    jobs.length > 0 && jobs.every((job) => standings.get(job)?.state === 'Aborted');
  const apart = ({ fields }: WorkOrder) =>
    fields.due === undefined || into.fields.due === undefined ? Infinity : Math.abs(fields.due - into.fields.due);
  const isBegun = (order: WorkOrder) => order.jobs.some((job) => standings.get(job)?.startedAt != null);
  return [...plan.orders.values()]
    .filter(({ id, fields }) => id !== into.id && fields.product === into.fields.product && !fields.closed)
    .filter((order) => !isCancelled(order))
    .map((order) => ({ order, left: leftOf(order, plan, standings) ?? 0, begun: isBegun(order), apart: apart(order) }))
    .filter(({ left }) => left > 0)
    .sort(
      (a, b) =>
        Number(a.begun) - Number(b.begun) ||
        (a.apart === b.apart ? 0 : a.apart - b.apart) ||
        (a.order.id < b.order.id ? -1 : 1),
    )
    .map(({ order, left }) => ({ order, left }));
}
