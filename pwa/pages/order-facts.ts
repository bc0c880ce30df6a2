/** What an order is, and how it stands: the figures first, and only what somebody said. */
import { html, nothing } from 'lit';
import { styleMap } from '../components/style-map.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { OrderForecast } from '../../shared/schedule/schedule.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan, number } from '../locales/format.ts';
import { orderText as o } from '../locales/order.ts';
import { planText as p } from '../locales/plan.ts';
import { colourOf, titleOf } from './board-order.ts';
import { roughly } from './near-time.ts';
import { endRows } from './order-ends.ts';
import { hasVersions } from './orders-rows.ts';

/** Where nobody said otherwise. */
const USUAL_PRIORITY = 5;

export function factRows(view: PlanView, order: WorkOrder): [name: string, value: string][] {
  const { plan, plant, schedule } = view;
  const { product, lotNumber, upstreamLot, due, priority, reference } = order.fields;
  const given = (name: 'upstreamLot' | 'reference', value: string | undefined): [string, string][] =>
    value === undefined ? [] : [[p(`field-${name}`), value]];
  return [
    [p('field-product'), product === undefined ? p('noProduct') : (plan.products.get(product)?.fields.name ?? product)],
    [p('field-quantity'), order.quantity === null ? p('noQuantity') : number(order.quantity)],
    [p('field-due'), due === undefined ? o('noDue') : clockOfPlan(due, plant.timezone, schedule.now)],
    ...endRows(view, order),
    [p('field-lotNumber'), lotNumber ?? o('noLotNumber')],
    ...given('upstreamLot', upstreamLot),
    ...given('reference', reference),
    [p('field-priority'), priority === undefined ? o('usual', USUAL_PRIORITY) : String(priority)],
  ];
}

/** `late 1 d 13 h: waits for its turn`; how much each cause is of it only where there are several. */
export function lateText({ lateMs, causes }: Pick<OrderForecast, 'lateMs' | 'causes'>): string {
  if (lateMs === null || lateMs <= 0) return '';
  const late = p('late', roughly(lateMs));
  const [only, ...others] = causes;
  if (only === undefined) return late;
  const told = causes.map(({ why, ms }) => o('lateFor', p(`cause-${why}`), roughly(ms)));
  return o('lateBecause', late, others.length === 0 ? p(`cause-${only.why}`) : told.join(', '));
}

/** `versions`: wants to choose one of those that people gave who had not seen each other's. */
export function orderFacts(view: PlanView, order: WorkOrder, versions: () => void) {
  const { plan, schedule, unsent } = view;
  const { closed, notes } = order.fields;
  const forecast = schedule.orders.get(order.id);
  const late = forecast ? lateText(forecast) : '';
  return html`<section class="facts" style=${styleMap({ '--colour': colourOf(plan, order) })}>
    ${late === '' ? nothing : html`<p class="late">▲ ${late}</p>`}
    ${
      hasVersions(view, order)
        ? html`<p class="versions">
            <span>◆ ${o('versions')}</span> <button @click=${versions}>${p('digest-versions')}</button>
          </p>`
        : nothing
    }
    ${closed ? html`<p>${p('isClosed')}</p>` : nothing}
    ${unsent.has(`order:${order.id}`) ? html`<p class="second">${p('mark-unsent')}</p>` : nothing}
    <dl>
      ${factRows(view, order).map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${notes === undefined ? nothing : html`<p class="notes">${notes}</p>`}
    ${order.transfers.map(
      ({ from, to, quantity }) =>
        html`<p class="second">
          ${p('transferred', number(quantity), titleOf(plan, plan.orders.get(from)), titleOf(plan, plan.orders.get(to)))}
        </p>`,
    )}
  </section>`;
}
