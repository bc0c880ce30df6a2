/** Time in which a line or job will have to wait, or had to, and for what; only time in which its line works. */
import type { Plan } from '../orders/plan.ts';
import type { Forecast } from './forecast.ts';
import { hindrances, waitedFor } from './hindrances.ts';
import { pastWaits } from './past-waits.ts';
import type { Situation, Waiting } from './schedule.ts';
import type { Step } from './steps.ts';
import { lineFree, limitsOf } from './walk.ts';

/** In order of time. Future waits are those of the forecast; past ones are told as far as anybody said what happened. */
export function waitsOf(situation: Situation, forecast: Forecast): Waiting[] {
  const waits = forecast.steps.flatMap((step) => waitsAhead(step, situation.plan, forecast));
  waits.push(...pastWaits(situation, forecast));
  return waits.sort((a, b) => a.from - b.from || (a.job < b.job ? -1 : 1));
}

/** From when its line is free until it can be set up. */
function waitsAhead(step: Step, plan: Plan, forecast: Forecast): Waiting[] {
  const { ground, timings } = forecast;
  const { setupFrom, start } = timings[step.index]!;
  const free = lineFree(step, forecast);
  if (step.running || setupFrom <= free) return [];
  const limits = limitsOf(step, forecast);
  const all = step.task ? [...limits, { at: start, cause: { why: 'task' as const, task: step.task.id } }] : limits;
  return hindrances({ from: free, to: setupFrom }, all).flatMap(({ from, to, cause }) => {
    const what = waitedFor(plan, cause);
    if (!what) return [];
    const works = ground.calendar(step.line).working({ from, to });
    return works.map((window) => ({ ...window, ...what, job: step.job.id, line: step.line.id }));
  });
}
