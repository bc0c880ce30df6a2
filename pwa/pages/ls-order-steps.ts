import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import { renewJobs } from '../../shared/orders/verbs/steps.ts';
import type { PlanView } from '../data/planning.ts';
import { stepsText as st } from '../locales/order-steps.ts';
import { controls } from '../styles/controls.ts';
import { formStyles } from '../styles/form.ts';
import { titleOf } from './board-order.ts';
import './ls-order-step.ts';
import { isRouteOther } from './order-steps.ts';
import type { PlanActing } from './plan-acting.ts';

/** What can be done with the operations of an order beside each of them. Emits `edited` when a dialog closes. */
@customElement('ls-order-steps')
export class LsOrderSteps extends LitElement {
  @property({ attribute: false }) view!: PlanView;
  @property({ attribute: false }) acting!: PlanActing;
  @property({ attribute: false }) order!: WorkOrder;
  /** The job whose dialog is open, '' = a new one; null = none. */
  @property({ attribute: false }) editing: string | null = null;

  static override styles = [
    controls,
    formStyles,
    css`
      @media print {
        :host {
          display: none;
        }
      }
    `,
  ];

  protected override render() {
    const isOther = !this.order.fields.closed && isRouteOther(this.view, this.order);
    return html`${isOther ? html`<p class="hint">${st('renewNote')}</p>` : nothing}
      <div class="buttons">
        ${
          this.order.fields.closed
            ? nothing
            : html`<button @click=${() => this.#tell('step-wanted')}>${st('addStep')}</button>`
        }
        ${isOther ? html`<button @click=${() => void this.#renew()}>${st('renew')}</button>` : nothing}
      </div>
      ${
        this.editing === null
          ? nothing
          : html`<ls-order-step
              .view=${this.view}
              .acting=${this.acting}
              .order=${this.order}
              .job=${this.editing === '' ? null : this.editing}
              @closed=${() => this.#tell('edited')}
            ></ls-order-step>`
      }`;
  }

  #tell(name: 'step-wanted' | 'edited'): void {
    this.dispatchEvent(new CustomEvent(name));
  }

  async #renew(): Promise<void> {
    const { id } = this.order;
    const done = st('renewed', titleOf(this.view.plan, this.order));
    await this.acting.attempt((world, why) => renewJobs(world, { id, why }), done);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-steps': LsOrderSteps;
  }
}
