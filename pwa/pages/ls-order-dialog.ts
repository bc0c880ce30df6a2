import { LitElement, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-dialog.ts';
import '../components/plan/ls-order-form.ts';
import type { OrderProblems, OrderTyped, OrderValues } from '../components/plan/order-values.ts';
import { NO_ORDER } from '../components/plan/order-values.ts';
import { productsOver } from '../../shared/orders/products-offered.ts';
import { createOrder, editOrder } from '../../shared/orders/verbs/orders.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { colourOf, titleOf } from './board-order.ts';
import { changedFields, fieldsOf, problemsOf, stillWrong, valuesOf } from './order-values.ts';
import { doneOf } from './order-product-note.ts';
import { productChoices } from './orders-columns.ts';
import type { PlanActing } from './plan-acting.ts';
import { dayOf } from './plan-time.ts';

/** A new order, or one that is changed. Emits `closed`. */
@customElement('ls-order-dialog')
export class LsOrderDialog extends LitElement {
  @property({ attribute: false }) acting!: PlanActing;
  @property({ attribute: false }) view!: PlanView;
  /** Id; null = a new one. */
  @property() order: string | null = null;

  /** What was typed and cannot be so. */
  @state() private problems: OrderProblems = {};
  /** By what a product is chosen for, and which one. */
  @state() private typed: Partial<OrderValues> = {};
  /** What the plan would not take. */
  @state() private refused: OrderProblems = {};

  protected override render() {
    const { plan, plant } = this.view;
    const order = this.order === null ? null : (plan.orders.get(this.order) ?? null);
    return html`<ls-dialog
      heading=${order ? p('editOrder', titleOf(plan, order)) : p('newOrderHeading')}
      open
      @closed=${this.#close}
    >
      <ls-order-form
        .values=${order ? valuesOf(order.fields, plant.timezone) : NO_ORDER}
        .problems=${{ ...this.refused, ...this.problems }}
        .products=${this.#offered()}
        .action=${p(order ? 'save' : 'create')}
        @order-typed=${({ detail }: CustomEvent<OrderTyped>) => this.#mended(detail)}
        @order-wanted=${({ detail }: CustomEvent<Partial<OrderValues>>) => void this.#take(detail)}
      ></ls-order-form>
    </ls-dialog>`;
  }

  /** On the day on which it is due, or today. */
  #offered() {
    const { plan, plant, schedule } = this.view;
    const before = this.#before;
    const due = this.typed.due ?? before.due;
    const over = productsOver(plan.products, due === '' ? dayOf(schedule.now, plant.timezone) : due.slice(0, 10));
    const chosen = [before.product, this.typed.product];
    return productChoices(this.view)
      .filter(({ value }) => !over.has(value) || chosen.includes(value))
      .map(({ value: id, text }) => ({
        id,
        name: over.has(id) ? s('noLongerValid', text) : text,
        colour: colourOf(plan, { fields: { product: id } }),
      }));
  }

  get #before(): OrderValues {
    const { plan, plant } = this.view;
    const known = this.order === null ? undefined : plan.orders.get(this.order)?.fields;
    return known ? valuesOf(known, plant.timezone) : NO_ORDER;
  }

  /** A problem goes with its cause. */
  #mended({ name, typed }: OrderTyped): void {
    const { [name]: _mended, ...refused } = this.refused;
    this.typed = typed;
    this.refused = refused;
    this.problems = stillWrong(this.problems, { ...this.#before, ...typed }, this.view.plant.timezone);
  }

  async #take(typed: Partial<OrderValues>): Promise<void> {
    const { plan, plant } = this.view;
    const { order: id } = this;
    const before = this.#before;
    const values = { ...before, ...typed };
    const read = fieldsOf(values, plant.timezone);
    this.problems = read.ok ? {} : read.problems;
    this.refused = {};
    if (!read.ok) return;
    const world = this.acting.world();
    if (!world) return;
    const changed = changedFields(before, values, read.fields);
    const make = (w: typeof world) =>
      id === null ? createOrder(w, { fields: withoutNothing(changed) }) : editOrder(w, { id, fields: changed });
    const saying = make(world);
    if (!saying.ok) this.refused = problemsOf(saying, plan, changed);
    if (Object.keys(this.refused).length > 0) return;
    const known = id === null ? {} : plan.orders.get(id)?.fields;
    const title = titleOf(plan, { fields: { ...known, ...withoutNothing(read.fields) } });
    const saved = p(id === null ? 'orderCreated' : 'orderSaved', title);
    const done = saying.ok ? doneOf(world, saying.said, saved) : saved;
    if (await this.acting.attempt(make, done)) this.#close();
  }

  readonly #close = (): void => {
    this.dispatchEvent(new CustomEvent('closed'));
  };
}

function withoutNothing<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as never;
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-dialog': LsOrderDialog;
  }
}
