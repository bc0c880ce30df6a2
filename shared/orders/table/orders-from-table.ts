/**
 * Orders from a table: made, changed, or as they are. An order is found again by its reference, else by its lot number, so that
 * the same table twice makes nothing twice.
 */
import type { ChangeSet } from '../../documents/change.ts';
import type { PlanFields } from '../entities.ts';
import type { WorkOrder } from '../plan.ts';
import { whyNot } from '../rules.ts';
import { jobsForProduct } from '../verbs/jobs-anew.ts';
import { jobsOfProduct, setsOfJobs, type JobDraft } from '../verbs/jobs-of-order.ts';
import { changeOf, setOf } from '../verbs/changes.ts';
import { rulesOf, type VerbWorld } from '../verbs/world.ts';
import { withSaid } from '../with-said.ts';
import { localText } from './csv.ts';
import type { KnownNames } from './known-names.ts';
import { linesText } from './lines-text.ts';
import { lineWish, placedRows, type LineWish, type OrderEntry } from './line-wish.ts';
import { ORDER_COLUMNS } from './order-columns.ts';
import { plainText } from './plain-text.ts';
import type { ReadRow } from './read-cells.ts';
import type { CellProblem, FieldChange, TableOptions, TableReport } from './report.ts';
import { stepped, type Steps } from './steps.ts';
import { changesOf, differing, misfits, refused } from './table-entry.ts';
import { orderState } from './table-of-orders.ts';
import { readRows, SHARES, tableReport, type Cells } from './table-report.ts';

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
/** By what an order is found again; the last two are not of ours alone. */
const KEYS = ['id', 'reference', 'lotNumber'] as const;
const PRODUCT_NAMES = ['product', 'shortName', 'item'] as const;

export function* ordersFromTable(world: VerbWorld, rows: Cells, options: TableOptions = {}): Steps<TableReport> {
  const { found, names, read } = yield* readRows(ORDER_COLUMNS, rows, world.situation, options);
  const isKeyed = KEYS.some((field) => found.columns[field] !== undefined);
  if (!isKeyed) return yield* tableReport('orders', found, [], ['lotNumber']);
  const orders = new KnownOrders(world.situation.plan.orders);
  yield SHARES.entries[0];
  const seen = new Map<string, number>();
  const entries = yield* stepped(read, SHARES.entries, (row) => {
    const known = orders.find(row);
    const keys = KEYS.flatMap((field) =>
      row.values[field] === undefined ? [] : [`${field}:${String(row.values[field])}`],
    );
    if (known.order) keys.push(`is:${known.order.id}`);
    // What the export of ours names is never another's, whatever numbers two of them share.
    const asked = known.isNamed ? keys.slice(-1) : keys;
    const repeated = asked.map((key) => seen.get(key)).find((other) => other !== undefined);
    for (const key of keys) if (!seen.has(key)) seen.set(key, row.row);
    if (repeated !== undefined) row.problems.push(row.problem('repeated', null, String(repeated)));
    return orderEntry(world, row, known, names);
  });
  return yield* tableReport('orders', found, yield* placedRows(world, entries));
}

interface FoundOrder {
  order: WorkOrder | undefined;
  /** By its id. */
  isNamed: boolean;
  problem: CellProblem | null;
}

class KnownOrders {
  readonly #byId: ReadonlyMap<string, WorkOrder>;
  readonly #byReference = new Map<string, WorkOrder>();
  readonly #byLotNumber = new Map<string, WorkOrder>();

  constructor(orders: ReadonlyMap<string, WorkOrder>) {
    this.#byId = orders;
    for (const order of orders.values()) {
      const { reference, lotNumber } = order.fields;
      if (reference !== undefined) this.#byReference.set(plainText(reference), order);
      if (lotNumber !== undefined) this.#byLotNumber.set(plainText(lotNumber), order);
    }
  }

  /** One whose lot number is right and that has another reference is another's: nothing is guessed. */
  find(row: ReadRow): FoundOrder {
    const { id, reference, lotNumber } = row.values as PlanFields<'order'> & { id?: string };
    const named = id === undefined ? undefined : this.#byId.get(id);
    const referred = named ?? (reference === undefined ? undefined : this.#byReference.get(reference));
    const isNamed = named !== undefined;
    const keepsNumber = lotNumber === undefined || plainText(referred?.fields.lotNumber ?? '') === lotNumber;
    if (referred && keepsNumber) return { order: referred, isNamed, problem: null };
    const lotted = lotNumber === undefined ? undefined : this.#byLotNumber.get(lotNumber);
    if (referred === undefined && lotted === undefined) {
      const isKeyless = reference === undefined && lotNumber === undefined;
      return { order: undefined, isNamed, problem: isKeyless ? row.problem('no-key', 'lotNumber') : null };
    }
    const isOthers = lotted !== undefined && (referred ?? lotted) !== lotted;
    const hasOther = referred === undefined && reference !== undefined && lotted?.fields.reference !== undefined;
    if (isOthers || hasOther) {
      const detail = lotted!.fields.reference ?? lotted!.id;
      return { order: referred, isNamed, problem: row.problem('lot-number-taken', 'lotNumber', detail) };
    }
    return { order: referred ?? lotted, isNamed, problem: null };
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
  const anew = order ? jobsForProduct(world, order, set.product) : [];
  const wish = wishOf(world, row, names, order ? { order, anew } : { id, drafts: jobs });
  if (wish && 'why' in wish) return { ...refused(row, title, [wish]), wish: null, row };
  const sets = Object.keys(set).length === 0 ? [] : setOf(plan, 'order', id, set);
  sets.push(...(order ? anew : setsOfJobs(plan, id, jobs)));
  const not = sets.length === 0 ? null : whyNot({ type: 'change', sets }, rulesOf(world));
  if (not) return { ...refused(row, title, [row.problem('refused', not.field, not.detail)]), wish: null, row };
  const changes = [...changesOf(order, set), ...(wish ? [lineChange(world, order, wish)] : [])];
  const said = { row: row.row, fields: changes.map(({ field }) => field), problems: [] };
  if (changes.length === 0) return { report: { ...said, title, state: 'unchanged' }, sets, wish, row };
  if (!order) return { report: { ...said, title, state: 'created' }, sets, wish, row };
  const stands = orderState(order, world.schedule.standings);
  const was = titleOf(world, order.fields);
  return { report: { ...said, title: was, state: 'changed', stands, changes }, sets, wish, row };
}

/** Of the jobs that the order will have. */
function wishOf(
  world: VerbWorld,
  row: ReadRow,
  names: KnownNames,
  what: { order: WorkOrder; anew: ChangeSet[] } | { id: string; drafts: readonly JobDraft[] },
): ReturnType<typeof lineWish> {
  if ('drafts' in what || what.anew.length === 0)
    return lineWish(world, row, names, 'drafts' in what ? what : what.order);
  const { situation } = world;
  const plan = withSaid(situation.plan, changeOf(what.anew), situation.now);
  const order = plan.orders.get(what.order.id)!;
  const jobs = order.jobs.filter((job) => plan.jobs.has(job));
  return lineWish({ ...world, situation: { ...situation, plan } }, row, names, { ...order, jobs });
}

function lineChange({ situation, schedule }: VerbWorld, order: WorkOrder | undefined, { line }: LineWish): FieldChange {
  return { field: 'line', was: (order && linesText(order, situation, schedule)) || undefined, becomes: line };
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
