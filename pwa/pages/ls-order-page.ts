import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import '../components/plan/ls-order-history.ts';
import '../components/plan/ls-order-jobs.ts';
import { abortJob, reopenJob } from '../../shared/orders/verbs/running.ts';
import { linesOfOrder } from '../../shared/orders/needs.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { AppData, LineData } from '../data/line-data.ts';
import type { PlanView } from '../data/planning.ts';
import { choiceText } from '../locales/board-choices.ts';
import { t } from '../locales/locale.ts';
import { planText as p } from '../locales/plan.ts';
import { formStyles } from '../styles/form.ts';
import { jobTitle, titleOf } from './board-order.ts';
import { boardWith } from './board-return.ts';
import { LiveValue } from './live-value.ts';
import { JobRuns, isRunWord } from './job-runs.ts';
import './ls-board-dialogs.ts';
import type { BoardDialog } from './ls-board-dialogs.ts';
import './ls-order-acts.ts';
import './ls-order-comments.ts';
import './ls-order-steps.ts';
import { orderPageStyles } from './order-page-styles.ts';
import { historyKey, historyLines, orderHistory, type OrderHistory } from './order-history.ts';
import { orderFacts } from './order-facts.ts';
import { jobCards, orderLots, sufferedStops } from './order-rows.ts';
import { pageMessage } from './page-message.ts';
import type { Attempt } from './plan-acting.ts';
import { PlanDesk, deskStyles } from './plan-desk.ts';

const OVER = { cancel: abortJob, reopen: reopenJob } as const;

/** One order: how it stands, what is expected and why, what became of it. */
@customElement('ls-order-page')
export class LsOrderPage extends LitElement {
  @property({ attribute: false }) data!: AppData;
  @property() orderId = '';

  @state() private explained: string | null = null;
  /** The same object as long as it is open: a dialog that becomes another one begins anew. */
  @state() private moving: BoardDialog | null = null;
  /** The operation that is changed; '' = a new one; null = none. */
  @state() private editing: string | null = null;
  @state() private history: OrderHistory | null = null;

  readonly #desk = new PlanDesk(this);
  readonly #runs = new JobRuns(this.#desk.acting, () => this.#desk.view);
  /** Of the line that made most of it lately: for the stops that it suffered. */
  readonly #line = new LiveValue<LineData | null>(this);
  /** The address may ask to split it, or for the reasons of one of its jobs (`explain`). */
  #begun: 'split' | null = null;
  /** What the history was asked for. */
  #asked = '';

  static override styles = [...deskStyles, formStyles, orderPageStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    const asked = new URLSearchParams(window.location.search);
    if (asked.get('do') === 'split') this.#begun = 'split';
    this.explained = asked.get('explain');
  }

  protected override willUpdate(): void {
    this.#desk.follow();
    this.#runs.follow();
    const order = this.#desk.view?.plan.orders.get(this.orderId);
    const line = order ? this.#madeOn(order) : null;
    if (line !== null) this.#line.follow([this.data, line], () => this.data.line(line));
    void this.#ask(order);
  }

