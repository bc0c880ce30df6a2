import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/ls-dialog.ts';
import '../components/plan/ls-order-delete.ts';
import '../components/plan/ls-order-part.ts';
import type { PartWanted } from '../components/plan/ls-order-part.ts';
import { cancelOrder, closeOrder, reopenOrder } from '../../shared/orders/verbs/closing.ts';
import { deleteOrder, duplicateOrder } from '../../shared/orders/verbs/orders.ts';
import { mergeOrders, reworkOrder, splitOrder } from '../../shared/orders/verbs/quantities.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { titleOf } from './board-order.ts';
import './ls-order-dialog.ts';
import type { PlanActing } from './plan-acting.ts';

type Act = 'edit' | 'split' | 'rework' | 'merge' | 'delete';

/** What can be done with an order as a whole. */
@customElement('ls-order-acts')
export class LsOrderActs extends LitElement {
  @property({ attribute: false }) acting!: PlanActing;
  @property({ attribute: false }) view!: PlanView;
  @property({ attribute: false }) order!: WorkOrder;
  @property({ type: Boolean }) plans = false;

  @state() private act: Act | null = null;

  static override styles = [
    controls,
    formStyles,
    css`
      .acts {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
    `,
  ];

  protected override render() {
    if (!this.plans) return nothing;
    const { closed } = this.order.fields;
    return html`<div class="acts" role="group" aria-label=${p('orderActs')}>
        ${
          closed
            ? this.#do('do-reopen', () => this.#attempt((w) => reopenOrder(w, { id: this.order.id }), 'orderReopened'))
            : html`${this.#open('edit')}
              ${this.#do('do-duplicate', () => this.#attempt((w) => duplicateOrder(w, { id: this.order.id }), 'orderDuplicated'))}
              ${this.#open('split')} ${this.#open('merge')} ${this.#open('rework')}
              ${this.#do('do-close', () => this.#attempt((w, why) => closeOrder(w, { id: this.order.id, why }), 'orderClosed'))}
              ${this.#do('do-cancel', () => this.#attempt((w, why) => cancelOrder(w, { id: this.order.id, why }), 'orderCancelled'))}`
        }
        ${this.#hasRun() ? nothing : this.#open('delete')}
      </div>
      ${this.act ? this.#dialog(this.act) : nothing}`;
  }

  #hasRun(): boolean {
    return this.order.jobs.some((id) => this.view.schedule.standings.get(id)?.startedAt != null);
  }

  #open(act: Act) {
    return html`<button @click=${() => (this.act = act)}>${p(`do-${act}`)}</button>`;
  }

  #do(word: 'do-reopen' | 'do-duplicate' | 'do-close' | 'do-cancel', act: () => void) {
    return html`<button @click=${act}>${p(word)}</button>`;
  }

  #dialog(act: Act) {
    const title = titleOf(this.view.plan, this.order);
    if (act === 'edit')
      return html`<ls-order-dialog
        .acting=${this.acting}
        .view=${this.view}
        .order=${this.order.id}
        @closed=${this.#close}
      ></ls-order-dialog>`;
    return html`<ls-dialog .heading=${p(`heading-${act}`, title)} open @closed=${this.#close}>
      ${act === 'delete' ? this.#deleting() : act === 'merge' ? this.#merging() : this.#part(act)}
    </ls-dialog>`;
  }

  #deleting() {
    return html`<ls-order-delete
      @delete-wanted=${() => void this.#attempt((w, why) => deleteOrder(w, { ids: [this.order.id], why }), 'orderDeleted')}
    ></ls-order-delete>`;
  }

  #part(act: 'split' | 'rework') {
    const { id, quantity } = this.order;
    const verb = act === 'split' ? splitOrder : reworkOrder;
    const made = Math.max(0, ...this.order.jobs.map((job) => this.view.schedule.standings.get(job)?.made ?? 0));
    return html`<ls-order-part
      .most=${act === 'rework' || quantity === null ? quantity : Math.max(0, quantity - made)}
      .action=${p(`now-${act}`)}
      @part-wanted=${({ detail }: CustomEvent<PartWanted>) => {
        const { lot, lotNumber } = detail;
        const fields = { ...(lot !== '' && { lot }), ...(lotNumber !== '' && { lotNumber }) };
        void this.#attempt((w, why) => verb(w, { id, quantity: detail.quantity, fields, why }), 'orderSplit');
      }}
    ></ls-order-part>`;
  }

  #merging() {
    const { plan } = this.view;
    const others = [...plan.orders.values()].filter(
      ({ id, fields }) => id !== this.order.id && fields.product === this.order.fields.product && !fields.closed,
    );
    if (others.length === 0) return html`<p>${p('noneToMerge')}</p>`;
    return html`<form @submit=${this.#merge}>
      <label class="field">
        <span>${p('mergeWhich')}</span>
        <select name="order">
          ${others.map((other) => html`<option value=${other.id}>${titleOf(plan, other)}</option>`)}
        </select>
      </label>
      <p class="hint">${p('mergeNote')}</p>
      <div class="buttons"><button class="main" type="submit">${p('now-merge')}</button></div>
    </form>`;
  }

  readonly #merge = (event: Event): void => {
    event.preventDefault();
    const from = String(new FormData(event.target as HTMLFormElement).get('order') ?? '');
    void this.#attempt((w, why) => mergeOrders(w, { from: [from], into: this.order.id, why }), 'orderMerged');
  };

  async #attempt(
    attempt: Parameters<PlanActing['attempt']>[0],
    done:
      | 'orderReopened'
      | 'orderDuplicated'
      | 'orderClosed'
      | 'orderCancelled'
      | 'orderDeleted'
      | 'orderSplit'
      | 'orderMerged',
  ): Promise<void> {
    if (await this.acting.attempt(attempt, p(done, titleOf(this.view.plan, this.order)))) this.#close();
  }

  readonly #close = (): void => {
    this.act = null;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-acts': LsOrderActs;
  }
}
