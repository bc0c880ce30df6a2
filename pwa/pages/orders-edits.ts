/**
 * A gesture over cells of orders becomes one change; what of it cannot be taken stays as it was typed, with the reason. Pure.
 */
import type { ChangeSet } from '../../shared/documents/change.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { NotSaid, Saying } from '../../shared/orders/said.ts';
import { changeOf, setOf } from '../../shared/orders/verbs/changes.ts';
import { createOrder, editOrder, type NewOrder, type OrderEdit } from '../../shared/orders/verbs/orders.ts';
import { placesIn } from '../../shared/orders/verbs/queue.ts';
import { answer, type VerbWorld } from '../../shared/orders/verbs/world.ts';
import { withSaid } from '../../shared/orders/with-said.ts';
import { isNewRow, type SheetEdit } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { refusalOfNumber } from './order-values.ts';
import { lineChange, type LineChange } from './orders-line.ts';
import { typedOrderCell } from './orders-typed.ts';

/** As it was typed; `why` null = it waits for another cell of its row, which was refused. */
export interface Kept {
  typed: string;
  why: string | null;
}
/** By row and column. */
export type KeptRows = ReadonlyMap<string, ReadonlyMap<string, Kept>>;

type Value = string | number | null;
/** Cells of one row: of an order, or of one that is to be. */
interface EditedRow {
  row: string;
  cells: Map<string, { typed: string; value: Value }>;
}

export interface TakenEdits {
  /** Null = nothing of it can be taken. */
  attempt: ((world: VerbWorld, why?: string) => Saying) | null;
  /** How many orders are changed or made. */
  count: number;
  kept: KeptRows;
  /** Ids of rows that were new: of what is made, or of what stays to be made. */
  became: ReadonlyMap<string, string>;
}

/** A rule that asks for a reason is for whoever does it, not for here. */
const SOME_REASON = '–';

export function takenEdits(
  view: PlanView,
  world: VerbWorld,
  edits: readonly SheetEdit[],
  before: KeptRows,
): TakenEdits {
  const kept = new Map([...before].map(([row, cells]) => [row, new Map(cells)]));
  const became = namesOfNew(world, edits);
  const rows = readRows(view, edits, kept, became);
  const keep = (row: EditedRow, column: string, why: string) => keepCell(view, kept, row, column, why);
  // Each by itself first: what is wrong with many of them is not looked for in all of them together.
  const alone = rows.filter((row) => settled(view, world, [row], keep).length > 0);
  const taken = settled(view, world, alone, keep);
  const attempt = (now: VerbWorld, why?: string) => combined(view, now, taken, why).saying;
  return { attempt: taken.length > 0 ? attempt : null, count: taken.length, kept, became: thoseOf(became, rows, kept) };
}

/** Of a row in which nothing was typed nothing becomes. */
function thoseOf(became: ReadonlyMap<string, string>, rows: readonly EditedRow[], kept: KeptRows): Map<string, string> {
  const ids = new Set([...rows.map(({ row }) => row), ...kept.keys()]);
  return new Map([...became].filter(([, id]) => ids.has(id)));
}

/** What is typed into a new row is of one order, from its first cell on. */
export function namesOfNew(world: Pick<VerbWorld, 'newId'>, edits: readonly SheetEdit[]): Map<string, string> {
  const rows = new Set(edits.map(({ row }) => row).filter(isNewRow));
  return new Map(Array.from(rows, (row) => [row, world.newId()]));
}

/** Cells of the gesture by row, with what was kept of rows that are not there yet; those that cannot be read are kept. */
function readRows(
  view: PlanView,
  edits: readonly SheetEdit[],
  kept: Map<string, Map<string, Kept>>,
  became: ReadonlyMap<string, string>,
): EditedRow[] {
  const rows = new Map<string, Map<string, string>>();
  const { orders } = view.plan;
  for (const { row, column, value } of edits) {
    const id = became.get(row) ?? row;
    // It has gone meanwhile; nobody makes it again by typing.
    if (id === row && !orders.has(id) && !kept.has(id)) continue;
    if (!rows.has(id)) {
      const waits = orders.has(id) ? [] : [...(kept.get(id) ?? [])];
      rows.set(id, new Map(waits.map(([each, { typed }]) => [each, typed])));
    }
    rows.get(id)!.set(column, value);
  }
  return [...rows].flatMap(([row, typedCells]) => {
    const edited: EditedRow = { row, cells: new Map() };
    const wrong: [string, string][] = [];
    for (const [column, typed] of typedCells) {
      kept.get(row)?.delete(column);
      const read = typedOrderCell(view, column, typed);
      edited.cells.set(column, { typed, value: read.ok ? read.value : null });
      if (!read.ok) wrong.push([column, read.why]);
    }
    if (kept.get(row)?.size === 0) kept.delete(row);
    for (const [column, why] of wrong) keepCell(view, kept, edited, column, why);
    return edited.cells.size > 0 &&
      [...edited.cells.values()].some(({ typed }) => typed !== '' || view.plan.orders.has(row))
      ? [edited]
      : [];
  });
}

