import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/plan/ls-line-order.ts';
import { confirmLot } from '../../shared/orders/verbs/lots.ts';
import { completeJob, pauseJob, startJob } from '../../shared/orders/verbs/running.ts';
import type { AppData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { jobTitle } from './board-order.ts';
import { lineOrders } from './line-orders.ts';
import { LiveValue } from './live-value.ts';
import './ls-board-dialogs.ts';
import type { BoardDialog } from './ls-board-dialogs.ts';
import { PlanActing, type Attempt } from './plan-acting.ts';

const ACTS = { start: startJob, pause: pauseJob, complete: completeJob } as const;

/** The order that the line works on, what comes next, and what can be done about both from here. */
@customElement('ls-line-orders')
export class LsLineOrders extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() lineId = '';

  @state() private dialog: BoardDialog | null = null;

  readonly #view = new LiveValue<PlanView | null>(this);
  readonly #acting = new PlanActing(
    this,
    () => this.data,
    () => this.#view.value,
  );

  static override styles = [controls];

  protected override willUpdate(): void {
    const { data } = this;
    this.#view.follow([data], () => data.planning.plan);
  }

  protected override render() {
    const view = this.#view.value;
    const orders = view ? lineOrders(view, this.lineId) : null;
    if (!view || !orders) return html`${this.#acting.render()}`;
    return html`<ls-line-order
        .orders=${orders}
        ?runs=${this.data.access.offers('run-orders', this.lineId)}
        @order-act=${({ detail }: CustomEvent<{ what: keyof typeof ACTS; job: string }>) => this.#act(view, detail)}
        @lot-act=${({ detail }: CustomEvent<{ what: string; lot: string }>) => this.#lot(detail)}
      ></ls-line-order>
      ${
        this.dialog
          ? html`<ls-board-dialogs
              .data=${this.data}
              .view=${view}
              .acting=${this.#acting}
              .dialog=${this.dialog}
              @closed=${() => (this.dialog = null)}
            ></ls-board-dialogs>`
          : nothing
      }
      ${this.#acting.render()}`;
  }

  #act({ plan }: PlanView, { what, job }: { what: keyof typeof ACTS; job: string }): void {
    const attempt: Attempt = (world, why) => ACTS[what](world, { job, why });
    void this.#acting.attempt(attempt, `${p(`did-${what}`)} · ${jobTitle(plan, job)}`);
  }

  #lot({ what, lot }: { what: string; lot: string }): void {
    const line = this.lineId;
    if (what === 'choose') this.dialog = { kind: 'lot', line, lot };
    else void this.#acting.attempt((world) => confirmLot(world, { line, lot }), p('lotAssigned', lot));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-orders': LsLineOrders;
  }
}
