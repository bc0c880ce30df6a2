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
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import type { PlanView } from '../data/planning.ts';
import { number } from '../locales/format.ts';
import { orderText as o } from '../locales/order.ts';
import { stepsText as st } from '../locales/order-steps.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { titleOf } from './board-order.ts';
import './ls-order-dialog.ts';
import { mergeable, mostOf, reworkedStep, stepsOf } from './order-parts.ts';
import type { PlanActing } from './plan-acting.ts';

type Act = 'edit' | 'split' | 'rework' | 'merge' | 'delete';

/** What can be done with an order as a whole. */
@customElement('ls-order-acts')
export class LsOrderActs extends LitElement {
  @property({ attribute: false }) acting!: PlanActing;
  @property({ attribute: false }) view!: PlanView;
  @property({ attribute: false }) order!: WorkOrder;
  @property({ type: Boolean }) plans = false;
  /** Asked for before one came here. */
  @property() begun: Act | null = null;

  @state() private act: Act | null = null;
  @state() private made: string | null = null;

  static override styles = [
    controls,
    formStyles,
    css`
      /* All of one width: none of them stands alone in a row as if it were another kind. */
      .acts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr));
        gap: 8px;
      }
      .acts button {
        padding-inline: 8px;
      }
    `,
  ];

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const former = changed.get('order') as WorkOrder | undefined;
    if (former && former.id !== this.order.id) this.made = null;
    if (changed.has('begun') && this.begun !== null) this.act = this.begun;
  }

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
      ${this.#made()} ${this.act ? this.#dialog(this.act) : nothing}`;
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
    const most = mostOf(this.view, this.order, act);
    if (most === null) return html`<p>${o('partUnknown')}</p>`;
    if (most === 0) return html`<p>${act === 'split' ? this.#noneToSplit() : o('reworkNone')}</p>`;
    return html`<ls-order-part
      .most=${most}
      .action=${p(`now-${act}`)}
      .steps=${act === 'rework' ? stepsOf(this.view, this.order) : []}
      .likely=${reworkedStep(this.view, this.order)}
      @part-wanted=${({ detail }: CustomEvent<PartWanted>) => void this.#take(act, detail)}
    ></ls-order-part>`;
  }

  /** Of several operations the first may be made, and not the last. */
  #noneToSplit(): string {
    return this.order.jobs.length > 1 ? st('splitBegun') : o('splitNone');
  }

  async #take(act: 'split' | 'rework', { quantity, lot, lotNumber, step }: PartWanted): Promise<void> {
    const { id } = this.order;
    const verb = act === 'split' ? splitOrder : reworkOrder;
    const from = step === null ? {} : { step };
    const fields = { ...(lot !== '' && { lot }), ...(lotNumber !== '' && { lotNumber }) };
    let to = '';
    const take = (world: VerbWorld, why?: string) => {
      const saying = verb(world, { id, quantity, fields, why, ...from });
      if (saying.ok) for (const said of saying.said) if (said.type === 'transfer') to = said.to;
      return saying;
    };
    // A split has no undo of its own, as it counts at once: what was given comes back.
    const back = act === 'rework' ? null : () => void this.#giveBack(to);
    if (await this.acting.attempt(take, p('orderSplit', titleOf(this.view.plan, this.order)), undefined, back)) {
      this.made = to;
      this.#close();
    }
  }

  async #giveBack(from: string): Promise<void> {
    const { id } = this.order;
    const done = p('orderMerged', titleOf(this.view.plan, this.order));
    if (await this.acting.attempt((w, why) => mergeOrders(w, { from: [from], into: id, why }), done)) this.made = null;
  }

  /** The one that was made of it just now. */
  #made() {
    const made = this.view.plan.orders.get(this.made ?? '');
    if (!made) return nothing;
    return html`<p role="status">
      <a href=${`/orders/${encodeURIComponent(made.id)}`}>${o('splitDone', titleOf(this.view.plan, made))}</a>
    </p>`;
  }

  #merging() {
    const others = mergeable(this.view, this.order);
    if (others.length === 0) return html`<p>${p('noneToMerge')}</p>`;
    return html`<form @submit=${this.#merge}>
      <label class="field">
        <span>${p('mergeWhich')}</span>
        <select name="order">
          ${others.map(({ order, left }) => html`<option value=${order.id}>${o('left', titleOf(this.view.plan, order), number(left))}</option>`)}
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
    done: 'orderReopened' | 'orderDuplicated' | 'orderClosed' | 'orderCancelled' | 'orderDeleted' | 'orderMerged',
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
