/** What waits at each line, in order, and what waits for a place. */
import type { JobStanding } from '../orders/job-state.ts';
import type { JobOrder, Plan } from '../orders/plan.ts';

export interface Queues {
  /** By line, every line given: what runs there first, then by place. */
  queues: Map<string, string[]>;
  /** By priority (5 without one), due date, id. Also jobs whose line is not in the plant any more: they can be moved from here. */
  parked: string[];
}

/** Jobs that ended are in neither; nor are those of orders that are closed or gone, unless a line runs them. */
export function queuesOf(
  plan: Plan,
  standings: ReadonlyMap<string, JobStanding>,
  lines: readonly { id: string }[],
): Queues {
  const waiting = new Map<string, JobOrder[]>(lines.map((line) => [line.id, []]));
  const running = new Map<string, JobStanding[]>(lines.map((line) => [line.id, []]));
  const parked: JobOrder[] = [];
  for (const job of plan.jobs.values()) {
    const standing = standings.get(job.id);
    if (!standing || standing.state === 'Ended' || standing.state === 'Aborted') continue;
    if (standing.state === 'Running' && standing.line !== null && running.has(standing.line)) {
      running.get(standing.line)!.push(standing);
      continue;
    }
    const order = plan.orders.get(job.fields.order ?? '');
    if (!order || order.fields.closed) continue;
    (waiting.get(job.fields.place?.line ?? '') ?? parked).push(job);
  }
  const queues = new Map<string, string[]>();
  for (const [line, jobs] of waiting) {
    const first = running.get(line)!.sort((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0) || byText(a.job, b.job));
    jobs.sort((a, b) => byText(a.fields.place!.key, b.fields.place!.key) || byText(a.id, b.id));
    queues.set(line, [...first.map(({ job }) => job), ...jobs.map(({ id }) => id)]);
  }
  return { queues, parked: parked.sort((a, b) => byUrgency(plan, a, b)).map(({ id }) => id) };
}

function byUrgency(plan: Plan, a: JobOrder, b: JobOrder): number {
  const [orderA, orderB] = [a, b].map((job) => plan.orders.get(job.fields.order!)!.fields);
  const priority = (orderA!.priority ?? 5) - (orderB!.priority ?? 5);
  if (priority !== 0) return priority;
  const [dueA, dueB] = [orderA!.due ?? Infinity, orderB!.due ?? Infinity];
  return dueA === dueB ? byText(a.id, b.id) : dueA < dueB ? -1 : 1;
}

/** By character, as keys of places are made; no locale. */
function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
