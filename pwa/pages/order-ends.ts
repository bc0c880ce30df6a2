/** When an order and its jobs ran, and when they end. Pure. */
import type { JobStanding } from '../../shared/orders/job-state.ts';
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
  const time = (at: number) => clockOfPlan(at, plant.timezone, schedule.now);
  const end = schedule.orders.get(order.id)?.end ?? null;
  const standings = order.jobs.flatMap((job) => schedule.standings.get(job) ?? []);
  const overAt = overSince(standings);
  if (overAt === null) return [[p('expected'), end === null ? p('notPlanned') : time(end)]];
  const isCancelled = standings.every(({ state }) => state === 'Aborted');
  return [
    ...(end !== null && overAt - end >= SAME_MS ? [[l('allMade'), time(end)] as [string, string]] : []),
    [p(isCancelled ? 'did-cancel' : 'did-complete'), time(overAt)],
  ];
}

/** Null = something of it is still to come. */
function overSince(standings: readonly JobStanding[]): number | null {
  const ends = standings.map(({ endedAt }) => endedAt ?? Infinity);
  const last = Math.max(...ends);
  return Number.isFinite(last) ? last : null;
}

/** `since 16:15` while it runs, `16:15 – 17:59` when it is over, `Began 16:15` while it is paused; '' = it never ran. */
export function ranText({ state, startedAt, endedAt }: JobStanding, time: (at: number) => string): string {
  if (startedAt === null) return '';
  if (endedAt !== null) return `${time(startedAt)} – ${time(endedAt)}`;
  return state === 'Running' ? p('startedAt', time(startedAt)) : l('began', time(startedAt));
}
