import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/sheet/ls-sheet.ts';
import type { SheetEdit } from '../components/sheet/sheet-model.ts';
import { removeEntity } from '../../shared/orders/verbs/sheet.ts';
import type { AccessState } from '../data/access.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { tokens } from '../styles/tokens.ts';
import { LiveValue } from './live-value.ts';
import './ls-plan-import.ts';
import './ls-products-route.ts';
import { notEntered } from './orders-doing.ts';
import type { KeptRows } from './orders-edits.ts';
import { sheetPageStyles } from './orders-page-styles.ts';
import { PageAddress } from './page-address.ts';
import { pageMessage, pageMessageStyles } from './page-message.ts';
import { PlanActing } from './plan-acting.ts';
import { planFrameStyles, planHead, planMissing } from './plan-frame.ts';
import { matrixTable } from './products-changeovers.ts';
import { takenMaster, withKept } from './products-edits.ts';
import { changeoverTable } from './products-entries.ts';
import { productTable } from './products-list.ts';
import { productsLookIn, searchOfProducts, type ProductsLook } from './products-look.ts';
import { rateTable } from './products-rates.ts';
import { settingTable } from './products-settings.ts';
import type { MasterTable } from './products-table.ts';
import { productsToolbar } from './products-toolbar.ts';

/** What the plan counts with: products and their routes, rates, changeovers, settings; each as a sheet. */
@customElement('ls-products-page')
export class LsProductsPage extends LitElement {
  @property({ attribute: false }) data!: AppData;

  @state() private importing = false;
  /** Of a product. */
  @state() private route: string | null = null;
  @state() private kept: KeptRows = new Map();
  @state() private ticked: ReadonlySet<string> = new Set();

