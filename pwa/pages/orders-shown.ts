/** Which orders a list shows, sorted. Pure. */
import { orderEnd } from '../../shared/orders/order-end.ts';
import { madeOfOrder } from '../../shared/orders/order-made.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import { ORDER_STATES, orderState } from '../../shared/orders/table/table-of-orders.ts';
import type { PlanView } from '../data/planning.ts';
import { titleOf } from './board-order.ts';
import type { OrderColumnKey } from './orders-columns.ts';
import type { OrdersLook } from './orders-look.ts';
import { lineText } from './orders-line.ts';
import { hasVersions } from './orders-rows.ts';

/** `stay`: ids of those that stay in sight whatever they have become. */
export function ordersShown(view: PlanView, look: OrdersLook, stay: ReadonlySet<string> = new Set()): WorkOrder[] {
  const words = look.find.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = [...view.plan.orders.values()].filter(
    (order) =>
      stay.has(order.id) || (passes(view, order, look) && words.every((word) => textOf(view, order).includes(word))),
  );
  return sorted(view, shown, look.sort);
}

/** Rows stay where they are while people type into them: as they stood before, and what is new below; of that first what they `typed`. */
export function inOrder<T extends { id: string }>(
  shown: readonly T[],
  before: readonly string[] | null,
  typed: Iterable<string> = [],
): readonly T[] {
  if (before === null) return shown;
  const places = new Map([...new Set([...before, ...typed])].map((id, index) => [id, index]));
  const place = ({ id }: T) => places.get(id) ?? places.size;
  return [...shown].sort((a, b) => place(a) - place(b));
}

function passes(view: PlanView, order: WorkOrder, { state, product, line, only }: OrdersLook): boolean {
  const { plan, schedule, unsent } = view;
  const is = orderState(order, schedule.standings);
  if (state === 'open' ? is === 'closed' || is === 'cancelled' : state !== 'all' && is !== state) return false;
  if (product !== '' && order.fields.product !== product) return false;
  const lines = order.jobs.flatMap(
    (job) => plan.jobs.get(job)?.fields.place?.line ?? schedule.standings.get(job)?.line ?? [],
  );
  if (line === 'parked' ? lines.length > 0 : line !== '' && !lines.includes(line)) return false;
  switch (only) {
    case 'late':
      return (schedule.orders.get(order.id)?.lateMs ?? 0) > 0;
    case 'versions':
      return hasVersions(view, order);
    case 'unsent':
      return unsent.has(`order:${order.id}`) || order.jobs.some((job) => unsent.has(`job:${job}`));
    case 'all':
      return true;
  }
}

/** Everything that people search an order by. */
function textOf({ plan }: PlanView, order: WorkOrder): string {
  const { lotNumber, upstreamLot, reference, notes, product } = order.fields;
  const { name, item } = plan.products.get(product ?? '')?.fields ?? {};
  return [titleOf(plan, order), lotNumber, upstreamLot, reference, notes, name, item]
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
}

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** Ids end in a device's count: what was pasted stays in its order. */
function byMaking(a: WorkOrder, b: WorkOrder): number {
  return collator.compare(a.id, b.id);
}

/** What is empty comes last, whichever way. */
function sorted(view: PlanView, orders: WorkOrder[], { column, descending }: OrdersLook['sort']): WorkOrder[] {
  const keyed = orders.map((order) => ({ order, key: keyOf(view, order, column) }));
  const by = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === b.key) return byMaking(a.order, b.order);
    if (a.key === '' || b.key === '') return a.key === '' ? 1 : -1;
    if (typeof a.key === 'number' && typeof b.key === 'number') return by * (a.key - b.key);
    return by * collator.compare(String(a.key), String(b.key)) || byMaking(a.order, b.order);
  });
  return keyed.map(({ order }) => order);
}

/** '' = nothing to sort by. */
function keyOf(view: PlanView, order: WorkOrder, column: OrderColumnKey): string | number {
  const { plan, schedule } = view;
  const forecast = schedule.orders.get(order.id);
  switch (column) {
    case 'product':
      return plan.products.get(order.fields.product ?? '')?.fields.name ?? '';
    case 'made':
    case 'remaining':
      return madeOfOrder(order, plan, schedule.standings)?.[column] ?? '';
    case 'state':
      return ORDER_STATES.indexOf(orderState(order, schedule.standings));
    case 'line':
      return lineText(view, order);
    case 'start':
      return forecast?.start ?? '';
    case 'end':
      return orderEnd(order, schedule).at ?? '';
    case 'late':
      return forecast?.lateMs ?? '';
    case 'lot':
    case 'lotNumber':
    case 'upstreamLot':
    case 'quantity':
    case 'due':
    case 'priority':
    case 'reference':
    case 'notes':
      return order.fields[column] ?? '';
  }
}
