/** Over the list of orders: what is shown of it, and what can be done with it. */
import { html, nothing } from 'lit';
import { orderTableWords } from '../locales/plan-import.ts';
import { paperText } from '../locales/plan-paper.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import type { PlanView } from '../data/planning.ts';
import { lineChoices, productChoices } from './orders-columns.ts';
import { ORDERS_ONLY, STATE_CHOICES, type OrdersLook, type StateChoice } from './orders-look.ts';
import { sheetActs } from './sheet-acts.ts';

export type OrdersWanted = 'order' | 'import' | 'views' | 'xlsx' | 'csv' | 'print' | 'undo' | 'redo';

interface Toolbar {
  view: PlanView;
  look: OrdersLook;
  plans: boolean;
  reachable: boolean;
  /** On a phone further filters are shown when they are asked for, or choose something. */
  filters: { open: boolean; toggle: () => void };
  step: (change: Partial<OrdersLook>) => void;
  move: (change: Partial<OrdersLook>) => void;
  wanted: (what: OrdersWanted) => void;
}

export function ordersToolbar({ view, look, plans, reachable, filters, step, move, wanted }: Toolbar) {
  const choice = (key: 'state' | 'product' | 'line' | 'only', choices: readonly (readonly [string, string])[]) =>
    html`<select
      aria-label=${s(key)}
      @change=${({ target }: Event) => step({ [key]: (target as HTMLSelectElement).value })}
    >
      ${choices.map(([value, text]) => html`<option value=${value} ?selected=${value === look[key]}>${text}</option>`)}
    </select>`;
  const pairs = (choices: readonly { value: string; text: string }[]) =>
    choices.map(({ value, text }) => [value, text] as const);
  const isOpen = filters.open || look.product !== '' || look.line !== '' || look.only !== 'all';
  return html`<div class="toolbar ${isOpen ? 'filtering' : ''}">
    <input
      type="search"
      aria-label=${s('find')}
      placeholder=${s('find')}
      .value=${look.find}
      @input=${({ target }: Event) => move({ find: (target as HTMLInputElement).value })}
    />
    ${choice(
      'state',
      STATE_CHOICES.map((state) => [state, stateText(state)]),
    )}
    ${choice('product', [['', s('allProducts')], ...pairs(productChoices(view))])}
    ${choice('line', [['', s('allLines')], ['parked', p('parkingLot')], ...pairs(lineChoices(view))])}
    ${choice(
      'only',
      ORDERS_ONLY.map((only) => [only, s(`only-${only}`)]),
    )}
    <button class="filters" aria-expanded=${isOpen} @click=${filters.toggle}>${p('filter')}</button>
    ${sheetActs({
      undo: view.undo,
      paste: s('importOrders'),
      more: more(view, plans, reachable, wanted),
      main: plans ? html`<button class="main" @click=${() => wanted('order')}>${p('newOrder')}</button>` : nothing,
      ...{ plans, wanted },
    })}
  </div>`;
}

function more({ plan }: PlanView, plans: boolean, reachable: boolean, wanted: Toolbar['wanted']) {
  const views = [...plan.views.values()].filter(({ fields }) => fields.page === 'orders');
  return html`${views.map(({ fields }) => html`<a href=${`/orders${fields.query ?? ''}`}>${fields.name ?? ''}</a>`)}
    ${plans ? html`<button @click=${() => wanted('views')}>${s('saveView')}</button>` : nothing}
    <button ?disabled=${!reachable} @click=${() => wanted('xlsx')}>${p('do-export')}</button>
    <button @click=${() => wanted('csv')}>${p('do-csv')}</button>
    <button @click=${() => wanted('print')}>${p('do-print')}</button>`;
}

export function stateText(state: StateChoice): string {
  return state === 'open' || state === 'all' ? s(`state-${state}`) : orderTableWords().states[state];
}

/** What is left out besides states, said on paper; '' = nothing is. */
export function narrowedTo(view: PlanView, { find, product, line, only }: OrdersLook): string {
  const name = (choices: readonly { value: string; text: string }[], chosen: string) =>
    choices.find(({ value }) => value === chosen)?.text ?? chosen;
  const parts = [
    name(productChoices(view), product),
    line === 'parked' ? p('parkingLot') : name(lineChoices(view), line),
    only === 'all' ? '' : s(`only-${only}`),
    find === '' ? '' : paperText('quoted', find),
  ].filter(Boolean);
  return parts.length === 0 ? '' : paperText('narrowed', parts.join(', '));
}
