/** An order's fields as a form has them, and back. Pure. */
import type { PlanFields } from '../../shared/orders/entities.ts';
import type { Plan } from '../../shared/orders/plan.ts';
import type { NotSaid } from '../../shared/orders/said.ts';
import { NO_ORDER, type OrderProblems, type OrderValues } from '../components/plan/order-values.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { titleOf } from './board-order.ts';
import { localText, momentOf } from './plan-time.ts';
import { refusalText } from './plan-refusal.ts';

type OrderFields = PlanFields<'order'>;
/** null = nothing any more. */
export type OrderInput = { [F in keyof OrderFields]?: NonNullable<OrderFields[F]> | null };

export function valuesOf(fields: OrderFields, zone: string): OrderValues {
  const { quantity, priority, due, ...texts } = fields;
  const known = Object.fromEntries(Object.entries(texts).filter(([name]) => name in NO_ORDER));
  return {
    ...NO_ORDER,
    ...(known as Partial<OrderValues>),
    quantity: quantity === undefined ? '' : String(quantity),
    priority: priority === undefined ? '' : String(priority),
    due: localText(due, zone),
  };
}

/** What was typed, or which fields cannot be so. Numbers may be grouped as people group them. */
export function fieldsOf(
  values: OrderValues,
  zone: string,
): { ok: true; fields: OrderInput } | { ok: false; problems: OrderProblems } {
  const problems: OrderProblems = {};
  const text = (name: 'product' | 'lot' | 'lotNumber' | 'upstreamLot' | 'reference' | 'notes' | 'colour') =>
    values[name].trim() || null;
  const whole = (name: 'quantity' | 'priority', most: number) => {
    const typed = values[name].replaceAll(/[\s.,'’\u00a0\u202f]/g, '');
    if (typed === '') return null;
    const count = Number(typed);
    if (!Number.isInteger(count) || count < 1 || count > most) problems[name] = p('wrongNumber', most);
    return count;
  };
  const due = values.due === '' ? null : momentOf(values.due, zone);
  if (values.due !== '' && due === null) problems.due = p('wrongTime');
  const fields: OrderInput = {
    product: text('product'),
    lot: text('lot'),
    lotNumber: text('lotNumber'),
    upstreamLot: text('upstreamLot'),
    quantity: whole('quantity', 1_000_000_000),
    due,
    priority: whole('priority', 9),
    colour: text('colour'),
    reference: text('reference'),
    notes: text('notes'),
  };
  if (fields.product === null && fields.lot === null && fields.lotNumber === null) problems.product = p('needsName');
  return Object.keys(problems).length > 0 ? { ok: false, problems } : { ok: true, fields };
}

/** Where the plan's answer belongs in the form; empty = it is about no field of it. */
export function problemsOf(refusal: NotSaid, plan: Plan, fields: OrderInput): OrderProblems {
  const { field } = refusal;
  if (field === null || !(field in NO_ORDER)) return {};
  return { [field]: refusalOfNumber(plan, refusal, String(fields[field as keyof OrderInput] ?? '')) };
}

/** Says which order has a number that no two can have, where that is known here. */
export function refusalOfNumber(plan: Plan, refusal: NotSaid, number: string): string {
  const { why, field, about } = refusal;
  const text = refusalText(refusal);
  if ((why !== 'lot-number-taken' && why !== 'reference-taken') || (field !== 'lotNumber' && field !== 'reference'))
    return text;
  const other = [...plan.orders.values()].find(({ id, fields }) => fields[field] === number && `order:${id}` !== about);
  return other ? `${text} ${s('numberIs', titleOf(plan, other))}` : text;
}

/** Of what was wrong, what still is. */
export function stillWrong(before: OrderProblems, values: OrderValues, zone: string): OrderProblems {
  const read = fieldsOf(values, zone);
  const now = read.ok ? {} : read.problems;
  return Object.fromEntries(Object.entries(now).filter(([name]) => name in before));
}

/** Only what reads otherwise than before: a time that shows minutes may have seconds. */
export function changedFields(before: OrderValues, after: OrderValues, fields: OrderInput): OrderInput {
  const isChanged = (name: string) => before[name as keyof OrderValues] !== after[name as keyof OrderValues];
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isChanged(name)));
}
