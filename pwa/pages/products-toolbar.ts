/** Over the master data: which of them, and what can be done with them. */
import { html, nothing } from 'lit';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { lineChoices, productChoices } from './orders-columns.ts';
import { matrixNames } from './products-changeovers.ts';
import { PRODUCT_TABS, type ProductsLook } from './products-look.ts';

interface Toolbar {
  view: PlanView;
  look: ProductsLook;
  plans: boolean;
  step: (change: Partial<ProductsLook>) => void;
  wanted: (what: 'import' | 'undo' | 'redo') => void;
}

export function productsToolbar({ view, look, plans, step, wanted }: Toolbar) {
  return html`<div class="toolbar">
    <div class="tabs" role="group" aria-label=${s('tabs')}>
      ${PRODUCT_TABS.map(
        (tab) =>
          html`<button aria-pressed=${tab === look.tab} @click=${() => step({ tab })}>${s(`tab-${tab}`)}</button>`,
      )}
    </div>
    ${look.tab === 'changeovers' ? changeoverChoices(view, look, step) : nothing}
    <span class="push"></span>
    ${
      plans
        ? html`<button ?disabled=${!view.undo.canUndo} @click=${() => wanted('undo')}>${p('undo')}</button>
            <button ?disabled=${!view.undo.canRedo} @click=${() => wanted('redo')}>${p('redo')}</button>
            ${
              look.tab === 'settings'
                ? nothing
                : html`<button @click=${() => wanted('import')}>${s('importRows')}</button>`
            }`
        : nothing
    }
  </div>`;
}

function changeoverChoices(view: PlanView, look: ProductsLook, step: Toolbar['step']) {
  const shown = new Set(matrixNames(view.plan, look.also));
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
