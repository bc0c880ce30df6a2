/** When whole orders start and end, how late they are, and what makes them late. */
import { doneAt } from '../orders/job-standing.ts';
import type { JobStanding } from '../orders/job-state.ts';
import type { WorkOrder } from '../orders/plan.ts';
import type { LatePart } from './blame.ts';
import type { Forecast } from './forecast.ts';
import { causesOf } from './late-causes.ts';
import type { OrderForecast, Situation } from './schedule.ts';

/**
 * Of every order of the plan. One with a job in the parking lot, not made yet, has no end, and is late all the same when its due
 * date has passed; of a closed one only what ran counts.
 */
export function ordersOf(
  situation: Situation,
  standings: ReadonlyMap<string, JobStanding>,
  forecast: Forecast,
): Map<string, OrderForecast> {
  const orders = new Map<string, OrderForecast>();
  for (const order of situation.plan.orders.values()) {
    const { start, end, last, endless } = spanOf(order, standings, forecast);
    const { due } = order.fields;
    const told = { order: order.id, start, end };
    if (due === undefined) orders.set(order.id, { ...told, lateMs: null, causes: [] });
    else if (end === null) orders.set(order.id, { ...told, ...overdue(order, { due, endless }) });
    else {
      const causes = last && end > due ? causesFor(order, { last, due }) : [];
      orders.set(order.id, { ...told, lateMs: end - due, causes });
    }
  }
  return orders;

  /** Nobody knows its end, but that it is not now. */
  function overdue(
    { fields, jobs }: WorkOrder,
    { due, endless }: { due: number; endless: string | null },
  ): Pick<OrderForecast, 'lateMs' | 'causes'> {
    const ms = situation.now - due;
    const isOpen = !fields.closed && (jobs.length === 0 || endless !== null);
    if (!isOpen || ms <= 0) return { lateMs: null, causes: [] };
    return { lateMs: ms, causes: [{ why: 'started-late', ms, job: endless, line: null }] };
  }

  /** Worked out once: what makes orders late takes long to find, and few of them are others than before. */
  function causesFor(of: WorkOrder, why: { last: JobStanding; due: number }): LatePart[] {
    const step = forecast.byJob.get(why.last.job);
    const by = step ? forecast.turns[step.index]! : why.last;
    let known = forecast.ground.causes.get(by);
    if (known?.of !== of) {
      known = { of, causes: causesOf(situation, forecast, why) };
      forecast.ground.causes.set(by, known);
    }
    return known.causes;
  }
}

/** Null = it cannot be said. */
export function endOf(
  order: WorkOrder,
  standings: ReadonlyMap<string, JobStanding>,
  forecast: Forecast,
): number | null {
  return spanOf(order, standings, forecast).end;
}

function spanOf(order: WorkOrder, standings: ReadonlyMap<string, JobStanding>, forecast: Forecast) {
  let start: number | null = null;
  let end: number | null = null;
  let last: JobStanding | null = null;
  /** The first job of which no end is known. */
  let endless: string | null = null;
  for (const id of order.jobs) {
    const standing = standings.get(id);
    if (!standing || (order.fields.closed && standing.startedAt === null)) continue;
    if (standing.state === 'Aborted' && standing.startedAt === null) continue;
    const ahead = forecast.jobs.get(id);
    const from = standing.startedAt ?? ahead?.start ?? null;
    // What is wanted of it is there when it is made, however long its line makes more, and whenever somebody completes it.
    const to = doneAt(standing) ?? ahead?.end ?? null;
    if (from !== null) start = Math.min(start ?? from, from);
    if (to === null) endless ??= id;
    else if (end === null || to > end) [end, last] = [to, standing];
  }
  return { start, end: endless === null ? end : null, last, endless };
}