/** Takes it out of the gesture; of an order that is not there yet the whole row stays together. */
function keepCell(
  view: PlanView,
  kept: Map<string, Map<string, Kept>>,
  row: EditedRow,
  column: string,
  why: string,
): void {
  const cells = kept.get(row.row) ?? new Map<string, Kept>();
  kept.set(row.row, cells);
  const stay = view.plan.orders.has(row.row) ? [column] : [...row.cells.keys()];
  for (const each of stay) {
    const typed = row.cells.get(each)?.typed;
    if (typed !== undefined) cells.set(each, { typed, why: each === column ? why : (cells.get(each)?.why ?? null) });
    row.cells.delete(each);
  }
}

/** What is left when all that the rules refuse is kept. */
function settled(
  view: PlanView,
  world: VerbWorld,
  rows: readonly EditedRow[],
  keep: (row: EditedRow, column: string, why: string) => void,
): EditedRow[] {
  for (;;) {
    const left = rows.filter(({ cells }) => cells.size > 0);
    if (left.length === 0) return [];
    const { saying, rowOf } = combined(view, world, left, SOME_REASON);
    if (saying.ok) return left;
    const row = rowOf(saying);
    const column = row && columnOf(saying, row);
    const why = saying.why === 'unknown' && saying.about === null ? saying.detail : wordsOf(view, saying, row, column);
    if (row && column) keep(row, column, why);
    else for (const each of row ? [row] : left) for (const one of [...each.cells.keys()]) keep(each, one, why);
  }
}

function wordsOf(
  { plan }: PlanView,
  saying: NotSaid,
  row: EditedRow | undefined,
  column: string | null | undefined,
): string {
  return refusalOfNumber(plan, saying, String(row?.cells.get(column ?? '')?.value ?? ''));
}

function columnOf({ why, field, about }: NotSaid, { cells }: EditedRow): string | null {
  const column =
    why === 'lot-number-taken' ? 'lotNumber' : about?.startsWith('job:') || field === 'place' ? 'line' : field;
  return column !== null && cells.has(column) ? column : null;
}

interface Combined {
  saying: Saying;
  /** Whose a refusal is. */
  rowOf: (not: NotSaid) => EditedRow | undefined;
}

/** All of it as one change. */
function combined(view: PlanView, world: VerbWorld, rows: readonly EditedRow[], why: string | undefined): Combined {
  const { plan } = world.situation;
  const owners = new Map<string, EditedRow>();
  const rowOf = ({ about }: NotSaid) => owners.get(about ?? '');
  const sets: ChangeSet[] = [];
  const loads = new Map<string, string[]>();
  for (const row of rows) {
    const { line, ...fields } = Object.fromEntries([...row.cells].map(([column, { value }]) => [column, value]));
    const order = plan.orders.get(row.row);
    owners.set(`order:${row.row}`, row);
    const saying = order
      ? editOrder(world, { id: row.row, fields: fields as OrderEdit, why })
      : made(world, row.row, fields);
    if (!saying.ok) return { saying, rowOf: () => row };
    const own = saying.said.flatMap((said) => (said.type === 'change' ? said.sets : []));
    for (const { entity, id } of own) owners.set(`${entity}:${id}`, row);
    sets.push(...own);
    if (line === undefined || (!order && line === null)) continue;
    const change = order
      ? lineChangeOf(world, order, String(line ?? ''), own)
      : { kind: 'load' as const, job: own.find(({ entity }) => entity === 'job')?.id ?? '' };
    if (change.kind === 'park') {
      for (const job of change.jobs) owners.set(`job:${job}`, row);
      sets.push(...change.jobs.flatMap((job) => setOf(plan, 'job', job, { place: null })));
    } else if (change.kind === 'load') {
      owners.set(`job:${change.job}`, row);
      loads.set(String(line), [...(loads.get(String(line)) ?? []), change.job]);
    } else {
      const detail = s(change.kind === 'runs' ? 'runsNow' : 'cannotThere');
      return { saying: { ok: false, why: 'unknown', about: null, field: 'line', detail }, rowOf: () => row };
    }
  }
  for (const [line, jobs] of loads) {
    const placed = placesIn(world, jobs, { line, before: null });
    if (!placed.ok) return { saying: placed, rowOf };
    sets.push(...placed.sets);
  }
  return { saying: answer(world, changeOf(sets, { why })), rowOf };
}

/** With another product (`own`) an order may have other jobs. */
function lineChangeOf(world: VerbWorld, order: WorkOrder, line: string, own: ChangeSet[]): LineChange {
  const { situation, schedule } = world;
  if (!own.some(({ entity }) => entity === 'job')) return lineChange(world, order, line);
  const plan = withSaid(situation.plan, changeOf(own), situation.now);
  return lineChange({ situation: { ...situation, plan }, schedule }, plan.orders.get(order.id) ?? order, line);
}

function made(world: VerbWorld, id: string, fields: Record<string, Value>): Saying {
  const given = Object.entries(fields).filter(([, value]) => value !== null);
  return createOrder(world, { id, fields: Object.fromEntries(given) as NewOrder });
}
