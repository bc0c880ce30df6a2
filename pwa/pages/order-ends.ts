/** When an order and its jobs ran, and when they end. Pure. */
import type { JobStanding } from '../../shared/orders/job-state.ts';
import { orderEnd, type OrderEnd } from '../../shared/orders/order-end.ts';
import type { WorkOrder } from '../../shared/orders/plan.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { lineOrdersText as l } from '../locales/line-orders.ts';
import { planText as p } from '../locales/plan.ts';

/** Less than this is one moment, ms. */
const SAME_MS = 60_000;

/**
 * What is expected; of an order that is over when it ended, as on the board, and when all of it was made if that was before: by
 * that it is in time or late.
 */
export function endRows({ schedule, plant }: PlanView, order: WorkOrder): [name: string, value: string][] {
  const { is, at, madeAt } = orderEnd(order, schedule);
  if (at === null) return [[p('expected'), p('notPlanned')]];
  const time = (moment: number) => clockOfPlan(moment, plant.timezone, schedule.now);
  const wasBefore = madeAt !== null && at - madeAt >= SAME_MS;
  return [...(wasBefore ? [[l('allMade'), time(madeAt)] as [string, string]] : []), [endWord(is), time(at)]];
}

function endWord(is: OrderEnd['is']): string {
  switch (is) {
    case 'expected':
      return p('expected');
    case 'made':
      return l('allMade');
    case 'completed':
      return p('did-complete');
    case 'cancelled':
      return p('did-cancel');
  }
}

/** `since 16:15` while it runs, `16:15 – 17:59` when it is over, `Began 16:15` while it is paused; '' = it never ran. */
export function ranText({ state, startedAt, endedAt }: JobStanding, time: (at: number) => string): string {
  if (startedAt === null) return '';
  if (endedAt !== null) return `${time(startedAt)} – ${time(endedAt)}`;
  return state === 'Running' ? p('startedAt', time(startedAt)) : l('began', time(startedAt));
}
