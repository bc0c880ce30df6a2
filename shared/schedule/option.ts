/** When a job would run if a line took it next: what is known of that before anything is decided. */
import type { LineCalendar } from '../calendar/line-calendar.ts';
import type { JobStanding } from '../orders/job-state.ts';
import type { JobOrder, Plan } from '../orders/plan.ts';
import type { LineReference } from '../sync/rows.ts';
import { changeoverMs, standardRate } from './rates.ts';

const HOUR_MS = 3_600_000;
/** Of a job of which nobody knows how long it takes. */
export const USUAL_RUN_MS = HOUR_MS;

export interface Option {
  job: JobOrder;
  setupMs: number;
  runMs: number;
  start: number;
  end: number;
}

export interface OptionGround {
  plan: Plan;
  standings: ReadonlyMap<string, JobStanding>;
  zone: string;
  now: number;
  calendar(line: LineReference): LineCalendar;
}

/** From when a line has nothing else to do, ms, and what it makes last before that. */
export interface FreeLine {
  line: LineReference;
  free: number;
  last: JobOrder | null;
}

/** `known` = when jobs run that were decided before, by id. */
export function optionOf(
  ground: OptionGround,
  { line, free, last }: FreeLine,
  job: JobOrder,
  known: ReadonlyMap<string, Pick<Option, 'start' | 'end'>>,
): Option {
  const { plan, standings, zone, now } = ground;
  const calendar = ground.calendar(line);
  const runs = standings.get(job.id)?.state === 'Running';
  const setupMs = runs ? 0 : changeoverMs(plan, last, job, line, free, zone);
  let ready = Math.max(now, job.fields.place?.notBefore ?? 0);
  for (const { job: id, waitMs = 0, overlap } of job.fields.after ?? []) {
    const before = known.get(id);
    const left = standings.get(id)?.remaining ?? 0;
    const share = overlap === undefined || left === 0 ? 1 : Math.min(1, overlap / left);
    const at = before ? before.start + (before.end - before.start) * share : (standings.get(id)?.endedAt ?? now);
    ready = Math.max(ready, at + waitMs);
  }
  const setUp = calendar.after(free, setupMs) ?? free;
  const start = calendar.next(Math.max(setUp, ready)) ?? setUp;
  const runMs = runOf(ground, job, line);
  return { job, setupMs, runMs, start, end: calendar.after(start, runMs) ?? start + runMs };
}

/** Working time, ms. */
export function runOf({ plan, standings, zone, now }: OptionGround, job: JobOrder, line: LineReference): number {
  const remaining = standings.get(job.id)?.remaining ?? null;
  const rate = standardRate(plan, job, line, now, zone);
  return remaining === null || rate === null ? USUAL_RUN_MS : (remaining / rate) * HOUR_MS;
}
