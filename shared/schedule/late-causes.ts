/**
 * What makes an order late, as parts that add up to its lateness: from the end of its last job each hindrance is taken away in
 * thought, the latest first, and counts for the time by which the job would then have ended earlier. What is left when nothing
 * hinders it is for holidays and the like, for quantity that came from other orders, and for a start that was too late.
 */
import type { LineCalendar, RestKind } from '../calendar/line-calendar.ts';
import { totalMs } from '../calendar/windows.ts';
import { doneAt } from '../orders/job-standing.ts';
import type { JobStanding } from '../orders/job-state.ts';
import type { LineReference } from '../sync/rows.ts';
import { Blame, type LatePart } from './blame.ts';
import type { Forecast } from './forecast.ts';
import { standardRate } from './rates.ts';
import type { Situation, StartCause } from './schedule.ts';
import type { Limit, Step } from './steps.ts';
import { lastBatchOf, lineFree, limitsOf } from './walk.ts';

const HOUR_MS = 3_600_000;
/** Rests that are not of every week. */
const EXCEPTIONAL: readonly RestKind[] = ['holiday', 'closed', 'maintenance'];

/** How it could have been at best. */
interface Ideal {
  from: number;
  end: number;
  line: LineReference;
  /** Pieces per hour. */
  standard: number;
}

interface Inquiry {
  situation: Situation;
  forecast: Forecast;
  blame: Blame;
}

/** Of an order that ends with this job after `due`; the largest part first. */
export function causesOf(
  situation: Situation,
  forecast: Forecast,
  { last, due }: { last: JobStanding; due: number },
): LatePart[] {
  const step = forecast.byJob.get(last.job);
  const done = doneAt(last);
  const end = done ?? forecast.timings[step!.index]!.end!;
  const inquiry = { situation, forecast, blame: new Blame(end - due) };
  const begun = !step || step.running || step.made;
  const goesOn = step?.running && done === null;
  const ideal = begun ? ran(last, goesOn ? ownEnd(step, inquiry) : end, inquiry) : waited(step, inquiry);
  const [job, line] = [last.job, step?.line.id ?? last.line];
  if (ideal) {
    const rests = forecast.ground.calendar(ideal.line).resting({ from: ideal.from, to: ideal.end });
    const exceptional = totalMs(rests.filter(({ why }) => EXCEPTIONAL.includes(why)));
    inquiry.blame.add({ why: 'calendar', ms: exceptional, job, line });
    const ms = (moreThanOrdered(situation, last) / ideal.standard) * HOUR_MS;
    inquiry.blame.add({ why: 'quantity', ms, job, line: null });
  }
  inquiry.blame.add({ why: 'started-late', ms: Infinity, job, line });
  return inquiry.blame.parts();
}

/** When it would end if all that is to come to it was there; the rest is for who gives it the last transfer batch. */
function ownEnd(step: Step, { forecast, blame }: Inquiry): number {
  const { ground, timings } = forecast;
  const { start, end, runMs } = timings[step.index]!;
  const batch = lastBatchOf(step, forecast);
  if (!batch) return end!;
  const own = Math.min(end!, ground.calendar(step.line).after(step.running ? ground.now : start, runMs!) ?? end!);
  blame.add({ why: 'upstream', ms: end! - own, job: batch.job.id, line: batch.line.id });
  return own;
}

/** Of a job that has begun: it may be slower than the standard. */
function ran({ job, line: lineId, startedAt: from, wanted }: JobStanding, end: number, inquiry: Inquiry): Ideal | null {
  const { situation, forecast, blame } = inquiry;
  const line = situation.lines.find((each) => each.id === lineId);
  if (!line || from === null || wanted === null) return null;
  const standard = standardRate(situation.plan, situation.plan.jobs.get(job)!, line, from, situation.plant.timezone);
  if (standard === null) return null;
  const ideal = forecast.ground.calendar(line).after(from, (wanted / standard) * HOUR_MS) ?? end;
  blame.add({ why: 'slow', ms: end - ideal, job, line: line.id });
  return { from, end: Math.min(end, ideal), line, standard };
}

/** Of a job that has not begun: what it waits for, one hindrance after the other. */
function waited(step: Step, inquiry: Inquiry): Ideal | null {
  const { forecast, blame } = inquiry;
  const { ground, timings } = forecast;
  const { line } = step;
  const calendar = ground.calendar(line);
  const { start, end, runMs, perHour } = timings[step.index]!;
  const standard = ground.standardPerHour(step, start);
  if (end === null || runMs === null || perHour === null || standard === null) return null;
  const standardMs = (runMs * perHour) / standard;
  const own = ownEnd(step, inquiry);
  let last = Math.min(own, calendar.after(start, standardMs) ?? own);
  blame.add({ why: 'slow', ms: own - last, job: step.job.id, line: line.id });
  for (const { cause, end: without } of endsWithout(step, standardMs, forecast)) {
    blame.add({ ...hindranceOf(cause, step, forecast), ms: last - Math.min(last, without ?? last) });
    last = Math.min(last, without ?? last);
  }
  return { from: ground.now, end: last, line, standard };
}

/** Its end without its own blocking task, without the latest of its limits, of the next …, and at last with a free line. */
function endsWithout(step: Step, standardMs: number, forecast: Forecast): { cause: StartCause; end: number | null }[] {
  const { ground } = forecast;
  const calendar = ground.calendar(step.line);
  const free = lineFree(step, forecast);
  const setupMs = ground.setupMs(step, free);
  const limits: Limit[] = limitsOf(step, forecast).filter(({ at }) => at > ground.now);
  if (step.before && free > ground.now) limits.push({ at: free, cause: { why: 'queue', job: step.before.job.id } });
  limits.sort((a, b) => b.at - a.at);
  const ends = limits.map(({ cause }, i) => ({ cause, end: endWith(limits.slice(i + 1)) }));
  if (!step.task) return ends;
  return [{ cause: { why: 'task', task: step.task.id }, end: endWith(limits) }, ...ends];

  function endWith(left: readonly Limit[]): number | null {
    const lineAt = left.some(({ cause }) => cause.why === 'queue') ? free : ground.now;
    const setUp = calendar.after(lineAt, setupMs) ?? lineAt;
    return endFrom(calendar, Math.max(setUp, ...left.map(({ at }) => at)), standardMs);
  }
}

function endFrom(calendar: LineCalendar, ready: number, workMs: number): number | null {
  const start = calendar.next(ready);
  return start === null ? null : calendar.after(start, workMs);
}

function hindranceOf(cause: StartCause, step: Step, { byJob, standings }: Forecast): Omit<LatePart, 'ms'> {
  if (cause.why === 'queue') return { why: 'queue', job: cause.job, line: step.line.id };
  if (cause.why === 'upstream') {
    const line = byJob.get(cause.job)?.line.id ?? standings.get(cause.job)?.line ?? null;
    return { why: 'upstream', job: cause.job, line };
  }
  return { why: cause.why === 'task' ? 'task' : 'started-late', job: step.job.id, line: step.line.id };
}

/** Pieces of its operation that came by transfers, less those that left. */
function moreThanOrdered({ plan }: Situation, { job: id }: JobStanding): number {
  const job = plan.jobs.get(id);
  const order = plan.orders.get(job?.fields.order ?? '');
  if (!order || order.quantity === null || order.fields.quantity === undefined) return 0;
  return Math.max(0, order.quantity - order.fields.quantity) * (job!.fields.factor ?? 1);
}