  readonly #view = new LiveValue<PlanView | null>(this);
  readonly #connection = new LiveValue<Connection>(this);
  readonly #access = new LiveValue<AccessState>(this);
  readonly #address = new PageAddress<ProductsLook>(this, window, { read: productsLookIn, write: searchOfProducts });
  readonly #acting = new PlanActing(
    this,
    () => this.data,
    () => this.#view.value,
  );

  static override styles = [tokens, controls, formStyles, pageMessageStyles, ...planFrameStyles, sheetPageStyles];

  protected override willUpdate(): void {
    const { data } = this;
    this.#view.follow([data], () => data.planning.plan);
    this.#connection.follow([data], () => data.connection);
    this.#access.follow([data], () => data.access.now);
  }

  protected override render() {
    const connection = this.#connection.value;
    if (!connection) return nothing;
    const view = this.#view.value;
    const zone = view?.plant.timezone ?? 'UTC';
    return html`${planHead({ data: this.data, connection, zone, page: 'products', title: p('page-products') })}
    ${view ? this.#products(view) : pageMessage(...planMissing(connection))} ${this.#acting.render()}`;
  }

  #products(view: PlanView) {
    const look = this.#address.choice;
    const plans = this.data.access.offers('plan');
    const table = tableOf(view, look, plans);
    const { entity } = table;
    return html`<main>
      ${productsToolbar({
        ...{ view, look, plans },
        step: (change) => this.#step({ ...look, ...change }),
        wanted: (what) => this.#wanted(what),
      })}
      ${this.#remarks(view, look, plans)}
      <ls-sheet
        label=${table.label}
        .columns=${table.columns}
        .rows=${withKept(table, this.kept)}
        .ticked=${this.ticked}
        ?ticks=${plans && entity !== null}
        ?growable=${plans && entity !== null}
        ?opens=${look.tab === 'products'}
        @keydown=${this.#key}
        @sheet-edited=${({ detail }: CustomEvent<{ edits: SheetEdit[] }>) => void this.#edit(detail.edits)}
        @sheet-opened=${({ detail }: CustomEvent<{ row: string }>) => this.#open(detail.row)}
        @sheet-selected=${({ detail }: CustomEvent<{ rows: string[] }>) => (this.ticked = new Set(detail.rows))}
        @sheet-dismissed=${() => (this.kept = new Map())}
      >
        ${
          look.tab === 'products' && this.ticked.size === 1
            ? html`<button type="button" @click=${() => this.#open([...this.ticked][0]!)}>${s('openRoute')}</button>`
            : nothing
        }
        <button type="button" @click=${() => void this.#remove(entity)}>${s('removeRows')}</button>
      </ls-sheet>
      ${this.#dialogs(view, look, plans)}
    </main>`;
  }

  #remarks(view: PlanView, look: ProductsLook, plans: boolean) {
    const isMatrix = look.tab === 'changeovers' && !look.list;
    const isEmpty = look.tab === 'products' && view.plan.products.size === 0;
    return html`${view.draft ? html`<div class="draft" role="status">${p('draftShown', view.draft.name)}</div>` : nothing}
    ${plans ? nothing : html`<p class="remark">${s('readOnly')}</p>`}
    ${isMatrix ? html`<p class="remark">${s('matrixNote')}</p>` : nothing}
    ${
      isEmpty
        ? html`<div class="first" role="status">
            <h2>${s('noProducts')}</h2>
            ${plans ? html`<p>${s('noProductsDo')}</p>` : nothing}
          </div>`
        : nothing
    }`;
  }

  #dialogs(view: PlanView, { tab }: ProductsLook, plans: boolean) {
    if (this.importing)
      return html`<ls-plan-import
        .data=${this.data}
        .view=${view}
        .acting=${this.#acting}
        .kind=${tab === 'settings' ? 'products' : tab}
        @closed=${() => (this.importing = false)}
      ></ls-plan-import>`;
    if (this.route === null) return nothing;
    return html`<ls-products-route
      .view=${view}
      .acting=${this.#acting}
      .product=${this.route}
      ?plans=${plans}
      @closed=${() => (this.route = null)}
    ></ls-products-route>`;
  }

  #step(look: ProductsLook): void {
    this.kept = new Map();
    this.ticked = new Set();
    this.#address.step(look);
  }

  #wanted(what: 'import' | 'undo' | 'redo'): void {
    if (what === 'import') this.importing = true;
    else void this.#acting[what]();
  }

  #open(row: string): void {
    if (this.#view.value?.plan.products.has(row)) this.route = row;
  }

  async #edit(edits: readonly SheetEdit[]): Promise<void> {
    const view = this.#view.value;
    const world = this.#acting.world();
    if (!view || !world) return;
    const table = tableOf(view, this.#address.choice, true);
    const { attempt, count, kept } = takenMaster(world, table, edits, this.kept);
    this.kept = kept;
    const isThere = (id: string) => table.rows.some((row) => row.id === id);
    if (attempt && !(await this.#acting.attempt(attempt, s('rowsChanged', count))))
      this.kept = notEntered(isThere, edits, this.kept);
  }

  async #remove(entity: MasterTable['entity']): Promise<void> {
    if (entity === null) return;
    const ids = [...this.ticked].filter((id) => !this.kept.has(id) || this.#isThere(id));
    const removed = await this.#acting.attempt(
      (world) => removeEntity(world, { entity, ids }),
      s('rowsRemoved', ids.length),
    );
    if (removed) this.ticked = new Set();
  }

  #isThere(id: string): boolean {
    const view = this.#view.value;
    return view != null && tableOf(view, this.#address.choice, true).rows.some((row) => row.id === id);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    this.#wanted(key === 'y' || event.shiftKey ? 'redo' : 'undo');
  };
}

function tableOf(view: PlanView, { tab, line, list, also }: ProductsLook, editable: boolean): MasterTable {
  switch (tab) {
    case 'products':
      return productTable(view, editable);
    case 'rates':
      return rateTable(view, editable);
    case 'changeovers':
      return list ? changeoverTable(view, editable) : matrixTable(view, line, also, editable);
    case 'settings':
      return settingTable(view, editable);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-products-page': LsProductsPage;
  }
}
