/** One walk through the working time of all lines, at one speed: when each job in a queue is set up, starts and ends. */
import type { LineCalendar } from '../calendar/line-calendar.ts';
import { doneAt, madeAt } from '../orders/job-standing.ts';
import type { Ground } from './ground.ts';
import type { Limit, Step, Upstream } from './steps.ts';
import type { Turn, Turns, WalkName } from './turns.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Timing {
  setupFrom: number;
  start: number;
  /** Null = cannot be said; then what follows is timed as early as it could be, and has no end either. */
  end: number | null;
  /** Pieces per hour; null = nobody gave a rate. */
  perHour: number | null;
  /** Working time for what remains, ms; null as above. */
  runMs: number | null;
  /** Working time that its pieces really take ÷ that by the rate. */
  stretch: number;
  /** Working time of its line by the rate from now to its end, ms. */
  lineMs: number;
  /** When the line is free after it; a lower bound if `sure` is false. */
  free: number;
  sure: boolean;
}

export interface Speed {
  /** Of the walk: two of one name go at the same speed on the same ground. */
  name: WalkName;
  /** Pieces per hour of a job that runs from `at`; null = nobody gave a rate. */
  perHour(step: Step, at: number): number | null;
  /** Working time really needed for so much of it by the rate, after so much other work of the line; absent = as much. */
  needed?(step: Step, workBefore: number, workMs: number): number;
}

export interface Walked {
  ground: Ground;
  /** By the index of each step, as far as it was walked. */
  timings: readonly Timing[];
}

/** By the index of each step. A pinned job waits like any other; what does not fit is flagged elsewhere. */
export function walk(jobs: readonly Turns[], ground: Ground, speed: Speed): Turn[] {
  const timings: Timing[] = [];
  const walked = { ground, timings };
  const time = (step: Step) => timed(step, walked, speed);
  return jobs.map((job) => {
    const turn = job.take(speed.name, timings, time);
    timings.push(turn.timing);
    return turn;
  });
}

function timed(step: Step, walked: Walked, speed: Speed): Timing {
  const { ground, timings } = walked;
  if (step.made) return madeTiming(step, ground, speed);
  const before = step.before && timings[step.before.index]!;
  const { setupFrom, start, works } = step.running ? startedOf(step, ground.now) : startOf(step, walked);
  const runFrom = step.running ? ground.now : start;
  const perHour = speed.perHour(step, runFrom);
  const { remaining } = step.standing;
  const rated = remaining === null || perHour === null ? null : workMs(remaining, perHour);
  const workBefore = before?.lineMs ?? 0;
  const runMs = rated && speed.needed ? speed.needed(step, workBefore, rated) : rated;
  const stretch = rated ? runMs! / rated : 1;
  let end: number | null = null;
  if (runMs !== null && works && (step.running || isStartSure(step, walked))) {
    end = ground.calendar(step.line).after(runFrom, runMs);
    for (const upstream of step.upstream) {
      if (upstream.overlap === null || end === null || remaining === 0) continue;
      const last = lastBatchAt(upstream, walked, { step, perHour: perHour!, stretch });
      end = last === null ? null : Math.max(end, last);
    }
  }
  const free = Math.max(end ?? start, before?.free ?? ground.now, ground.now);
  const sure = end !== null && (!step.running || (before?.sure ?? true));
  return { setupFrom, start, end, perHour, runMs, stretch, lineMs: workBefore + (rated ?? 0), free, sure };
}

/** As it ran; the line is not taken by it. */
function madeTiming(step: Step, { now }: Ground, speed: Speed): Timing {
  const end = Math.min(now, doneAt(step.standing) ?? now);
  const start = Math.min(end, step.standing.startedAt ?? end);
  const perHour = speed.perHour(step, start);
  return { setupFrom: start, start, end, perHour, runMs: 0, stretch: 1, lineMs: 0, free: now, sure: true };
}

interface Start {
  setupFrom: number;
  start: number;
  /** False = the line has no working time for it. */
  works: boolean;
}

function startedOf(step: Step, now: number): Start {
  const start = Math.min(step.standing.startedAt ?? now, now);
  return { setupFrom: start, start, works: true };
}

/** Set up as late as the start allows, so that what is drawn and what is waited for is told apart. */
function startOf(step: Step, walked: Walked): Start {
  const { ground } = walked;
  const calendar = ground.calendar(step.line);
  const free = lineFree(step, walked);
  const setupMs = ground.setupMs(step, free);
  const setUp = setupMs > 0 ? calendar.after(free, setupMs) : free;
  let ready = setUp ?? free;
  for (const limit of limitsOf(step, walked)) if (limit.at > ready) ready = limit.at;
  const first = calendar.next(ready);
  const start = first === null || !step.task ? first : calendar.next(first + step.task.offsetMs);
  if (start === null || setUp === null) return { setupFrom: ready, start: ready, works: false };
  // All the time since the line was free goes into it: there is none to begin later.
  if (setupMs > 0 && start === setUp) return { setupFrom: calendar.next(free) ?? free, start, works: true };
  return { setupFrom: setupMs > 0 ? setupFromOf(calendar, { free, start, setupMs }) : start, start, works: true };
}

