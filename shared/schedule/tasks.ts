/** What each department has to do for the jobs of the plan, and when: it moves with the forecast. */
import { dueStarts } from './due-start.ts';
import type { Forecast } from './forecast.ts';
import type { Situation, TaskItem } from './schedule.ts';

/** In order of time, those without last. Nothing of jobs that were cancelled; of closed orders only what was done. */
export function tasksOf({ plan }: Situation, forecast: Forecast): TaskItem[] {
  const { standings, jobs } = forecast;
  const startOf = dueStarts(forecast);
  const items: TaskItem[] = [];
  for (const job of plan.jobs.values()) {
    const { tasks, order, place } = job.fields;
    if (!tasks || order === undefined) continue;
    const standing = standings.get(job.id);
    const closed = standing?.state === 'Aborted' || (plan.orders.get(order)?.fields.closed ?? !plan.orders.has(order));
    const ahead = jobs.get(job.id);
    const start = startOf(job.id);
    const end = standing?.state === 'Ended' ? standing.endedAt : (ahead?.end ?? null);
    for (const { key, kind, name, department, at, offsetMs, blocks } of tasks) {
      const id = `${job.id}.${key}`;
      const said = plan.tasks.get(id)?.fields;
      if (closed && said?.done === undefined) continue;
      const anchor = at === 'start' ? start : end;
      // A job waits for what blocks its start, so that is due when it starts at the latest.
      const offset = blocks && at === 'start' && said?.done === undefined ? Math.min(0, offsetMs) : offsetMs;
      items.push({
        id,
        job: job.id,
        order,
        line: ahead?.line ?? standing?.line ?? place?.line ?? null,
        kind,
        name,
        department: department ?? null,
        blocks,
        at: anchor === null ? null : anchor + offset,
        claimed: said?.claimed ?? null,
        done: said?.done ?? null,
      });
    }
  }
  return items.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || (a.id < b.id ? -1 : 1));
}
