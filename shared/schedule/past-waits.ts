/** What lines waited for lately, between the end of one job and the start of the next. */
import { doneAt, madeAt } from '../orders/job-standing.ts';
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

/**
 * Setting up is no waiting, nor is what somebody set a job to begin at. The first job in the queue of a line that stands has waited
 * until now.
 */
export function pastWaits(situation: Situation, forecast: Forecast): Waiting[] {
  const { plan, plant, now, lines } = situation;
  const begun = Map.groupBy([...forecast.standings.values()].flatMap(runsOf), ({ line }) => line);
  const firsts = forecast.steps.filter(({ before, made }) => before === null && !made);
  const next = new Map(firsts.map((step) => [step.line.id, step]));
  return lines.flatMap((line) => {
    const ran = (begun.get(line.id) ?? []).sort((a, b) => a.from - b.from);
    const waits: Waiting[] = [];
    let free: number | null = null;
    let before: JobOrder | null = null;
    for (const { job: id, from, to: left } of ran) {
      const job = plan.jobs.get(id)!;
      if (before && free !== null && from > now - LOOKED_BACK_MS) {
        const to = from - changeoverMs(plan, before, job, line, free, plant.timezone);
        waits.push(...gap(job, { line, from: free, to }, situation, forecast));
      }
      free = left === null || (before && free === null) ? null : Math.max(free ?? left, left);
      before = job;
    }
    const first = next.get(line.id);
    const waitsNow = first?.standing.startedAt === null && free !== null;
    return waitsNow ? [...waits, ...gap(first.job, { line, from: free!, to: now }, situation, forecast)] : waits;
  });
}

export interface PastRun {
  job: string;
  line: string;
  from: number;
  /** When it left its line; null = it is still there. */
  to: number | null;
}

/** Where a job ran, from its first to its last moment on each line; nothing of one that never began. */
export function runsOf({ job, state, line, startedAt, endedAt, lots }: JobStanding): PastRun[] {
  if (line === null || startedAt === null) return [];
  const here = lots.filter((lot) => lot.line === line);
  const last = here.length === 0 ? null : latestOf(here);
  const to = state === 'Running' ? null : (endedAt ?? last);
  if (here.length === lots.length) return [{ job, line, from: startedAt, to }];
  const elsewhere = Map.groupBy(lots, (lot) => lot.line);
  elsewhere.delete(line);
  const others = [...elsewhere].map(([on, there]) => ({ job, line: on, from: firstOf(there), to: latestOf(there) }));
  return [...others, { job, line, from: here.length === 0 ? startedAt : firstOf(here), to }];
}

const firstOf = (lots: JobStanding['lots']) => Math.min(...lots.map(({ fromMs }) => fromMs));
const latestOf = (lots: JobStanding['lots']) => Math.max(...lots.map(({ toMs }) => toMs));

interface Gap {
  line: LineReference;
  from: number;
  to: number;
}

function gap(job: JobOrder, { line, from, to }: Gap, { plan, now }: Situation, forecast: Forecast): Waiting[] {
  const { ground, standings } = forecast;
  // What a job that has begun did not wait for is not known to have kept it.
  const open = standings.get(job.id)?.startedAt === null ? Infinity : null;
  const limits: Limit[] = [];
  for (const { job: id, waitMs = 0, overlap } of job.fields.after ?? []) {
    const other = standings.get(id);
    const enough = other && ((overlap === undefined ? null : madeAt(other, overlap)) ?? doneAt(other) ?? open);
    if (enough != null) limits.push({ at: enough + waitMs, cause: { why: 'upstream', job: id } });
    limits.push(...tasksOf(plan.jobs.get(id), 'end'));
  }
  limits.push(...tasksOf(job, 'start'));
  const { notBefore } = job.fields.place ?? {};
  if (notBefore !== undefined) limits.push({ at: notBefore, cause: { why: 'not-before' } });
  const known = saidAt(job) ?? from;
  const since = Math.max(from, now - LOOKED_BACK_MS);
  return hindrances({ from: Math.max(since, Math.min(known, to)), to }, limits)
    .filter(({ cause }) => cause?.why !== 'not-before')
    .map(({ from, to, cause }) => ({ from, to, ...(waitedFor(plan, cause) ?? lateStart) }))
    .concat(since < known ? [{ from: since, to: Math.min(known, to), ...noOrder }] : [])
    .flatMap(({ from, to, ...what }) =>
      ground
        .calendar(line)
        .working({ from, to })
        .map((window) => ({ ...window, ...what, job: job.id, line: line.id })),
    );

  function tasksOf(of: JobOrder | undefined, at: 'start' | 'end'): Limit[] {
    return (of?.fields.tasks ?? []).flatMap((task): Limit[] => {
      const id = `${of!.id}.${task.key}`;
      const done = task.blocks && task.at === at ? (plan.tasks.get(id)?.fields.done ?? open) : null;
      return done === null ? [] : [{ at: done, cause: { why: 'task', task: id } }];
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
