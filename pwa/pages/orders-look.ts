/** Which orders are looked at and in which order, as the address says it. Pure. */
import { ORDER_STATES, type OrderState } from '../../shared/orders/table/table-of-orders.ts';
import type { SheetSort } from '../components/sheet/sheet-model.ts';
import { ORDER_COLUMNS, type OrderColumnKey } from './orders-columns.ts';

/** `open` = all but closed and cancelled ones. */
export type StateChoice = 'open' | 'all' | OrderState;
export const STATE_CHOICES: readonly StateChoice[] = ['open', 'all', ...ORDER_STATES];
export const ORDERS_ONLY = ['all', 'late', 'versions', 'unsent'] as const;
export type OrdersOnly = (typeof ORDERS_ONLY)[number];

export interface OrdersLook {
  find: string;
  state: StateChoice;
  /** Ids; '' = every one. */
  product: string;
  /** `parked` = in no queue. */
  line: string;
  only: OrdersOnly;
  sort: SheetSort & { column: OrderColumnKey };
}

export const FIRST_LOOK: OrdersLook = {
  find: '',
  state: 'open',
  product: '',
  line: '',
  only: 'all',
  sort: { column: 'due', descending: false },
};

export function ordersLookIn(search: string): OrdersLook {
  const query = new URLSearchParams(search);
  const [, minus, name] = /^(-?)(\w+)$/.exec(query.get('sort') ?? '') ?? [];
  const column = ORDER_COLUMNS.find((key) => key === name);
  return {
    find: query.get('find') ?? '',
    state: STATE_CHOICES.find((state) => state === query.get('state')) ?? 'open',
    product: query.get('product') ?? '',
    line: query.get('line') ?? '',
    only: ORDERS_ONLY.find((only) => only === query.get('only')) ?? 'all',
    sort: column ? { column, descending: minus === '-' } : FIRST_LOOK.sort,
  };
}

export function searchOfOrders({ find, state, product, line, only, sort }: OrdersLook): string {
  const query = new URLSearchParams();
  if (find !== '') query.set('find', find);
  if (state !== 'open') query.set('state', state);
  if (product !== '') query.set('product', product);
  if (line !== '') query.set('line', line);
  if (only !== 'all') query.set('only', only);
  if (sort.column !== 'due' || sort.descending) query.set('sort', `${sort.descending ? '-' : ''}${sort.column}`);
  return `?${query.toString()}`;
}
