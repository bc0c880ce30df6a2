/** Over the list of orders: what is shown of it, and what can be done with it. */
import { html, nothing } from 'lit';
import { orderTableWords } from '../locales/plan-import.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import type { PlanView } from '../data/planning.ts';
import { lineChoices, productChoices } from './orders-columns.ts';
import { ORDERS_ONLY, STATE_CHOICES, type OrdersLook, type StateChoice } from './orders-look.ts';

export type OrdersWanted = 'order' | 'import' | 'views' | 'xlsx' | 'csv' | 'print' | 'undo' | 'redo';

interface Toolbar {
  view: PlanView;
  look: OrdersLook;
  plans: boolean;
  reachable: boolean;
  step: (change: Partial<OrdersLook>) => void;
  move: (change: Partial<OrdersLook>) => void;
  wanted: (what: OrdersWanted) => void;
}

export function ordersToolbar({ view, look, plans, reachable, step, move, wanted }: Toolbar) {
  const choice = (key: 'state' | 'product' | 'line' | 'only', choices: readonly (readonly [string, string])[]) =>
    html`<select
      aria-label=${s(key)}
      @change=${({ target }: Event) => step({ [key]: (target as HTMLSelectElement).value })}
    >
      ${choices.map(([value, text]) => html`<option value=${value} ?selected=${value === look[key]}>${text}</option>`)}
    </select>`;
  const pairs = (choices: readonly { value: string; text: string }[]) =>
    choices.map(({ value, text }) => [value, text] as const);
  return html`<div class="toolbar">
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
    ${more(view, plans, reachable, wanted)}
    ${
      plans
        ? html`<button class="wide" ?disabled=${!view.undo.canUndo} @click=${() => wanted('undo')}>${p('undo')}</button>
            <button class="wide" ?disabled=${!view.undo.canRedo} @click=${() => wanted('redo')}>${p('redo')}</button>
            <button class="wide" @click=${() => wanted('import')}>${s('importOrders')}</button>
            <button class="main" @click=${() => wanted('order')}>${p('newOrder')}</button>`
        : nothing
    }
  </div>`;
}

function more({ plan }: PlanView, plans: boolean, reachable: boolean, wanted: Toolbar['wanted']) {
  const views = [...plan.views.values()].filter(({ fields }) => fields.page === 'orders');
  const choose = (what: OrdersWanted) => (event: Event) => {
    closeMenu(event);
    wanted(what);
  };
  return html`<details class="push">
    <summary>${p('more')}</summary>
    <div class="menu">
      ${views.map(({ fields }) => html`<a @click=${closeMenu} href=${`/orders${fields.query ?? ''}`}>${fields.name ?? ''}</a>`)}
      ${plans ? html`<button @click=${choose('views')}>${s('saveView')}</button>` : nothing}
      <button ?disabled=${!reachable} @click=${choose('xlsx')}>${p('do-export')}</button>
      <button @click=${choose('csv')}>${p('do-csv')}</button>
      <button @click=${choose('print')}>${p('do-print')}</button>
    </div>
  </details>`;
}

export function stateText(state: StateChoice): string {
  return state === 'open' || state === 'all' ? s(`state-${state}`) : orderTableWords().states[state];
}

/** A menu that stays open hides what was chosen. */
function closeMenu({ target }: Event): void {
  const menu = target instanceof Element ? target.closest('details') : null;
  if (menu) menu.open = false;
}
