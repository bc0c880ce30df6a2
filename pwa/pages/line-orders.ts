/** What a line works on and what comes next, for the people at it. Pure. */
import type { LineOrders, NextOrder, RunningOrder } from '../components/plan/line-orders-model.ts';
import { isMade } from '../../shared/orders/job-standing.ts';
import { whoSaid } from '../data/plan-names.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan, number } from '../locales/format.ts';
import { lineOrdersText as l } from '../locales/line-orders.ts';
import { planText as p } from '../locales/plan.ts';
import { colourOf, jobTitle } from './board-order.ts';
import { lotQuestion } from './board-lots.ts';
import type { NextChange } from './line-orders-news.ts';
import { roughly } from './near-time.ts';
import { setUpMs } from './set-up-time.ts';

const MOST_NEXT = 2;
const UNKNOWN = { state: 'AllowedToStart', remaining: null } as const;
/** Less than this nobody plans by, ms. */
const LATE_MS = 60_000;

/**
 * Null = nothing is planned for the line, it makes nothing that would ask for a plan, and there is nothing to tell. `change` =
 * of what comes next.
 */
export function lineOrders(view: PlanView, line: string, change: NextChange | null = null): LineOrders | null {
  const { schedule } = view;
  const queue = schedule.queues.get(line) ?? [];
  const mismatch = schedule.mismatches.find((one) => one.line === line && one.current);
  const question = mismatch ? lotQuestion(view, line, mismatch.lot) : null;
  if (queue.length === 0 && change === null && (!question || view.plan.orders.size === 0)) return null;
  const running = runningJob(view, line);
  const isWaiting = (job: string) => job !== running && !isMade(schedule.standings.get(job) ?? UNKNOWN);
  const waiting = queue.filter(isWaiting);
  return {
    running: running === null ? null : runningOf(view, running),
    next: waiting.slice(0, MOST_NEXT).map((job) => nextOf(view, job)),
    changed: change === null ? '' : changeText(view, change),
    mismatch: mismatch && question ? { lot: mismatch.lot, text: question.text, confirm: question.confirm } : null,
  };
}

/** Null = the line has no order that runs. */
export function runningJob({ schedule }: PlanView, line: string): string | null {
  const first = schedule.queues.get(line)?.[0];
  return first !== undefined && schedule.standings.get(first)?.state === 'Running' ? first : null;
}

export function runningOf(view: PlanView, job: string): RunningOrder {
  const { plant, schedule } = view;
  const { made = 0, wanted = null, remaining = null } = schedule.standings.get(job) ?? {};
  const end = schedule.jobs.get(job)?.end ?? null;
  const isFull = wanted !== null && made >= wanted;
  return {
    ...shownOf(view, job),
    ...leftOf(made, wanted, remaining),
    progress: wanted ? made / wanted : null,
    made: wanted === null ? '' : l('made', number(made), number(wanted)),
    ends: end === null || isFull ? '' : clockOfPlan(end, plant.timezone, schedule.now),
    ...urgencyOf(view, job),
    full: isFull,
  };
}

/** The figure that matters: what is still to make; what was made if nobody said how many. */
function leftOf(made: number, wanted: number | null, remaining: number | null) {
  if (wanted === null) return { left: number(made), leftOf: l('leftUnknown') };
  const more = made - wanted;
  const note = more > 0 ? l('over', number(more), number(wanted)) : l(more === 0 ? 'full' : 'left', number(wanted));
  return { left: number(remaining ?? Math.max(0, -more)), leftOf: note };
}

/** Of its order: an operator's job may be in time and the order late all the same. */
function urgencyOf({ plan, plant, schedule }: PlanView, job: string): Pick<RunningOrder, 'late' | 'due'> {
  const id = plan.jobs.get(job)?.fields.order ?? '';
  const lateMs = schedule.orders.get(id)?.lateMs ?? null;
  if (lateMs !== null && lateMs >= LATE_MS) return { late: l('late', roughly(lateMs)), due: '' };
  const due = plan.orders.get(id)?.fields.due;
  if (due === undefined) return { late: '', due: '' };
  const at = clockOfPlan(due, plant.timezone, schedule.now);
  return { late: '', due: l(lateMs === null ? 'due' : 'inTime', at) };
}

function nextOf(view: PlanView, job: string): NextOrder {
  const { schedule, plant } = view;
  const time = (at: number) => clockOfPlan(at, plant.timezone, schedule.now);
  const forecast = schedule.jobs.get(job);
  const { made = 0, wanted = null, remaining = null, state } = schedule.standings.get(job) ?? {};
  const setup = forecast ? setUpMs(view, forecast) : 0;
  return {
    ...shownOf(view, job),
    paused: state === 'Interrupted',
    many: wanted === null ? '' : l(made > 0 ? 'leftShort' : 'pieces', number(made > 0 ? remaining : wanted)),
    starts: forecast ? l('starts', time(forecast.start)) : '',
    setup: setup >= LATE_MS ? l('setup', roughly(setup)) : '',
    late: urgencyOf(view, job).late,
    waits: schedule.tasks
      .filter((task) => task.job === job && task.blocks && task.done === null)
      .map(({ name }) => l('waits', name)),
  };
}

function changeText(view: PlanView, change: NextChange): string {
  const { from, to, said } = change;
  const [was, is] = [from, to].map((job) => (job === null ? p('nothing') : jobTitle(view.plan, job)));
  if (said === null) return l('nextGone', is!);
  const when = clockOfPlan(said.at, view.plant.timezone, view.schedule.now);
  const text = l('changed', whoSaid(view, said), when, `${was} → ${is}`);
  return said.why === undefined ? text : `${text} · ${said.why}`;
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
