import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-dialog.ts';
import '../components/plan/ls-plan-name.ts';
import '../components/sheet/ls-sheet.ts';
import type { SheetSort } from '../components/sheet/sheet-model.ts';
import type { SheetEdited } from '../components/sheet/sheet-telling.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import { setFields } from '../../shared/orders/verbs/sheet.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { formStyles } from '../styles/form.ts';
import { menuStyles } from '../styles/menu.ts';
import './ls-board-dialogs.ts';
import type { BoardDialog } from './ls-board-dialogs.ts';
import { ordersBulk } from './orders-bulk.ts';
import { orderColumns } from './orders-columns.ts';
import { notEntered } from './orders-doing.ts';
import { doneOf } from './order-product-note.ts';
import { takenEdits, type KeptRows } from './orders-edits.ts';
import { FIRST_LOOK, ordersLookIn, searchOfOrders, type OrdersLook } from './orders-look.ts';
import { sheetPageStyles } from './orders-page-styles.ts';
import { hasVersions, orderRows } from './orders-rows.ts';
import { saveOrders } from './orders-saving.ts';
import { inOrder, ordersShown } from './orders-shown.ts';
import { narrowedTo, ordersToolbar, stateText, type OrdersWanted } from './orders-toolbar.ts';
import { PageAddress } from './page-address.ts';
import type { Attempt } from './plan-acting.ts';
import { PlanDesk, deskStyles } from './plan-desk.ts';
import { isAtHome } from './reach.ts';

