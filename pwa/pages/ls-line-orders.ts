import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/plan/ls-line-order.ts';
import { confirmLot } from '../../shared/orders/verbs/lots.ts';
import { completeJob, pauseJob, reopenJob, resumeJob, startJob } from '../../shared/orders/verbs/running.ts';
import type { OrderAct } from '../components/plan/line-orders-model.ts';
import type { AppData, Connection } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan, number } from '../locales/format.ts';
import { lineOrdersText as l } from '../locales/line-orders.ts';
import { planText as p } from '../locales/plan.ts';
import { controls } from '../styles/controls.ts';
import { jobTitle } from './board-order.ts';
import { isBeingMade, lineOrders } from './line-orders.ts';
import type { NextChange } from './line-orders-news.ts';
import { changeToTell, changeWasRead } from './line-orders-told.ts';
import { LiveValue } from './live-value.ts';
import './ls-board-dialogs.ts';
import type { BoardDialog } from './ls-board-dialogs.ts';
import { PlanActing } from './plan-acting.ts';

const ACTS = { start: startJob, resume: resumeJob, pause: pauseJob, complete: completeJob } as const;
const DONE = { start: 'doneStart', resume: 'doneResume', pause: 'donePause', complete: 'doneComplete' } as const;

/** The order that the line works on, what comes next, and what can be done about both from here. */
@customElement('ls-line-orders')
export class LsLineOrders extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() lineId = '';

  @state() private dialog: BoardDialog | null = null;

  #change: NextChange | null = null;
  /** Was completed by a slip of the hand: goes on as soon as it is open again. */
  #goesOn: string | null = null;
  readonly #view = new LiveValue<PlanView | null>(this);
  readonly #connection = new LiveValue<Connection>(this);
  readonly #acting = new PlanActing(
    this,
    () => this.data,
    () => this.#view.value,
  );

  static override styles = [controls];

  protected override willUpdate(): void {
    const { data, lineId } = this;
    this.#view.follow([data], () => data.planning.plan);
    this.#connection.follow([data], () => data.connection);
    const view = this.#view.value;
    this.#change = view ? changeToTell(data.kept, view, lineId) : null;
    this.#goOn();
  }

  protected override render() {
    const view = this.#view.value;
    const orders = view ? lineOrders(view, this.lineId, this.#change) : null;
    if (!view || !orders) return html`${this.#acting.render()}`;
    return html`<ls-line-order
        .orders=${orders}
        .asOf=${this.#asOf(view)}
        ?runs=${this.data.access.offers('run-orders', this.lineId)}
        @order-act=${({ detail }: CustomEvent<{ what: OrderAct; job: string }>) => this.#act(view, detail)}
        @change-read=${this.#read}
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

  /** Out of reach, counts and times are as they were. */
  #asOf({ plant, schedule }: PlanView): string {
    const { state, asOf = null } = this.#connection.value ?? {};
    return state !== 'unreachable' || asOf === null ? '' : l('asOf', clockOfPlan(asOf, plant.timezone, schedule.now));
  }

  #act(view: PlanView, { what, job }: { what: OrderAct; job: string }): void {
    const back = { start: null, resume: null, pause: () => this.#resume(job), complete: () => this.#reopen(job) }[what];
    const told = `${this.#done(view, what, job)} · ${jobTitle(view.plan, job)}`;
    void this.#acting.attempt((world, why) => ACTS[what](world, { job, why }), told, undefined, back);
  }

  #done(view: PlanView, what: OrderAct, job: string): string {
    const left = view.schedule.standings.get(job)?.remaining ?? 0;
    if (what === 'complete' && left > 0) return l('doneEarly', number(left));
    return l(what === 'pause' && isBeingMade(view, job) ? 'donePauseRuns' : DONE[what]);
  }

  #resume(job: string): void {
    void this.#acting.attempt((world) => resumeJob(world, { job }), p('did-resume'));
  }

  #reopen(job: string): void {
    this.#goesOn = job;
    void this.#acting.attempt((world) => reopenJob(world, { job }), p('did-reopen'));
  }

  #goOn(): void {
    const job = this.#goesOn;
    if (job === null || this.#view.value?.schedule.standings.get(job)?.state !== 'Interrupted') return;
    this.#goesOn = null;
    this.#resume(job);
  }

  readonly #read = (): void => {
    changeWasRead(this.data.kept, this.lineId);
    this.requestUpdate();
  };

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
