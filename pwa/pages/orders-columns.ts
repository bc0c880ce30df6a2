/** Columns of the list of orders: as they are pasted, then what a planner looks for, all of it within 1280 px. */
import { productsOver } from '../../shared/orders/products-offered.ts';
import type { SheetChoice, SheetColumn, SheetKind } from '../components/sheet/sheet-model.ts';
import type { PlanView } from '../data/planning.ts';
import { orderTableWords } from '../locales/plan-import.ts';
import { planText as p } from '../locales/plan.ts';
import { dayOf } from './plan-time.ts';

export const ORDER_COLUMNS = [
  'product',
  'lot',
  'lotNumber',
  'upstreamLot',
  'quantity',
  'due',
  'late',
  'state',
  'line',
  'start',
  'end',
  'remaining',
  'made',
  'priority',
  'reference',
  'notes',
] as const;
export type OrderColumnKey = (typeof ORDER_COLUMNS)[number];

const LOOKS: Readonly<Record<OrderColumnKey, [kind: SheetKind, width: number]>> = {
  product: ['choice', 148],
  lot: ['text', 56],
  lotNumber: ['text', 104],
  upstreamLot: ['text', 92],
  quantity: ['number', 84],
  made: ['computed', 84],
  remaining: ['computed', 104],
  due: ['date', 124],
  priority: ['number', 96],
  state: ['computed', 88],
  line: ['choice', 100],
  start: ['computed', 112],
  end: ['computed', 116],
  late: ['computed', 120],
  reference: ['text', 136],
  notes: ['text', 240],
};

const NUMERIC: ReadonlySet<OrderColumnKey> = new Set(['made', 'remaining', 'late']);

/** What a telephone shows of an order. */
const CARDS: Partial<Record<OrderColumnKey, SheetColumn['card']>> = {
  lotNumber: { line: 1, titled: false },
  quantity: { line: 1, titled: false },
  remaining: { line: 1, titled: true },
  due: { line: 2, titled: false },
  state: { line: 2, titled: false },
  line: { line: 2, titled: false },
  late: { line: 2, titled: false },
};

/** `plans`: whoever looks may change what is there. */
export function orderColumns(view: PlanView, plans: boolean): SheetColumn[] {
  const { titles } = orderTableWords();
  const choices: Partial<Record<OrderColumnKey, SheetChoice[]>> = {
    product: [{ value: '', text: '' }, ...productChoices(view)],
    line: [{ value: '', text: p('parkingLot') }, ...lineChoices(view)],
  };
  return ORDER_COLUMNS.map((key) => {
    const [kind, width] = LOOKS[key];
    const own = choices[key];
    const card = CARDS[key];
    return {
      ...{ key, title: titles[key], kind, width, sortable: true },
      editable: plans && kind !== 'computed',
      ...(own && { choices: own }),
      ...(key === 'product' && { over: productsOverToday(view) }),
      ...(card && { card }),
      ...(NUMERIC.has(key) && { numeric: true }),
    };
  });
}

/** All of them: who looks for orders may look for old ones. */
export function productChoices({ plan }: Pick<PlanView, 'plan'>): SheetChoice[] {
  return [...plan.products.values()]
    .map(({ id, fields }) => ({ value: id, text: fields.name ?? id }))
    .sort((a, b) => a.text.localeCompare(b.text));
}

export function productsOverToday({ plan, plant, schedule }: PlanView): ReadonlySet<string> {
  return productsOver(plan.products, dayOf(schedule.now, plant.timezone));
}

export function lineChoices({ lines }: Pick<PlanView, 'lines'>): SheetChoice[] {
  return lines.map(({ id, name }) => ({ value: id, text: name }));
}
