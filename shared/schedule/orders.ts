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
    else if (end === null) {
      const lateMs = overdueMs(order, endless, situation.now);
      orders.set(order.id, { ...told, lateMs, causes: lateMs === null ? [] : [endlessCause(lateMs, endless)] });
    } else {
      const causes = last && end > due ? causesFor(order, { last, due }) : [];
      orders.set(order.id, { ...told, lateMs: end - due, causes });
    }
  }
  return orders;

  function endlessCause(ms: number, job: string | null): LatePart {
    const isPlanned = job !== null && forecast.jobs.has(job);
    return { why: isPlanned ? 'started-late' : 'not-planned', ms, job, line: null };
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

/** How late an order is, whatever makes it so, as `ordersOf` says it; in time is below 0, null = it cannot be said. */
export function lateMsOf(
  { now }: Pick<Situation, 'now'>,
  order: WorkOrder,
  standings: ReadonlyMap<string, JobStanding>,
  forecast: Forecast,
): number | null {
  const { end, endless } = spanOf(order, standings, forecast);
  if (end === null || order.fields.due === undefined) return overdueMs(order, endless, now);
  return end - order.fields.due;
}

/** Of an open order: nobody knows its end, but that it is not now. Null = it is not due yet, or never. */
function overdueMs({ fields, jobs }: WorkOrder, endless: string | null, now: number): number | null {
  const isOpen = !fields.closed && (jobs.length === 0 || endless !== null);
  return isOpen && fields.due !== undefined && now > fields.due ? now - fields.due : null;
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
