/**
 * Orders from a table: made, changed, or as they are. An order is found again by its reference, else by its lot number, so that
 * the same table twice makes nothing twice.
 */
import type { PlanFields } from '../entities.ts';
import type { WorkOrder } from '../plan.ts';
import { whyNot } from '../rules.ts';
import { jobsOfProduct, setsOfJobs } from '../verbs/jobs-of-order.ts';
import { setOf } from '../verbs/changes.ts';
import { rulesOf, type VerbWorld } from '../verbs/world.ts';
import { localText } from './csv.ts';
import type { KnownNames } from './known-names.ts';
import { lineWish, placedRows, type OrderEntry } from './line-wish.ts';
import { ORDER_COLUMNS } from './order-columns.ts';
import { plainText } from './plain-text.ts';
import type { ReadRow } from './read-cells.ts';
import type { CellProblem, TableOptions, TableReport } from './report.ts';
import { differing, misfits, refused } from './table-entry.ts';
import { readRows, tableReport, type Cells } from './table-report.ts';

/** What of a row goes into the order as it is. */
const PLAIN = [
  'reference',
  'lot',
  'lotNumber',
  'upstreamLot',
  'quantity',
  'due',
  'priority',
  'notes',
  'colour',
] as const;
const PRODUCT_NAMES = ['product', 'shortName', 'item'] as const;

export function ordersFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): TableReport {
  const { found, names, read } = readRows(ORDER_COLUMNS, rows, world.situation, options);
  const isKeyed = found.columns.reference !== undefined || found.columns.lotNumber !== undefined;
  if (!isKeyed) return tableReport('orders', found, [], ['lotNumber']);
  const orders = new KnownOrders(world.situation.plan.orders.values());
  const seen = new Map<string, number>();
  const entries = read.map((row) => {
    const keys = (['reference', 'lotNumber'] as const).flatMap((field) =>
      row.values[field] === undefined ? [] : [`${field}:${String(row.values[field])}`],
    );
    const repeated = keys.map((key) => seen.get(key)).find((other) => other !== undefined);
    for (const key of keys) if (!seen.has(key)) seen.set(key, row.row);
    if (repeated !== undefined) row.problems.push(row.problem('repeated', null, String(repeated)));
    return orderEntry(world, row, orders.find(row), names);
  });
  return tableReport('orders', found, placedRows(world, entries));
}

type FoundOrder = { order: WorkOrder | undefined; problem: CellProblem | null };

class KnownOrders {
  readonly #byReference = new Map<string, WorkOrder>();
  readonly #byLotNumber = new Map<string, WorkOrder>();

  constructor(orders: Iterable<WorkOrder>) {
    for (const order of orders) {
      const { reference, lotNumber } = order.fields;
      if (reference !== undefined) this.#byReference.set(plainText(reference), order);
      if (lotNumber !== undefined) this.#byLotNumber.set(plainText(lotNumber), order);
    }
  }

  /** One whose lot number is right and that has another reference is another's: nothing is guessed. */
  find(row: ReadRow): FoundOrder {
    const { reference, lotNumber } = row.values as PlanFields<'order'>;
    const referred = reference === undefined ? undefined : this.#byReference.get(reference);
    const lotted = lotNumber === undefined ? undefined : this.#byLotNumber.get(lotNumber);
    if (referred === undefined && lotted === undefined) {
      const isKeyless = reference === undefined && lotNumber === undefined;
      return { order: undefined, problem: isKeyless ? row.problem('no-key', 'lotNumber') : null };
    }
    const isOthers = lotted !== undefined && (referred ?? lotted) !== lotted;
    const hasOther = referred === undefined && reference !== undefined && lotted?.fields.reference !== undefined;
    if (isOthers || hasOther) {
      const detail = lotted!.fields.reference ?? lotted!.id;
      return { order: referred, problem: row.problem('lot-number-taken', 'lotNumber', detail) };
    }
    return { order: referred ?? lotted, problem: null };
  }
}

function orderEntry(world: VerbWorld, row: ReadRow, { order, problem }: FoundOrder, names: KnownNames): OrderEntry {
  const { plan } = world.situation;
  const product = productOf(row);
  const fields: PlanFields<'order'> = {
    ...Object.fromEntries(PLAIN.filter((field) => field in row.values).map((field) => [field, row.values[field]])),
    ...(typeof product === 'string' && { product }),
  };
  const zone = world.situation.plant.timezone;
  // Sheets show minutes, and an hour that clocks repeat only once.
  const isDueAsShown =
    order?.fields.due !== undefined &&
    fields.due !== undefined &&
    localText(order.fields.due, zone) === localText(fields.due, zone);
  const set = differing(order, isDueAsShown ? { ...fields, due: order.fields.due } : fields);
  const problems = [
    ...row.problems,
    ...(problem ? [problem] : []),
    ...(typeof product === 'object' && product !== null ? [product] : []),
    ...misfits('order', set, row),
  ];
  if (!order) {
    const isSaid = (field: string) => problems.some((one) => one.field === field);
    const isNamed = typeof product === 'string' || PRODUCT_NAMES.some(isSaid);
    if (!isNamed) problems.push(row.problem('missing', 'product'));
    if (fields.quantity === undefined && !isSaid('quantity')) problems.push(row.problem('missing', 'quantity'));
  }
  const title = titleOf(world, { ...order?.fields, ...fields });
  if (problems.length > 0) return { ...refused(row, title, problems), wish: null, row };

  const id = order?.id ?? world.newId();
  const jobs = order ? [] : jobsOfProduct(plan, fields.product);
  const wish = lineWish(world, row, names, order ?? { id, drafts: jobs });
  if (wish && 'why' in wish) return { ...refused(row, title, [wish]), wish: null, row };
  const sets = Object.keys(set).length === 0 ? [] : setOf(plan, 'order', id, set);
  if (!order) sets.push(...setsOfJobs(plan, id, jobs));
  const not = sets.length === 0 ? null : whyNot({ type: 'change', sets }, rulesOf(world));
  if (not) return { ...refused(row, title, [row.problem('refused', not.field, not.detail)]), wish: null, row };
  const changed = [...Object.keys(set), ...(wish ? ['line'] : [])];
  const state = changed.length === 0 ? 'unchanged' : order ? 'changed' : 'created';
  return { report: { row: row.row, state, title, fields: changed, problems: [] }, sets, wish, row };
}

/** Id; a problem where its names are of several products; null = none is named. */
function productOf(row: ReadRow): string | CellProblem | null {
  const named = PRODUCT_NAMES.filter((field) => field in row.values);
  const [first, ...others] = new Set(named.map((field) => String(row.values[field])));
  if (others.length > 0) return row.problem('products-differ', named[0]!);
  return first ?? null;
}

/** `SARS 135`, else the number. */
function titleOf({ situation }: VerbWorld, { product, lot, lotNumber, reference }: PlanFields<'order'>): string {
  const fields = product === undefined ? undefined : situation.plan.products.get(product)?.fields;
  const name = fields?.shortName ?? fields?.name;
  return [name, lot ?? lotNumber ?? reference].filter((part) => part !== undefined).join(' ');
}
