/** What is typed into the cells of an order, as values of its fields. Pure. */
import { typedNumber, typedTime } from '../components/sheet/sheet-typed.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import type { PlanView } from '../data/planning.ts';
import { dayOf, momentOf } from './plan-time.ts';

/** Null = nothing any more. */
export type Typed = { ok: true; value: string | number | null } | { ok: false; why: string };

const MOST = { quantity: 1_000_000_000, priority: 9 } as const;

export function typedOrderCell(
  { plan, lines, plant, schedule }: Pick<PlanView, 'plan' | 'lines' | 'plant' | 'schedule'>,
  column: string,
  text: string,
): Typed {
  const plain = text.trim();
  if (plain === '') return { ok: true, value: null };
  switch (column) {
    case 'quantity':
    case 'priority': {
      const count = typedNumber(plain, true);
      if (count == null || count < 1 || count > MOST[column]) return { ok: false, why: p('wrongNumber', MOST[column]) };
      return { ok: true, value: count };
    }
    case 'due': {
      const local = typedTime(plain, dayOf(schedule.now, plant.timezone));
      const at = local == null ? null : momentOf(local, plant.timezone);
      return at === null ? { ok: false, why: s('wrongDate') } : { ok: true, value: at };
    }
    case 'product':
      return plan.products.has(plain) ? { ok: true, value: plain } : { ok: false, why: s('noProduct', plain) };
    case 'line':
      return lines.some(({ id }) => id === plain) ? { ok: true, value: plain } : { ok: false, why: s('noLine', plain) };
    default:
      return { ok: true, value: plain };
  }
}
