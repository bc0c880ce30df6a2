import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/sheet/ls-sheet.ts';
import type { SheetRow } from '../components/sheet/sheet-model.ts';
import type { SheetEdited } from '../components/sheet/sheet-telling.ts';
import { removeEntity } from '../../shared/orders/verbs/sheet.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { formStyles } from '../styles/form.ts';
import { menuStyles } from '../styles/menu.ts';
import './ls-plan-import.ts';
import './ls-products-route.ts';
import { notEntered } from './orders-doing.ts';
import type { KeptRows } from './orders-edits.ts';
import { inOrder } from './orders-shown.ts';
import { sheetPageStyles } from './orders-page-styles.ts';
import { PageAddress } from './page-address.ts';
import { PlanDesk, deskStyles } from './plan-desk.ts';
import { matrixTable } from './products-changeovers.ts';
import { takenMaster, withKept } from './products-edits.ts';
import { changeoverTable } from './products-entries.ts';
import { productTable } from './products-list.ts';
import { productsLookIn, rowsFound, searchOfProducts, type ProductsLook } from './products-look.ts';
import { rateTable } from './products-rates.ts';
import { masterSheet, saveMaster } from './products-saving.ts';
import { settingTable } from './products-settings.ts';
import type { MasterTable } from './products-table.ts';
import { aboutProducts, narrowedProducts, productsToolbar, type ProductsWanted } from './products-toolbar.ts';
import { isAtHome } from './reach.ts';

/** What the plan counts with: products and their routes, rates, changeovers, settings; each as a sheet. */
@customElement('ls-products-page')
export class LsProductsPage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  /** A phone shows a list as long as it is. */
  @property({ type: Boolean, reflect: true }) long = true;

  @state() private importing = false;
  /** Of a product. */
  @state() private route: string | null = null;
  @state() private kept: KeptRows = new Map();
  @state() private ticked: ReadonlySet<string> = new Set();

  readonly #desk = new PlanDesk(this);
  readonly #address = new PageAddress<ProductsLook>(this, window, { read: productsLookIn, write: searchOfProducts });
  /** Ids as they stand, since this look was chosen. */
  #before: { look: ProductsLook; ids: readonly string[] } | null = null;
  /** Typed into since then. */
  readonly #stay = new Set<string>();

  static override styles = [...deskStyles, formStyles, menuStyles, sheetPageStyles];

  protected override willUpdate(): void {
    this.#desk.follow();
  }

  protected override render() {
    return this.#desk.frame({
      page: 'products',
      title: p('page-products'),
      content: (view, connection) => this.#products(view, connection),
    });
  }

  #products(view: PlanView, connection: Connection) {
    const look = this.#address.choice;
    const plans = this.data.access.offers('plan');
    const table = tableOf(view, look, plans);
    const { entity } = table;
    const rows = this.#shown(table, look);
    return html`${this.#desk.paper(p('page-products'), aboutProducts(view, look, rows.length), narrowedProducts(look))}
      <main>
        ${productsToolbar({
          ...{ view, look, plans, reachable: isAtHome(connection) },
          step: (change) => this.#step({ ...look, ...change }),
          move: (change) => this.#address.move({ ...look, ...change }),
          wanted: (what) => this.#wanted(what, () => rows.map(({ id }) => id)),
        })}
        ${this.#remarks(view, look, plans)}
        <ls-sheet
          label=${table.label}
          .columns=${table.columns}
          .rows=${rows}
          .ticked=${this.ticked}
          ?ticks=${plans && entity !== null}
          ?growable=${plans && entity !== null}
          ?opens=${look.tab === 'products'}
          cards
          forms
          @keydown=${this.#key}
          @sheet-edited=${({ detail }: CustomEvent<SheetEdited>) => void this.#edit(detail)}
          @sheet-opened=${({ detail }: CustomEvent<{ row: string }>) => this.#open(detail.row)}
          @sheet-selected=${({ detail }: CustomEvent<{ rows: string[] }>) => (this.ticked = new Set(detail.rows))}
          @sheet-dismissed=${() => (this.kept = new Map())}
        >
          ${
            look.tab === 'products' && this.ticked.size === 1
              ? html`<button type="button" @click=${() => this.#open([...this.ticked][0]!)}>${s('openRoute')}</button>`
              : nothing
          }
          ${
            entity === null
              ? nothing
              : html`<button type="button" @click=${() => void this.#remove(entity)}>${s('removeRows')}</button>`
          }
        </ls-sheet>
        ${this.#dialogs(view, look, plans)}
      </main>`;
  }

  #shown(table: MasterTable, look: ProductsLook): readonly SheetRow[] {
    if (this.#before?.look !== look) this.#stay.clear();
    const isHeld = this.#before?.look === look && (this.#stay.size > 0 || this.ticked.size > 0);
    const found = rowsFound(withKept(table, this.kept), look.find, this.#stay);
    const shown = inOrder(found, isHeld ? this.#before!.ids : null, this.#stay);
    this.#before = { look, ids: shown.map(({ id }) => id) };
    return shown;
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
        .acting=${this.#desk.acting}
        .kind=${tab === 'settings' ? 'products' : tab}
        @closed=${() => (this.importing = false)}
      ></ls-plan-import>`;
    if (this.route === null) return nothing;
    return html`<ls-products-route
      .view=${view}
      .acting=${this.#desk.acting}
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

  #wanted(what: ProductsWanted, shown: () => string[]): void {
    if (what === 'import') this.importing = true;
    else if (what === 'csv' || what === 'xlsx') void this.#save(what, shown());
    else if (what === 'print') print();
    else void this.#desk.acting[what]();
  }

  async #save(format: 'csv' | 'xlsx', shown: readonly string[]): Promise<void> {
    const view = this.#desk.view;
    const sheet = view && masterSheet(view, this.#address.choice, shown);
    if (!view || !sheet) return;
    const saved = await saveMaster(this.data, view, sheet, format);
    if (!saved.ok) this.#desk.acting.refuse(saved.detail ?? p('notSaved'));
  }

  #open(row: string): void {
    if (this.#desk.view?.plan.products.has(row)) this.route = row;
  }

  async #edit({ edits, became }: SheetEdited): Promise<void> {
    const view = this.#desk.view;
    const world = this.#desk.acting.world();
    if (!view || !world) return became(new Map());
    const table = tableOf(view, this.#address.choice, true);
    const { attempt, count, kept, became: names } = takenMaster(world, table, edits, this.kept);
    this.kept = kept;
    for (const { row } of edits) this.#stay.add(names.get(row) ?? row);
    const isThere = (id: string) => table.rows.some((row) => row.id === id);
    if (attempt && !(await this.#desk.acting.attempt(attempt, s('rowsChanged', count))))
      this.kept = notEntered(isThere, edits, { kept: this.kept, became: names });
    became(names);
  }

  async #remove(entity: MasterTable['entity']): Promise<void> {
    if (entity === null) return;
    const ids = [...this.ticked].filter((id) => !this.kept.has(id) || this.#isThere(id));
    const removed = await this.#desk.acting.attempt(
      (world) => removeEntity(world, { entity, ids }),
      s('rowsRemoved', ids.length),
    );
    if (removed) this.ticked = new Set();
  }

  #isThere(id: string): boolean {
    const view = this.#desk.view;
    return view != null && tableOf(view, this.#address.choice, true).rows.some((row) => row.id === id);
  }

  readonly #key = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    this.#wanted(key === 'y' || event.shiftKey ? 'redo' : 'undo', () => []);
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
