import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/plan/ls-line-order.ts';
import { confirmLot } from '../../shared/orders/verbs/lots.ts';
import type { OrderAct } from '../components/plan/line-orders-model.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { lineOrdersText as l } from '../locales/line-orders.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { lotQuestion } from './board-lots.ts';
import { JobRuns } from './job-runs.ts';
import { lineOrders } from './line-orders.ts';
import type { NextChange } from './line-orders-news.ts';
import { changeToTell, changeWasRead } from './line-orders-told.ts';
import { LiveValue } from './live-value.ts';
import './ls-board-dialogs.ts';
import type { BoardDialog } from './ls-board-dialogs.ts';
import { PlanActing } from './plan-acting.ts';

/** The order that the line works on, what comes next, and what can be done about both from here. */
@customElement('ls-line-orders')
export class LsLineOrders extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() lineId = '';

  @state() private dialog: BoardDialog | null = null;

  #change: NextChange | null = null;
  readonly #view = new LiveValue<PlanView | null>(this);
  readonly #connection = new LiveValue<Connection>(this);
  readonly #acting = new PlanActing(
    this,
    () => this.data,
    () => this.#view.value,
  );
  readonly #runs = new JobRuns(this.#acting, () => this.#view.value);

  static override styles = [controls];

  protected override willUpdate(): void {
    const { data, lineId } = this;
    this.#view.follow([data], () => data.planning.plan);
    this.#connection.follow([data], () => data.connection);
    const view = this.#view.value;
    this.#change = view ? changeToTell(data.kept, view, lineId) : null;
    this.#runs.follow();
  }

  protected override render() {
    const view = this.#view.value;
    const orders = view ? lineOrders(view, this.lineId, this.#change) : null;
    if (!view || !orders) return html`${this.#acting.render()}`;
    return html`<ls-line-order
        .orders=${orders}
        .asOf=${this.#asOf(view)}
        ?runs=${this.data.access.offers('run-orders', this.lineId)}
        @order-act=${({ detail }: CustomEvent<{ what: OrderAct; job: string }>) => this.#runs.say(detail.what, detail.job)}
        @change-read=${this.#read}
        @lot-act=${({ detail }: CustomEvent<{ what: string; lot: string }>) => this.#lot(view, detail)}
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

  /** Out of reach, counts and times are as they were. */
  #asOf({ plant, schedule }: PlanView): string {
    const { state, asOf = null } = this.#connection.value ?? {};
    return state !== 'unreachable' || asOf === null ? '' : l('asOf', clockOfPlan(asOf, plant.timezone, schedule.now));
  }

  readonly #read = (): void => {
    changeWasRead(this.data.kept, this.lineId);
    this.requestUpdate();
  };

  #lot(view: PlanView, { what, lot }: { what: string; lot: string }): void {
    const line = this.lineId;
    if (what === 'choose') this.dialog = { kind: 'lot', line, lot };
    else {
      const order = lotQuestion(view, line, lot)?.confirm ?? '';
      void this.#acting.attempt((world) => confirmLot(world, { line, lot }), p('lotAssigned', lot, order));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-line-orders': LsLineOrders;
  }
}
