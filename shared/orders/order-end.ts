/** When an order is over: the same moment in every list and on every page. Pure. */
import type { Schedule } from '../schedule/schedule.ts';
import type { WorkOrder } from './plan.ts';

export interface OrderEnd {
  /** Expected as long as something of it is to be made; made, though nobody has completed it; or how it ended. */
  is: 'expected' | 'made' | 'completed' | 'cancelled';
  /** ms; null = nobody can say when. */
  at: number | null;
  /** When all that is wanted was made: by that it is in time or late; expected as `at` is. Null = nobody can say. */
  madeAt: number | null;
}

export function orderEnd(
  { id, jobs }: Pick<WorkOrder, 'id' | 'jobs'>,
  { orders, standings, now }: Pick<Schedule, 'orders' | 'standings' | 'now'>,
): OrderEnd {
  const madeAt = orders.get(id)?.end ?? null;
  const all = jobs.flatMap((job) => standings.get(job) ?? []);
  const over = Math.max(...all.map(({ endedAt }) => endedAt ?? Infinity));
  if (!Number.isFinite(over)) return { is: madeAt !== null && madeAt <= now ? 'made' : 'expected', at: madeAt, madeAt };
  return { is: all.every(({ state }) => state === 'Aborted') ? 'cancelled' : 'completed', at: over, madeAt };
}