  /** Again whenever it changed. */
  async #ask(order: WorkOrder | undefined): Promise<void> {
    const { view } = this.#desk;
    if (!view || !order) return;
    const key = historyKey(view, order);
    if (key === this.#asked) return;
    this.#asked = key;
    const history = await orderHistory(this.data.planning, order, view.plan);
    if (key === this.#asked) this.history = history;
  }

  #madeOn(order: WorkOrder): string | null {
    const lots = order.jobs.flatMap((id) => this.#desk.view?.schedule.standings.get(id)?.lots ?? []);
    return lots.sort((a, b) => b.toMs - a.toMs)[0]?.line ?? null;
  }

  protected override render() {
    const plan = this.#desk.view?.plan;
    const shown = plan?.orders.get(this.orderId);
    return this.#desk.frame({
      ...{ page: null, title: plan && shown ? titleOf(plan, shown) : p('order') },
      content: (view) => {
        const order = view.plan.orders.get(this.orderId);
        return order ? this.#order(view, order) : pageMessage(p('noSuchOrder'), p('noSuchOrderDo'));
      },
    });
  }

  #order(view: PlanView, order: WorkOrder) {
    const { access } = this.data;
    const lines = linesOfOrder(order.id, view.plan);
    const plans = access.offers('plan', lines.length === 0 ? null : lines);
    return html`${this.#desk.paper(titleOf(view.plan, order), [])}
      <main>
        <div class="column">
          ${orderFacts(view, order, () => (this.moving = { kind: 'versions' }))}
          <section>
            <h2>${p('route')}</h2>
            <ls-order-jobs
              .jobs=${jobCards(view, order, { explained: this.explained, user: this.#desk.user })}
              ?runs=${access.offers('run-orders')}
              ?plans=${plans}
              @job-wanted=${({ detail }: CustomEvent<{ id: string; what: string }>) => this.#wanted(view, detail)}
            ></ls-order-jobs>
            ${
              plans
                ? html`<ls-order-steps
                    .acting=${this.#desk.acting}
                    .view=${view}
                    .order=${order}
                    .editing=${this.editing}
                    @step-wanted=${() => (this.editing = '')}
                    @edited=${() => (this.editing = null)}
                  ></ls-order-steps>`
                : nothing
            }
          </section>
          <ls-order-acts
            .acting=${this.#desk.acting}
            .view=${view}
            .order=${order}
            .begun=${this.#begun}
            ?plans=${plans}
          ></ls-order-acts>
          <p><a href=${boardWith(view, order.jobs)}>${choiceText('showOnBoard')}</a></p>
          ${this.#lots(view, order)} ${this.#stops(view, order)}
        </div>
        <div class="column">
          <ls-order-comments
            .acting=${this.#desk.acting}
            .view=${view}
            .order=${order.id}
            .user=${this.#desk.user}
            ?comments=${access.offers('do-tasks')}
            ?plans=${access.offers('plan')}
          ></ls-order-comments>
          <section>
            <h2>${p('history')}</h2>
            <ls-order-history
              .lines=${this.history ? historyLines(view, this.history, order) : []}
              ?complete=${this.history?.complete ?? false}
              ?loading=${this.history === null}
            ></ls-order-history>
          </section>
        </div>
      </main>
      <ls-board-dialogs
        .data=${this.data}
        .view=${view}
        .acting=${this.#desk.acting}
        .dialog=${this.moving}
        @closed=${() => (this.moving = null)}
      ></ls-board-dialogs>`;
  }

  #lots(view: PlanView, order: WorkOrder) {
    const lots = orderLots(view, order);
    return html`<section>
      <h2>${p('lots')}</h2>
      ${
        lots.length === 0
          ? html`<p class="second">${p('noLots')}</p>`
          : html`<ul>
              ${lots.map(({ line, lot, made, when }) => html`<li>${lot} · ${line} · ${p('parts', made)} · ${when}</li>`)}
            </ul>`
      }
    </section>`;
  }

  #stops(view: PlanView, order: WorkOrder) {
    const line = this.#line.value;
    if (!line) return nothing;
    const stops = sufferedStops(view, order, line);
    return html`<section>
      <h2>${p('suffered')}</h2>
      ${
        stops.length === 0
          ? html`<p class="second">${p('noStops')}</p>`
          : html`<ul>
              ${stops.map((stop) => html`<li>${[stop.when, stop.time, stop.reason ?? t('noReasonYet')].join(' · ')}</li>`)}
            </ul>`
      }
    </section>`;
  }

  #wanted(view: PlanView, { id, what }: { id: string; what: string }): void {
    if (what === 'explain') this.explained = this.explained === id ? null : id;
    else if (what === 'edit') this.editing = id;
    else if (what === 'move') this.moving = { kind: 'move', ids: [id] };
    else if (isRunWord(what)) this.#runs.say(what, id);
    else if (what === 'cancel' || what === 'reopen') {
      const attempt: Attempt = (world, why) => OVER[what](world, { job: id, why });
      void this.#desk.acting.attempt(attempt, `${p(`did-${what}`)} · ${jobTitle(view.plan, id)}`);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'ls-order-page': LsOrderPage;
  }
}
