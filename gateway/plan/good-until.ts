/** How many good parts of a lot there were when somebody ended its job: machines often go on with it for a while. */
import type { Run } from '../../shared/documents/line-hour.ts';
import type { LineLot } from './line-lots.ts';
import type { LotHour } from './lot-hours.ts';

const MINUTE_MS = 60_000;

/** `at` in ms; whole parts. Within the run in which it lies they are spread as the line's minutes say. */
export function goodUntil({ runs }: Pick<LineLot, 'runs'>, at: number): number {
  const good = runs.reduce((sum, { hour, run }) => {
    if (run.toMs <= at) return sum + run.good;
    return run.fromMs >= at ? sum : sum + run.good * shareUntil(at, hour, run);
  }, 0);
  return Math.round(good);
}

/** Whether the minutes of the hour in which `at` lies are not known any more. */
export function isMinuteless({ runs }: Pick<LineLot, 'runs'>, at: number): boolean {
  return runs.some(({ hour, run }) => run.fromMs < at && run.toMs > at && hour.good.length === 0);
}

/** Of the good parts of a run those before `at`; evenly over the run where its minutes made none. */
function shareUntil(at: number, { hourAt, good }: LotHour, { fromMs, toMs }: Run): number {
  let [before, all] = [0, 0];
  good.forEach((parts, minute) => {
    const from = Math.max(fromMs, hourAt + minute * MINUTE_MS);
    const to = Math.min(toMs, hourAt + (minute + 1) * MINUTE_MS);
    if (to <= from) return;
    all += (parts * (to - from)) / MINUTE_MS;
    before += (parts * Math.max(0, Math.min(to, at) - from)) / MINUTE_MS;
  });
  return all > 0 ? before / all : (at - fromMs) / (toMs - fromMs);
}
