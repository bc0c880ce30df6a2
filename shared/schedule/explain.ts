/** Why a job ends when it does: every stretch of time from now to its end, counted or not, and why not. */
import type { Rest } from '../calendar/line-calendar.ts';
import { subtract, type Window } from '../calendar/windows.ts';
import type { RateBasis } from '../orders/entities.ts';
import { forecastOf, type Forecast } from './forecast.ts';
import { hindrances } from './hindrances.ts';
import type { Schedule, Situation } from './schedule.ts';
import type { Limit, Step } from './steps.ts';
import { lastBatchOf, lineFree, limitsOf } from './walk.ts';

export type MinuteReason =
  | { why: 'works' }
  | { why: 'set-up' }
  | { why: 'rest'; rest: Rest }
  /** Its line makes another job. */
  | { why: 'queue'; job: string }
  /** What has to come before is not there yet; at the end: the last of it is not. */
  | { why: 'upstream'; job: string }
  | { why: 'task'; task: string }
  | { why: 'not-before' };

export type ExplainedPiece = Window & MinuteReason;

export interface Explanation {
  job: string;
  line: string;
  /** From now … */
  from: number;
  /** … to its end, or to its start if no end can be said. */
  to: number;
  end: number | null;
  /** Pieces to make, and how many an hour; null = unknown. Their quotient is the length of all that `works`. */
  remaining: number | null;
  perHour: number | null;
  basis: RateBasis;
  /** Together exactly the time between, in order. Never empty windows. */
  pieces: readonly ExplainedPiece[];
}

/** Null for a job in no queue: nothing is known of its time. `schedule` is that of the situation. */
export function explain(job: string, situation: Situation, schedule: Schedule): Explanation | null {
  const known = schedule.jobs.get(job);
  if (!known) return null;
  const forecast = forecastOf(situation, schedule.standings, schedule.queues);
  const step = forecast.byJob.get(job)!;
  const { now } = situation;
  const { setupFrom, start, end, runMs, perHour } = forecast.timings[step.index]!;
  const calendar = forecast.ground.calendar(step.line);
  const to = Math.max(end ?? start, now);
  const runFrom = step.running ? now : start;
  const made = end === null || runMs === null ? runFrom : Math.min(end, calendar.after(runFrom, runMs) ?? end);
  const last = lastBatchOf(step, forecast);

  const stretches: ExplainedPiece[] = [
    ...(step.running ? [] : waitingFor(step, { from: now, to: setupFrom }, forecast)),
    { from: setupFrom, to: start, why: 'set-up' },
    { from: runFrom, to: made, why: 'works' },
    { from: made, to, ...(last ? ({ why: 'upstream', job: last.job.id } as const) : ({ why: 'works' } as const)) },
  ];
  const pieces = stretches
    .filter((each) => each.from < each.to && each.to > now)
    .flatMap((each) => withRests(each, calendar.resting({ from: each.from, to: each.to })));
  const { remaining } = step.standing;
  return { job, line: step.line.id, from: now, to, end, remaining, perHour, basis: known.basis, pieces };
}

function waitingFor(step: Step, window: Window, forecast: Forecast): ExplainedPiece[] {
  const free = lineFree(step, forecast);
  const limits: Limit[] = [...limitsOf(step, forecast)];
  if (step.before) limits.push({ at: free, cause: { why: 'queue', job: step.before.job.id } });
  if (step.task) limits.push({ at: window.to, cause: { why: 'task', task: step.task.id } });
  return hindrances(window, limits).map(({ from, to, cause }): ExplainedPiece => {
    if (cause?.why === 'queue' || cause?.why === 'upstream' || cause?.why === 'task') return { from, to, ...cause };
    // Behind the last limit only rests keep it.
    return { from, to, why: 'not-before' };
  });
}

/** What of a stretch is rest has that for its reason: nobody would have worked then anyway. */
function withRests(piece: ExplainedPiece, rests: readonly Rest[]): ExplainedPiece[] {
  const worked = subtract([piece], rests).map((window): ExplainedPiece => ({ ...piece, ...window }));
  const rested = rests.map((rest): ExplainedPiece => ({ from: rest.from, to: rest.to, why: 'rest', rest }));
  return [...worked, ...rested].sort((a, b) => a.from - b.from);
}