/** When its line is free for a job: after the one before it. */
export function lineFree(step: Step, { ground, timings }: Walked): number {
  return step.before ? timings[step.before.index]!.free : ground.now;
}

/** Moments before which a job cannot start, its line and its own blocking task aside. */
export function limitsOf(step: Step, { ground, timings }: Walked): readonly Limit[] {
  if (step.upstream.length === 0) return step.limits;
  const limits = [...step.limits];
  for (const upstream of step.upstream) {
    const timing = timings[upstream.step.index]!;
    const end = timing.end ?? timing.start;
    const enough = batchAt(upstream, timing, ground) ?? end;
    limits.push({ at: enough + upstream.waitMs, cause: { why: 'upstream', job: upstream.step.job.id } });
    for (const task of upstream.tasks) {
      limits.push({ at: end + Math.max(0, task.offsetMs), cause: { why: 'task', task: task.id } });
    }
  }
  return limits;
}

/** When the transfer batch is made, or was; null = not before the end, or it cannot be said. */
function batchAt({ step, overlap }: Upstream, timing: Timing, ground: Ground): number | null {
  if (overlap === null) return null;
  const pieces = overlap - step.standing.made;
  if (pieces <= 0) return Math.min(ground.now, madeAt(step.standing, overlap) ?? ground.now);
  const { perHour, stretch, start } = timing;
  if (perHour === null || (step.standing.remaining ?? Infinity) <= pieces) return null;
  return ground.calendar(step.line).after(step.running ? ground.now : start, workMs(pieces, perHour, stretch));
}

/** A job behind one whose end nobody knows has a known start only if it is pinned to a time. */
function isStartSure(step: Step, { ground, timings }: Walked): boolean {
  const { place } = step.job.fields;
  const before = step.before && timings[step.before.index]!;
  const isPinned = place?.pinned === true && (place.notBefore ?? 0) > (before?.free ?? ground.now);
  if (before && !before.sure && !isPinned) return false;
  return step.upstream.every((upstream) => {
    const timing = timings[upstream.step.index]!;
    return timing.end !== null || batchAt(upstream, timing, ground) !== null;
  });
}

/** Who gives the last transfer batch that a job waits for before it can end; undefined = none keeps it. */
export function lastBatchOf(step: Step, walked: Walked): Step | undefined {
  const { perHour, stretch, end } = walked.timings[step.index]!;
  if (perHour === null || end === null) return undefined;
  const own = { step, perHour, stretch };
  return step.upstream.find((each) => each.overlap !== null && lastBatchAt(each, walked, own) === end)?.step;
}

/** It gets the last transfer batch when the job before has ended, and has to work that off too. */
function lastBatchAt({ step: other, overlap, waitMs }: Upstream, { ground, timings }: Walked, own: Own): number | null {
  const { end } = timings[other.index]!;
  if (end === null) return null;
  const { job, line, standing } = own.step;
  const share = (job.fields.factor ?? 1) / (other.job.fields.factor ?? 1);
  // Of what comes in two batches the second is what the first leaves; of more, all may be as large as the first. Who has already
  // begun gets even one that is all there is only then.
  const all = other.standing.wanted ?? Infinity;
  const batch = all > overlap! ? Math.min(overlap!, all - overlap!) : all;
  const pieces = Math.min(batch * share, standing.remaining ?? 0);
  return ground.calendar(line).after(end + waitMs, workMs(pieces, own.perHour, own.stretch));
}

interface Own {
  step: Step;
  perHour: number;
  stretch: number;
}

/** In this order whole minutes stay whole: a product of integers is exact. */
function workMs(pieces: number, perHour: number, stretch = 1): number {
  return Math.ceil(((pieces * HOUR_MS) / perHour) * stretch);
}

interface SetUp {
  free: number;
  start: number;
  setupMs: number;
}

/** The latest moment at which setting up can begin to be ready at `start`; not before the line is free. */
function setupFromOf(calendar: LineCalendar, { free, start, setupMs }: SetUp): number {
  for (let span = setupMs; ; span = span * 2 + DAY_MS) {
    const from = Math.max(free, start - span);
    let left = setupMs;
    for (const window of calendar.working({ from, to: start }).reverse()) {
      if (left <= window.to - window.from) return window.to - left;
      left -= window.to - window.from;
    }
    if (from === free) return calendar.next(free) ?? free;
  }
}
