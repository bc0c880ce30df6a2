/**
 * When every job in a queue is set up, starts and ends: by the standard rate, by the rate that was lately made, and by whichever
 * moves the bars, each along its own chain of jobs, and how sure that is.
 */
import { calendarRules, lineCalendar, type LineCalendar } from '../calendar/line-calendar.ts';
import { totalMs } from '../calendar/windows.ts';
import type { RateBasis } from '../orders/entities.ts';
import type { JobStanding } from '../orders/job-state.ts';
import { daysNeeded, pacesOf, type Pace } from './pace.ts';
import { changeoverMs, standardRate } from './rates.ts';
import type { JobForecast, Situation, StartCause } from './schedule.ts';
import { stepsOf, type Step, type Steps } from './steps.ts';
import { lineFree, limitsOf, walk, type Ground, type Speed, type Timing, type Walked } from './walk.ts';

const DAY_MS = 86_400_000;
/** What is looked at to know how long a day of a line is. */
const FORTNIGHT = 14;

/** Its timings are those that move the bars. */
export interface Forecast extends Steps, Walked {
  standings: ReadonlyMap<string, JobStanding>;
  jobs: Map<string, JobForecast>;
}

export function forecastOf(
  situation: Situation,
  standings: ReadonlyMap<string, JobStanding>,
  queues: ReadonlyMap<string, readonly string[]>,
): Forecast {
  const { plan, now, paces, lines } = situation;
  const order = stepsOf(plan, standings, queues, lines);
  const { steps } = order;
  const ground = groundOf(situation);
  const zone = situation.plant.timezone;
  const paceOf = pacesOf(paces);
  const rate = (step: Step, at: number) => standardRate(plan, step.job, step.line, at, zone);
  const lately = (step: Step, at: number) => recentRate(step, paceOf.get(step.line.id), rate(step, at));

  const wanted = steps.map((step) => wantedBasis(situation, step));
  const standard = walk(steps, ground, { perHour: rate });
  const recent: Speed = { perHour: (step, at) => lately(step, at) ?? rate(step, at) };
  const extrapolated = walk(steps, ground, recent);
  const timings = moves(wanted, 'standard')
    ? standard
    : moves(wanted, 'extrapolated')
      ? extrapolated
      : walk(steps, ground, {
          perHour: (step, at) => (wanted[step.index] === 'extrapolated' ? recent : { perHour: rate }).perHour(step, at),
        });
  const spans =
    paceOf.size === 0 ? null : ([-1, 1] as const).map((side) => spanWalk(steps, ground, { rate, paceOf, side }));

  const walked = { ground, timings };
  const jobs = new Map<string, JobForecast>();
  for (const [i, step] of steps.entries()) {
    const timing = timings[i]!;
    const lacks = wanted[i] === 'extrapolated' && lately(step, timing.start) === null;
    const sure = paceOf.has(step.line.id) && spans !== null;
    jobs.set(step.job.id, {
      job: step.job.id,
      line: step.line.id,
      setupFrom: timing.setupFrom,
      start: timing.start,
      end: timing.end,
      standardEnd: standard[i]!.end,
      extrapolatedEnd: extrapolated[i]!.end,
      basis: lacks ? 'standard' : wanted[i]!,
      basisLacks: lacks ? 'history' : null,
      p10: sure ? spans[0]![i]!.end : null,
      p90: sure ? spans[1]![i]!.end : null,
      perHour: timing.perHour,
      standardPerHour: rate(step, step.running ? now : timing.start),
      cause: causeOf(step, walked),
    });
  }
  return { ...order, ...walked, standings, jobs };
}

function groundOf({ plan, plant, now }: Situation): Ground {
  const rules = calendarRules(plan, plant.timezone);
  const calendars = new Map<string, LineCalendar>();
  return {
    now,
    calendar(line) {
      let calendar = calendars.get(line.id);
      if (!calendar) calendars.set(line.id, (calendar = lineCalendar(line, rules)));
      return calendar;
    },
    setupMs: (step, at) => changeoverMs(plan, step.setFor, step.job, step.line, at, plant.timezone),
  };
}

