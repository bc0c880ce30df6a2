/** On which lines an order is or was, in words. */
import type { Schedule, Situation } from '../../schedule/schedule.ts';
import type { Plan, WorkOrder } from '../plan.ts';

/** Lines of an order's jobs, as a table shows them: `Line 7`, `Line 7 + Line 9`; empty = none is in a queue. */
export function linesText(
  order: WorkOrder,
  { plan, lines }: Pick<Situation, 'plan' | 'lines'>,
  schedule: Pick<Schedule, 'standings'>,
): string {
  const nameOf = (line: string) => lines.find(({ id }) => id === line)?.name ?? line;
  return linesOfOrder(order, { plan }, schedule).map(nameOf).join(' + ');
}

/** Ids, in the order of its jobs. */
export function linesOfOrder(
  order: WorkOrder,
  { plan }: Pick<Situation, 'plan'>,
  schedule: Pick<Schedule, 'standings'>,
): string[] {
  return [...new Set(order.jobs.flatMap((id) => lineOfJob(id, plan, schedule) ?? []))];
}

function lineOfJob(id: string, plan: Plan, { standings }: Pick<Schedule, 'standings'>): string | null {
  const standing = standings.get(id);
  const hasRun = standing && ['Running', 'Ended', 'Aborted'].includes(standing.state);
  return (hasRun ? standing.line : null) ?? plan.jobs.get(id)?.fields.place?.line ?? null;
}
