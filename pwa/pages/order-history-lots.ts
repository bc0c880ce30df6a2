/** Lots that people assigned to an order's jobs by hand, or took from them: they are told with the order. Pure. */
import type { Plan, WorkOrder } from '../../shared/orders/plan.ts';
import type { HistoryEntry, PlanView } from '../data/planning.ts';
import { stepsText as st } from '../locales/order-steps.ts';
import { jobTitle } from './board-order.ts';

/** Asked for, of those that may once have been this order's. */
const MOST_ASKED = 20;

/** Ids, the latest first: what is its own, and what is nobody's now or would be its own by its number. */
export function lotsToAsk({ lots }: Pick<Plan, 'lots'>, { jobs, fields: order }: WorkOrder): string[] {
  return [...lots.values()]
    .filter(({ fields: { job, lot } }) => job === undefined || jobs.includes(job) || lot === order.lotNumber)
    .sort((a, b) => (b.said?.['job']?.at ?? 0) - (a.said?.['job']?.at ?? 0))
    .slice(0, MOST_ASKED)
    .map(({ id }) => id);
}

/** Of one lot what is about this order; `before` = what was said of the lot before, newest first. */
export function lotText(
  { plan, lines }: PlanView,
  order: WorkOrder,
  { entry, lot: id, before }: { entry: HistoryEntry; lot: string; before: readonly HistoryEntry[] },
): string[] {
  const { set = {} } = entry;
  if (!('job' in set)) return [];
  const was = before.find(({ set: former = {} }) => 'job' in former)?.set?.['job'];
  const is = set['job'];
  const isOwn = (job: unknown) => typeof job === 'string' && order.jobs.includes(job);
  if (is === was || !(isOwn(is) || isOwn(was))) return [];
  const { line, lot = id } = plan.lots.get(id)?.fields ?? {};
  const there = lines.find((one) => one.id === line)?.name ?? line ?? '';
  if (typeof is !== 'string') return [st('lotFreed', lot, there)];
  const known = plan.jobs.get(is)?.fields;
  const job = isOwn(is) && order.jobs.length > 1 ? known?.operation : undefined;
  return [
    isOwn(is) && job === undefined ? st('lotOwn', lot, there) : st('lotTo', lot, there, job ?? jobTitle(plan, is)),
  ];
}