/** Pieces per planned hour as they were lately made, or as the line usually does; null = too little is known of either. */
function recentRate(step: Step, pace: Pace | undefined, standard: number | null): number | null {
  const { goodPerHour, line } = step.standing;
  if (goodPerHour !== null && goodPerHour > 0 && line === step.line.id) return goodPerHour;
  return pace && standard !== null ? standard * pace.median : null;
}

function wantedBasis({ plan }: Situation, step: Step): RateBasis {
  return (
    plan.orders.get(step.job.fields.order ?? '')?.fields.movesBy ??
    plan.settings.get(`line-${step.line.id}`)?.fields.movesBy ??
    plan.settings.get('plant')?.fields.movesBy ??
    'standard'
  );
}

function moves(wanted: readonly RateBasis[], basis: RateBasis): boolean {
  return wanted.every((each) => each === basis);
}

interface Span {
  rate: Speed['perHour'];
  paceOf: ReadonlyMap<string, Pace>;
  side: -1 | 1;
}

/** Like the standard, but each line as fast or slow as its history lets one fear or hope; one without history keeps the standard. */
function spanWalk(steps: readonly Step[], ground: Ground, { rate, paceOf, side }: Span): Timing[] {
  const dayMs = new Map<string, number>();
  const needed = (step: Step, workBefore: number, workMs: number) => {
    const pace = paceOf.get(step.line.id);
    if (!pace) return workMs;
    let day = dayMs.get(step.line.id);
    if (day === undefined) dayMs.set(step.line.id, (day = workingDay(ground.calendar(step.line), ground.now)));
    const until = (work: number) => daysNeeded(pace, work / day, side) * day;
    return Math.ceil(until(workBefore + workMs) - until(workBefore));
  };
  return walk(steps, ground, { perHour: rate, needed });
}

/** Working time of a day on which the line works, ms; a whole day when it does not work in the next two weeks. */
function workingDay(calendar: LineCalendar, now: number): number {
  const days = Array.from({ length: FORTNIGHT }, (_, i) =>
    totalMs(calendar.working({ from: now + i * DAY_MS, to: now + (i + 1) * DAY_MS })),
  ).filter((ms) => ms > 0);
  return days.length === 0 ? DAY_MS : days.reduce((sum, ms) => sum + ms, 0) / days.length;
}

/** What kept it last: without it, it would start earlier. */
function causeOf(step: Step, walked: Walked): StartCause {
  if (step.running) return { why: 'runs' };
  const { ground, timings } = walked;
  const { start, setupFrom } = timings[step.index]!;
  const free = lineFree(step, walked);
  let cause: StartCause = step.before && free > ground.now ? { why: 'queue', job: step.before.job.id } : { why: 'now' };
  const setUp = setupFrom < start && setupFrom <= (ground.calendar(step.line).next(free) ?? free);
  let ready = free;
  if (!setUp) {
    for (const limit of limitsOf(step, walked)) {
      if (limit.at > ready) [ready, cause] = [limit.at, limit.cause];
    }
    if (step.task && start > ready) {
      const unhindered = ground.calendar(step.line).next(ready);
      if (unhindered !== null && unhindered < start) return { why: 'task', task: step.task.id };
    }
  }
  const begins = setUp ? setupFrom : start;
  return begins > ready ? { why: 'calendar', rest: longestRest(ground.calendar(step.line), ready, begins) } : cause;
}

function longestRest(calendar: LineCalendar, from: number, to: number) {
  const rests = calendar.resting({ from, to });
  return rests.reduce<(typeof rests)[number] | null>(
    (longest, rest) => (longest && longest.to - longest.from >= rest.to - rest.from ? longest : rest),
    null,
  );
}
