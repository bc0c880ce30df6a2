/**
 * When jobs are to start, for whatever has to be done before. The forecast of the next job of a line that stands moves on with
 * every minute; what was to be done before it does not: it was due when the job could have started.
 */
import type { JobStanding } from '../orders/job-state.ts';
import type { Forecast } from './forecast.ts';
import { runsOf } from './past-waits.ts';
import type { Step } from './steps.ts';

export type DueStarts = (job: string) => number | null;

/** Of a job that has begun, when that was; null = nobody knows when it will. */
export function dueStarts(forecast: Forecast): DueStarts {
  const { byJob, jobs, standings } = forecast;
  let free: ReadonlyMap<string, number> | null = null;
  return (job) => {
    const begun = standings.get(job)?.startedAt ?? null;
    const ahead = jobs.get(job);
    const step = byJob.get(job);
    if (begun !== null || !ahead || !step || step.before || step.upstream.length > 0)
      return begun ?? ahead?.start ?? null;
    free ??= linesFree(standings.values());
    const since = readySince(step, free.get(step.line.id));
    if (since === null) return ahead.start;
    const calendar = forecast.ground.calendar(step.line);
    const from = calendar.next(since) ?? since;
    const setUp = calendar.after(from, forecast.ground.setupMs(step, from)) ?? from;
    const start = calendar.next(setUp) ?? setUp;
    return Math.min(ahead.start, start);
  };
}

/** Since when nothing but people is in its way; null = its line never ran, and nobody said when it came there. */
function readySince({ job, limits }: Step, free: number | undefined): number | null {
  const came = job.said?.['place']?.at;
  const known = [free, came, ...limits.map(({ at }) => at)].filter((at) => at !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}

/** When the last job left each line. */
function linesFree(standings: Iterable<JobStanding>): Map<string, number> {
  const free = new Map<string, number>();
  for (const { line, to } of [...standings].flatMap(runsOf))
    if (to !== null) free.set(line, Math.max(to, free.get(line) ?? 0));
  return free;
}
