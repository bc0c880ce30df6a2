/** What can be done with orders that are ticked, all at once. */
import { html, nothing } from 'lit';
import { parkJobs } from '../../shared/orders/verbs/placing.ts';
import type { MoveMode } from '../components/plan/ls-move-form.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { sheetText as s } from '../locales/sheet.ts';
import { areWholeOrders } from './board-moving.ts';
import { duplicates, ended, nextJobs, queuedJobs, reopened } from './orders-doing.ts';
import type { Attempt } from './plan-acting.ts';

export function ordersBulk({
  view,
  ids,
  many,
  move,
}: {
  view: PlanView;
  ids: readonly string[];
  /** `back` = the way back where undo has none. */
  many: (attempt: Attempt, done: string, back: Attempt | null) => void;
  /** Jobs, to be put somewhere. */
  move: (jobs: readonly string[], mode?: MoveMode) => void;
}) {
  const [queued, next] = [queuedJobs(view, ids), nextJobs(view, ids)];
  const back: Attempt = (world, why) => reopened(world, ids, why);
  const end = (how: 'close' | 'cancel', done: string) => () =>
    many((world, why) => ended(world, ids, how, why), done, back);
  const park = () => many((world, why) => parkJobs(world, { ids: queued, why }), s('ordersParked', ids.length), null);
  const copy = () => many((world) => duplicates(world, ids), s('duplicated', ids.length), null);
  return html`<button type="button" ?disabled=${next.length === 0} @click=${() => move(next)}>${s('bulkMove')}</button>
    ${
      areWholeOrders(view, next)
        ? html`<button type="button" @click=${() => move(next, 'whole')}>${p('loadWhole')}</button>`
        : nothing
    }
    <button type="button" ?disabled=${queued.length === 0} @click=${park}>${s('bulkPark')}</button>
    <button type="button" @click=${copy}>${s('duplicate')}</button>
    <button type="button" @click=${end('close', s('ordersClosed', ids.length))}>${s('bulkClose')}</button>
    <button type="button" @click=${end('cancel', s('ordersCancelled', ids.length))}>${s('bulkCancel')}</button>`;
}
