/** What a line works on and what comes next, for the people at it. Pure. */
import type { LineOrders, NextOrder } from '../components/plan/ls-line-order.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfDay, number, percent } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { colourOf, jobTitle } from './board-order.ts';
import { lotQuestion } from './board-lots.ts';

/** So long a change of what comes next is told. */
const TOLD_MS = 12 * 3_600_000;
const MOST_NEXT = 2;

/** Null = nothing is planned for the line, and it makes nothing that would ask for a plan. */
export function lineOrders(view: PlanView, line: string): LineOrders | null {
  const { schedule } = view;
  const queue = schedule.queues.get(line) ?? [];
  const mismatch = schedule.mismatches.find((one) => one.line === line && one.current);
  const question = mismatch ? lotQuestion(view, line, mismatch.lot) : null;
  if (queue.length === 0 && (!question || view.plan.orders.size === 0)) return null;
  const [first] = queue;
  const running = first !== undefined && schedule.standings.get(first)?.state === 'Running' ? first : null;
  const waiting = queue.filter((job) => job !== running);
  return {
    running: running === null ? null : runningOf(view, running),
    next: waiting.slice(0, MOST_NEXT).map((job) => nextOf(view, job)),
    mismatch: mismatch && question ? { lot: mismatch.lot, text: question.text, confirm: question.confirm } : null,
  };
}

function runningOf(view: PlanView, job: string): NonNullable<LineOrders['running']> {
  const { plan, schedule, plant } = view;
  const standing = schedule.standings.get(job);
  const forecast = schedule.jobs.get(job);
  const { made = 0, wanted = null } = standing ?? {};
  return {
    ...shownOf(view, job),
    progress: wanted ? made / wanted : null,
    made: wanted === null ? p('madeSoFar', number(made)) : p('madeOf', number(made), number(wanted)),
    share: wanted ? percent(made / wanted, 0) : '',
    ends: forecast?.end == null ? '' : p('ends', clockOfDay(forecast.end, plant.timezone, schedule.now)),
    full: wanted !== null && made >= wanted,
    due: plan.orders.get(plan.jobs.get(job)?.fields.order ?? '')?.fields.due ?? null,
  };
}

function nextOf(view: PlanView, job: string): NextOrder {
  const { plan, schedule, plant } = view;
  const forecast = schedule.jobs.get(job);
  const place = plan.jobs.get(job)?.said?.['place'];
  const isNews = place !== undefined && schedule.now - place.at < TOLD_MS && place.why !== undefined;
  return {
    ...shownOf(view, job),
    starts: forecast ? p('starts', clockOfDay(forecast.start, plant.timezone, schedule.now)) : '',
    changed: isNews
      ? p('nextChanged', place.user ?? place.origin, clockOfDay(place.at, plant.timezone, schedule.now), place.why!)
      : '',
    waits: schedule.tasks
      .filter((task) => task.job === job && task.blocks && task.done === null)
      .map(({ name }) => p('waitsForTask', name)),
  };
}

function shownOf({ plan }: PlanView, job: string) {
  const order = plan.orders.get(plan.jobs.get(job)?.fields.order ?? '');
  return {
    job,
    title: jobTitle(plan, job),
    href: `/orders/${encodeURIComponent(order?.id ?? '')}`,
    colour: colourOf(plan, order),
  };
}
