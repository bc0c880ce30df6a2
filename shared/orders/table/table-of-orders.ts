/** The list of orders as a table, which a planner may change and give back: it reads as unchanged. */
import type { Schedule, Situation } from '../../schedule/schedule.ts';
import type { JobStanding } from '../job-state.ts';
import { orderEnd } from '../order-end.ts';
import { madeOfOrder } from '../order-made.ts';
import type { WorkOrder } from '../plan.ts';
import { clearNames, type ClearNames } from './clear-names.ts';
import { linesText } from './lines-text.ts';
import type { ColumnKind, Sheet, SheetCell } from './sheet.ts';

/** How an order stands, over all its jobs. */
export const ORDER_STATES = ['parked', 'queued', 'running', 'interrupted', 'ended', 'cancelled', 'closed'] as const;
export type OrderState = (typeof ORDER_STATES)[number];

const COLUMNS = {
  reference: 'text',
  product: 'text',
  shortName: 'text',
  item: 'text',
  lot: 'text',
  lotNumber: 'text',
  upstreamLot: 'text',
  quantity: 'number',
  due: 'date',
  priority: 'number',
  line: 'text',
  notes: 'text',
  colour: 'text',
  state: 'text',
  effective: 'number',
  made: 'number',
  remaining: 'number',
  start: 'date',
  end: 'date',
  late: 'duration',
  id: 'text',
} as const satisfies Record<string, ColumnKind>;
export type OrderColumn = keyof typeof COLUMNS;
export const ORDER_TABLE_COLUMNS = Object.keys(COLUMNS) as readonly OrderColumn[];

/** In the reader's language. */
export interface OrderTableWords {
  sheet: string;
  titles: Readonly<Record<OrderColumn, string>>;
  states: Readonly<Record<OrderState, string>>;
}

/** Of these orders, in their order; absent = all. Times in epoch ms, lateness in ms; an empty cell = unknown or nothing. */
export function tableOfOrders(
  situation: Situation,
  schedule: Schedule,
  words: OrderTableWords,
  orders: Iterable<WorkOrder> = situation.plan.orders.values(),
): Sheet {
  const rows: SheetCell[][] = [];
  const names = clearNames(situation);
  for (const order of orders) {
    const cells = cellsOf(order, { situation, names }, schedule, words);
    rows.push(ORDER_TABLE_COLUMNS.map((column) => cells[column] ?? null));
  }
  const columns = ORDER_TABLE_COLUMNS.map((column) => ({ title: words.titles[column], kind: COLUMNS[column] }));
  return { name: words.sheet, columns, rows };
}

function cellsOf(
  order: WorkOrder,
  { situation, names }: { situation: Situation; names: ClearNames },
  schedule: Schedule,
  words: OrderTableWords,
): Partial<Record<OrderColumn, SheetCell>> {
  const { reference, lot, lotNumber, upstreamLot, quantity, due, priority, notes, colour, product: id } = order.fields;
  const product = id === undefined ? undefined : situation.plan.products.get(id)?.fields;
  const forecast = schedule.orders.get(order.id);
  const out = madeOfOrder(order, situation.plan, schedule.standings);
  return {
    ...(reference !== undefined && { reference }),
    id: order.id,
    product: id === undefined ? null : names.product(id),
    shortName: id === undefined ? null : names.ownName(id, product?.shortName),
    item: id === undefined ? null : names.ownName(id, product?.item),
    ...(lot !== undefined && { lot }),
    ...(lotNumber !== undefined && { lotNumber }),
    ...(upstreamLot !== undefined && { upstreamLot }),
    ...(quantity !== undefined && { quantity }),
    ...(due !== undefined && { due }),
    ...(priority !== undefined && { priority }),
    line: linesText(order, situation, schedule) || null,
    ...(notes !== undefined && { notes }),
    ...(colour !== undefined && { colour }),
    state: words.states[orderState(order, schedule.standings)],
    effective: order.quantity,
    made: out?.made ?? null,
    remaining: out?.remaining ?? null,
    start: forecast?.start ?? null,
    end: orderEnd(order, schedule).at,
    late: (forecast?.lateMs ?? 0) > 0 ? forecast!.lateMs : null,
  };
}

/** Running as long as one of its jobs runs; ended when all have. */
export function orderState(order: WorkOrder, standings: ReadonlyMap<string, JobStanding>): OrderState {
  if (order.fields.closed) return 'closed';
  const states = order.jobs.flatMap((job) => standings.get(job)?.state ?? []);
  if (states.includes('Running')) return 'running';
  if (states.length > 0 && states.every((state) => state === 'Aborted')) return 'cancelled';
  if (states.length > 0 && states.every((state) => state === 'Ended' || state === 'Aborted')) return 'ended';
  if (states.some((state) => state === 'Interrupted' || state === 'Ended')) return 'interrupted';
  return states.includes('AllowedToStart') ? 'queued' : 'parked';
}
