/** Orders as rows of a sheet: which are shown, in which order, and what their cells say. Pure. */
import { orderEnd } from '../../shared/orders/order-end.ts';
import { madeOfOrder } from '../../shared/orders/order-made.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import { productsOver } from '../../shared/orders/products-offered.ts';
import { orderState } from '../../shared/orders/table/table-of-orders.ts';
import type { SheetCell, SheetMark, SheetRow } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { clock, clockOfPlan, dateLabel, number } from '../locales/format.ts';
import { orderTableWords } from '../locales/plan-import.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { colourOf, titleOf } from './board-order.ts';
import { roughly } from './near-time.ts';
import type { OrderColumnKey } from './orders-columns.ts';
import type { Kept, KeptRows } from './orders-edits.ts';
import { lineOfOrder, lineText } from './orders-line.ts';
import { dayOf, localText } from './plan-time.ts';

/** What was typed and not taken lies over what is there; rows that are not orders yet come last. */
export function orderRows(view: PlanView, orders: readonly WorkOrder[], kept: KeptRows): SheetRow[] {
  const rows = orders.map((order) => rowOf(view, order, kept.get(order.id)));
  const isOrder = (id: string) => view.plan.orders.has(id);
  return [...rows, ...[...kept].filter(([id]) => !isOrder(id)).map(([id, cells]) => newRow(view, id, cells))];
}

/** Cells are made when they are seen: there may be 10,000 rows. */
function rowOf(view: PlanView, order: WorkOrder, kept: ReadonlyMap<string, Kept> | undefined): SheetRow {
  let cells: SheetRow['cells'] | null = null;
  return {
    id: order.id,
    title: titleOf(view.plan, order),
    href: `/orders/${encodeURIComponent(order.id)}`,
    get marks() {
      return marksOf(view, order, kept !== undefined);
    },
    isWrong: kept !== undefined,
    get cells() {
      return (cells ??= { ...cellsOf(view, order), ...keptCells(view, kept) });
    },
  };
}

function newRow(view: PlanView, id: string, kept: ReadonlyMap<string, Kept>): SheetRow {
  return {
    ...{ id, title: s('newRow'), isWrong: true, cells: keptCells(view, kept) },
    marks: [{ sign: '■', text: s('notTakenYet'), loud: true }],
  };
}

function keptCells({ plan, lines }: PlanView, kept: ReadonlyMap<string, Kept> = new Map()): Record<string, SheetCell> {
  const shown = (column: string, typed: string) => {
    if (column === 'product') return plan.products.get(typed)?.fields.name ?? typed;
    return column === 'line' ? (lines.find(({ id }) => id === typed)?.name ?? typed) : typed;
  };
  const cells = [...kept].map(([column, { typed, why }]): [string, SheetCell] => [
    column,
    { text: shown(column, typed), typed, ...(why !== null && { wrong: why }) },
  ]);
  return Object.fromEntries(cells);
}

function marksOf(view: PlanView, order: WorkOrder, isWrong: boolean): SheetMark[] {
  const { plan, unsent, draft } = view;
  const things = [`order:${order.id}`, ...order.jobs.map((job) => `job:${job}`)];
  const marks: SheetMark[] = [];
  if (isWrong) marks.push({ sign: '■', text: s('notTakenYet'), loud: true });
  if (hasVersions(view, order)) marks.push({ sign: '◆', text: p('mark-versions'), loud: true });
  if (order.jobs.some((job) => plan.jobs.get(job)?.fields.place?.pinned))
    marks.push({ sign: '⚲', text: p('mark-pinned') });
  if (things.some((thing) => unsent.has(thing)))
    marks.push({ sign: '↑', text: p(draft ? 'mark-draft' : 'mark-unsent') });
  return marks;
}

export function hasVersions({ plan }: Pick<PlanView, 'plan'>, order: WorkOrder): boolean {
  return order.conflicts.length > 0 || order.jobs.some((job) => (plan.jobs.get(job)?.conflicts.length ?? 0) > 0);
}

function cellsOf(view: PlanView, order: WorkOrder): Record<OrderColumnKey, SheetCell> {
  const { plan, schedule, plant } = view;
  const { product, lot, lotNumber, upstreamLot, quantity, due, priority, reference, notes } = order.fields;
  const forecast = schedule.orders.get(order.id);
  const standing = madeOfOrder(order, plan, schedule.standings);
  const zone = plant.timezone;
  const lateMs = forecast?.lateMs ?? 0;
  const time = (at: number | null | undefined) => (at == null ? '' : clockOfPlan(at, zone, schedule.now));
  const text = (value: string | undefined): SheetCell => ({ text: value ?? '' });
  const isOver = order.fields.closed === true;
  const state = orderState(order, schedule.standings);
  return {
    product: {
      text: product === undefined ? '' : (plan.products.get(product)?.fields.name ?? product),
      typed: product ?? '',
      colour: colourOf(plan, order),
      ...(due !== undefined && { over: productsOver(plan.products, dayOf(due, zone)) }),
    },
    lot: text(lot),
    lotNumber: text(lotNumber),
    upstreamLot: text(upstreamLot),
    quantity: counted(quantity),
    made: counted(standing?.made),
    remaining: counted(standing?.remaining ?? undefined),
    due: {
      text: due === undefined ? '' : `${dateLabel(due, zone)}, ${clock(due, zone)}`,
      typed: localText(due, zone).replace('T', ' '),
    },
    priority: { text: priority === undefined ? '' : String(priority) },
    state: { text: orderTableWords().states[state] },
    line: { text: lineText(view, order), typed: lineOfOrder(view, order), fixed: isOver },
    start: { text: time(forecast?.start) },
    end: { text: time(orderEnd(order, schedule).at) },
    late: lateMs > 0 ? { text: roughly(lateMs), mark: 'amber' } : { text: '' },
    reference: text(reference),
    notes: text(notes),
  };
}

function counted(value: number | undefined): SheetCell {
  return value === undefined
    ? { text: '' }
    : { text: number(value, Number.isInteger(value) ? 0 : 1), typed: String(value), amount: value };
}
