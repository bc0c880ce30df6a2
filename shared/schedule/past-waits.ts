/** What lines waited for lately, between the end of one job and the start of the next. */
import type { JobStanding } from '../orders/job-state.ts';
import type { JobOrder } from '../orders/plan.ts';
import type { LineReference } from '../sync/rows.ts';
import type { Forecast } from './forecast.ts';
import { hindrances, waitedFor } from './hindrances.ts';
import { changeoverMs } from './rates.ts';
import type { Situation, Waiting } from './schedule.ts';
import type { Limit } from './steps.ts';

/** As far back as devices know of stops and lots. */
const LOOKED_BACK_MS = 7 * 86_400_000;

/** Setting up is no waiting. The first job in the queue of a line that stands has waited until now. */
export function pastWaits(situation: Situation, forecast: Forecast): Waiting[] {
  const { plan, plant, now, lines } = situation;
  const begun = Map.groupBy(
    [...forecast.standings.values()].filter(({ startedAt }) => startedAt !== null),
    ({ line }) => line ?? '',
  );
  const firsts = forecast.steps.filter(({ before, made }) => before === null && !made);
  const next = new Map(firsts.map((step) => [step.line.id, step]));
  return lines.flatMap((line) => {
    const ran = (begun.get(line.id) ?? []).sort((a, b) => a.startedAt! - b.startedAt!);
    const waits: Waiting[] = [];
    let free: number | null = null;
    let before: JobOrder | null = null;
    for (const standing of ran) {
      const job = plan.jobs.get(standing.job)!;
      if (before && free !== null && standing.startedAt! > now - LOOKED_BACK_MS) {
        const to = standing.startedAt! - changeoverMs(plan, before, job, line, free, plant.timezone);
        waits.push(...gap(job, { line, from: free, to }, situation, forecast));
      }
      const left = leftAt(standing);
      free = left === null || (before && free === null) ? null : Math.max(free ?? left, left);
      before = job;
    }
    const first = next.get(line.id);
    const waitsNow = first?.standing.startedAt === null && free !== null;
    return waitsNow ? [...waits, ...gap(first.job, { line, from: free!, to: now }, situation, forecast)] : waits;
  });
}

/** When a job left its line; null = it is still there. */
export function leftAt(standing: JobStanding): number | null {
  if (standing.state === 'Running') return null;
  return standing.endedAt ?? standing.lots.reduce<number | null>((last, { toMs }) => Math.max(last ?? 0, toMs), null);
}

interface Gap {
  line: LineReference;
  from: number;
  to: number;
}

function gap(job: JobOrder, { line, from, to }: Gap, { plan, now }: Situation, forecast: Forecast): Waiting[] {
  const { ground, standings } = forecast;
  const limits: Limit[] = [];
  for (const { job: id, waitMs = 0 } of job.fields.after ?? []) {
    const ended = standings.get(id)?.endedAt;
    if (ended) limits.push({ at: ended + waitMs, cause: { why: 'upstream', job: id } });
    limits.push(...doneTasks(plan.jobs.get(id), 'end'));
  }
  limits.push(...doneTasks(job, 'start'));
  const known = saidAt(job) ?? from;
  const since = Math.max(from, now - LOOKED_BACK_MS);
  return hindrances({ from: Math.max(since, Math.min(known, to)), to }, limits)
    .map(({ from, to, cause }) => ({ from, to, ...(waitedFor(plan, cause) ?? lateStart) }))
    .concat(since < known ? [{ from: since, to: Math.min(known, to), ...noOrder }] : [])
    .flatMap(({ from, to, ...what }) =>
      ground
        .calendar(line)
        .working({ from, to })
        .map((window) => ({ ...window, ...what, job: job.id, line: line.id })),
    );

  function doneTasks(of: JobOrder | undefined, at: 'start' | 'end'): Limit[] {
    return (of?.fields.tasks ?? []).flatMap((task): Limit[] => {
      const done = task.blocks && task.at === at ? plan.tasks.get(`${of!.id}.${task.key}`)?.fields.done : undefined;
      return done === undefined ? [] : [{ at: done, cause: { why: 'task', task: `${of!.id}.${task.key}` } }];
    });
  }
}

const lateStart: Pick<Waiting, 'why' | 'kind' | 'department'> = { why: 'late-start', kind: null, department: null };
const noOrder: Pick<Waiting, 'why' | 'kind' | 'department'> = { why: 'no-order', kind: null, department: null };

/** When a job was made: the id of a person's fact says when that was; null = it was not made by a person. */
function saidAt(job: JobOrder): number | null {
  const moments = (job.heads.order ?? []).flatMap((id) => /^[a-z]+:(\d{16}):/.exec(id)?.[1] ?? []);
  return moments.length === 0 ? null : Math.min(...moments.map(Number));
}
