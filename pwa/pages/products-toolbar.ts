/** Over the master data: which of them, and what can be done with them. */
import { html, nothing } from 'lit';
import type { PlanView } from '../data/planning.ts';
import { productsWords } from '../locales/products.ts';
import { paperText } from '../locales/plan-paper.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { lineChoices, productChoices, productsOverToday } from './orders-columns.ts';
import { matrixNames } from './products-changeovers.ts';
import { PRODUCT_TABS, type ProductsLook } from './products-look.ts';
import { sheetActs } from './sheet-acts.ts';

export type ProductsWanted = 'import' | 'xlsx' | 'csv' | 'print' | 'undo' | 'redo';

interface Toolbar {
  view: PlanView;
  look: ProductsLook;
  plans: boolean;
  /** Workbooks are the gateway's to write. */
  reachable: boolean;
  step: (change: Partial<ProductsLook>) => void;
  move: (change: Partial<ProductsLook>) => void;
  wanted: (what: ProductsWanted) => void;
}

export function productsToolbar({ view, look, plans, reachable, step, move, wanted }: Toolbar) {
  return html`<div class="toolbar">
    <div class="tabs" role="group" aria-label=${s('tabs')}>
      ${PRODUCT_TABS.map(
        (tab) =>
          html`<button aria-pressed=${tab === look.tab} @click=${() => step({ tab, find: '' })}>
            ${s(`tab-${tab}`)}
          </button>`,
      )}
    </div>
    <input
      type="search"
      aria-label=${s('find')}
      placeholder=${s('find')}
      .value=${look.find}
      @input=${({ target }: Event) => move({ find: (target as HTMLInputElement).value })}
    />
    ${look.tab === 'changeovers' ? changeoverChoices(view, look, step) : nothing}
    ${sheetActs({
      undo: view.undo,
      paste: look.tab === 'settings' ? null : s('importRows'),
      more: more(look.tab !== 'settings', reachable, wanted),
      ...{ plans, wanted },
    })}
  </div>`;
}

function more(isTable: boolean, reachable: boolean, wanted: Toolbar['wanted']) {
  return html`${
      isTable
        ? html`<button
              ?disabled=${!reachable}
              title=${reachable ? '' : productsWords().onlyGateway}
              @click=${() => wanted('xlsx')}
            >
              ${p('do-export')}
            </button>
            <button @click=${() => wanted('csv')}>${p('do-csv')}</button>`
        : nothing
    } <button @click=${() => wanted('print')}>${p('do-print')}</button>`;
}

function changeoverChoices(view: PlanView, look: ProductsLook, step: Toolbar['step']) {
  const shown = new Set([...matrixNames(view.plan, look.also), ...productsOverToday(view)]);
  const others = productChoices(view).filter(({ value }) => !shown.has(value));
  const value = ({ target }: Event) => (target as HTMLSelectElement).value;
  return html`<button aria-pressed=${look.list} @click=${() => step({ list: !look.list })}>
      ${s(look.list ? 'asMatrix' : 'asList')}
    </button>
    ${
      look.list
        ? nothing
        : html`<select aria-label=${s('matrixLine')} @change=${(event: Event) => step({ line: value(event) })}>
              ${[{ value: '', text: s('allLines') }, ...lineChoices(view)].map(
                (line) => html`<option value=${line.value} ?selected=${line.value === look.line}>${line.text}</option>`,
              )}
            </select>
            <select
              aria-label=${s('alsoProduct')}
              @change=${(event: Event) => step({ also: [...look.also, value(event)].filter(Boolean) })}
            >
              <option value="" selected>${s('alsoProduct')}</option>
              ${others.map((product) => html`<option value=${product.value}>${product.text}</option>`)}
            </select>`
    }`;
}

/** Which of them are on paper. */
export function aboutProducts({ lines }: Pick<PlanView, 'lines'>, look: ProductsLook, count: number): string[] {
  const isMatrix = look.tab === 'changeovers' && !look.list;
  const line = lines.find(({ id }) => id === look.line)?.name ?? s('allLines');
  return [s(`tab-${look.tab}`), isMatrix ? line : s('rows', count)];
}

/** What is left out, said on paper; '' = nothing is. */
export function narrowedProducts({ find }: ProductsLook): string {
  return find === '' ? '' : paperText('narrowed', paperText('quoted', find));
}