/** All orders as a sheet: typed, filled, pasted and changed together. */
@customElement('ls-orders-page')
export class LsOrdersPage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  /** A phone shows a list as long as it is. */
  @property({ type: Boolean, reflect: true }) long = true;

  @state() private dialog: BoardDialog | null = null;
  /** What was typed and not taken. */
  @state() private kept: KeptRows = new Map();
  @state() private ticked: ReadonlySet<string> = new Set();
  @state() private filtering = false;

  readonly #desk = new PlanDesk(this);
  readonly #address = new PageAddress<OrdersLook>(this, window, { read: ordersLookIn, write: searchOfOrders });
  /** Ids as they stand, since this look was chosen. */
  #before: { look: OrdersLook; ids: readonly string[] } | null = null;
  /** Typed into since then: they stay in sight. */
  readonly #stay = new Set<string>();
  #isStale = false;

  static override styles = [...deskStyles, formStyles, menuStyles, sheetPageStyles];

  protected override willUpdate(): void {
    this.#desk.follow();
  }

  protected override render() {
    return this.#desk.frame({
      page: 'orders',
      title: p('page-orders'),
      content: (view, connection) => this.#orders(view, connection),
    });
  }

  #orders(view: PlanView, connection: Connection) {
    const look = this.#address.choice;
    const plans = this.data.access.offers('plan');
    const shown = this.#shown(view, look);
    const ticked = new Set(shown.map(({ id }) => id).filter((id) => this.ticked.has(id)));
    return html`${this.#desk.paper(p('page-orders'), [stateText(look.state), p('orders', shown.length)], narrowedTo(view, look))}
      <main>
        ${ordersToolbar({
          ...{ view, look, plans, reachable: isAtHome(connection) },
          filters: { open: this.filtering, toggle: () => (this.filtering = !this.filtering) },
          step: (change) => this.#address.step({ ...look, ...change }),
          move: (change) => this.#address.move({ ...look, ...change }),
          wanted: (what) => this.#wanted(what, view, shown),
        })}
        ${this.#notes(view)} ${shown.length === 0 ? this.#none(view, plans) : nothing}
        <ls-sheet
          label=${s('ordersLabel')}
          .columns=${orderColumns(view, plans)}
          .rows=${orderRows(view, shown, this.kept)}
          .sort=${{ ...look.sort, stale: this.#isStale }}
          .ticked=${ticked}
          ?ticks=${plans}
          ?growable=${plans}
          cards
          @keydown=${this.#key}
          @sheet-edited=${({ detail }: CustomEvent<SheetEdited>) => void this.#edit(detail)}
          @sheet-opened=${({ detail }: CustomEvent<{ row: string }>) => this.#open(detail.row)}
          @sheet-selected=${({ detail }: CustomEvent<{ rows: string[] }>) => (this.ticked = new Set(detail.rows))}
          @sheet-sorted=${({ detail }: CustomEvent<SheetSort>) =>
            this.#address.step({ ...look, sort: detail as OrdersLook['sort'] })}
          @sheet-dismissed=${() => (this.kept = new Map())}
        >
          ${ordersBulk({
            ...{ view, ids: [...ticked], many: (...what) => void this.#many(...what) },
            move: (jobs, mode) => (this.dialog = { kind: 'move', ids: jobs, ...(mode && { mode }) }),
          })}
        </ls-sheet>
        ${this.#dialogs(view, look)}
      </main>`;
  }

  #shown(view: PlanView, look: OrdersLook): readonly WorkOrder[] {
    if (this.#before?.look !== look) this.#stay.clear();
    const isHeld = this.#before?.look === look && (this.#stay.size > 0 || this.ticked.size > 0);
    const sorted = ordersShown(view, look, this.#stay);
    const shown = inOrder(sorted, isHeld ? this.#before!.ids : null, this.#stay);
    this.#isStale = shown.some((order, index) => order !== sorted[index]);
    this.#before = { look, ids: shown.map(({ id }) => id) };
    return shown;
  }

  #notes(view: PlanView) {
    const versions = [...view.plan.orders.values()].filter((order) => hasVersions(view, order)).length;
    return html`${
      view.draft
        ? html`<div class="draft" role="status">
            <span>${p('draftShown', view.draft.name)}</span>
            <button @click=${() => (this.dialog = { kind: 'drafts' })}>${p('draftCompare')}</button>
          </div>`
        : nothing
    }
    ${
      versions > 0
        ? html`<div class="versions" role="status">
            <span>▲ ${s('versions', versions)}</span>
            <button @click=${() => (this.dialog = { kind: 'versions' })}>${p('digest-versions')}</button>
          </div>`
        : nothing
    }`;
  }

  #none(view: PlanView, plans: boolean) {
    const isEmpty = view.plan.orders.size === 0;
    return html`<div class="first" role="status">
      <h2>${s(isEmpty ? 'noOrders' : 'noneFound')}</h2>
      ${isEmpty && plans ? html`<p>${s('noOrdersDo')}</p>` : nothing}
      ${isEmpty ? nothing : html`<button @click=${() => this.#address.step(FIRST_LOOK)}>${s('showAll')}</button>`}
    </div>`;
  }

  async #many(attempt: Attempt, done: string, back: Attempt | null): Promise<void> {
    const { acting } = this.#desk;
    const undo = back && (() => void acting.attempt(back, p('undone')));
    if (await acting.attempt(attempt, done, undefined, undo)) this.ticked = new Set();
  }

  #dialogs(view: PlanView, look: OrdersLook) {
    if (this.dialog?.kind === 'views')
      return html`<ls-dialog heading=${p('viewHeading')} open @closed=${this.#close}>
        <ls-plan-name
          .action=${p('save')}
          @name-given=${({ detail: name }: CustomEvent<string>) => void this.#saveView(name, searchOfOrders(look))}
        ></ls-plan-name>
      </ls-dialog>`;
    return html`<ls-board-dialogs
      .data=${this.data}
      .view=${view}
      .acting=${this.#desk.acting}
      .dialog=${this.dialog}
      @closed=${this.#close}
    ></ls-board-dialogs>`;
  }

  readonly #close = (): void => {
    this.dialog = null;
  };

  async #edit({ edits, became }: SheetEdited): Promise<void> {
    const view = this.#desk.view;
    const world = this.#desk.acting.world();
    if (!view || !world) return became(new Map());
    const { attempt, count, kept, became: names } = takenEdits(view, world, edits, this.kept);
    this.kept = kept;
    for (const { row } of edits) this.#stay.add(names.get(row) ?? row);
    const saying = edits.some(({ column }) => column === 'product') ? attempt?.(world, '–') : undefined;
    const done = doneOf(world, saying?.ok ? saying.said : [], s('ordersChanged', count));
    if (attempt && !(await this.#desk.acting.attempt(attempt, done)))
      this.kept = notEntered((id) => view.plan.orders.has(id), edits, { kept: this.kept, became: names });
    became(names);
  }

  async #saveView(name: string, query: string): Promise<void> {
    const fields = { name, page: 'orders', query } as const;
    const saved = await this.#desk.acting.attempt(
      (world) => setFields(world, { edits: [{ entity: 'view', fields }] }),
      p('viewSaved', name),
    );
    if (saved) this.#close();
  }

  #open(row: string): void {
    if (!this.#desk.view?.plan.orders.has(row)) return;
    window.history.pushState(null, '', `/orders/${encodeURIComponent(row)}`);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }

  readonly #key = (event: KeyboardEvent): void => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    void (key === 'y' || event.shiftKey ? this.#desk.acting.redo() : this.#desk.acting.undo());
  };

  #wanted(what: OrdersWanted, view: PlanView, shown: readonly WorkOrder[]): void {
    switch (what) {
      case 'undo':
        return void this.#desk.acting.undo();
      case 'redo':
        return void this.#desk.acting.redo();
      case 'order':
        this.dialog = { kind: 'order', order: null };
        return;
      case 'import':
      case 'views':
        this.dialog = { kind: what };
        return;
      case 'print':
        return globalThis.print();
      case 'xlsx':
      case 'csv':
        void saveOrders(this.data, view, shown, what).catch(() => this.#desk.acting.refuse(p('notSaved')));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-orders-page': LsOrdersPage;
  }
}
