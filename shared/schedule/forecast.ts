/**
 * When every job in a queue is set up, starts and ends: by the standard rate, by the rate that was lately made, and by whichever
 * moves the bars, each along its own chain of jobs, and how sure that is.
 */
import type { LineCalendar } from '../calendar/line-calendar.ts';
import type { JobStanding } from '../orders/job-state.ts';
import { groundOf, type Ground } from './ground.ts';
import { daysNeeded } from './pace.ts';
import type { JobForecast, Situation, StartCause } from './schedule.ts';
import { stepsOf, type Step, type Steps } from './steps.ts';
import type { Turn } from './turns.ts';
import { lineFree, limitsOf, walk, type Speed, type Walked } from './walk.ts';

/** Of a line that never works again so much is looked at to say why. */
const MONTH_MS = 30 * 86_400_000;

/** Its timings are those that move the bars. */
export interface Forecast extends Steps, Walked {
  /** By the index of each step: its timing, and with what it came to be. */
  turns: readonly Turn[];
  standings: ReadonlyMap<string, JobStanding>;
  jobs: Map<string, JobForecast>;
}

export function forecastOf(
  situation: Situation,
  standings: ReadonlyMap<string, JobStanding>,
  queues: ReadonlyMap<string, readonly string[]>,
): Forecast {
  const ground = groundOf(situation);
  const order = stepsOf(situation.plan, standings, queues, situation.lines);
  const ways = waysOf(order.steps, ground);
  const turns = ways.moves;
  const walked = { ground, timings: turns.map(({ timing }) => timing) };
  const jobs = new Map<string, JobForecast>();
  for (const step of order.steps) jobs.set(step.job.id, jobForecast(step, ways, walked));
  return { ...order, ...walked, turns, standings, jobs };
}

/** Turns of each walk, by the index of each step. */
interface Ways {
  standard: readonly Turn[];
  extrapolated: readonly Turn[];
  /** By the basis that moves each bar. */
  moves: readonly Turn[];
  /** P10 and P90; null = no line has a history. */
  range: readonly [readonly Turn[], readonly Turn[]] | null;
}

function waysOf(steps: readonly Step[], ground: Ground): Ways {
  const rate: Speed['perHour'] = (step, at) => ground.standardPerHour(step, at);
  const recent: Speed['perHour'] = (step, at) => recentRate(step, at, ground) ?? rate(step, at);
  const jobs = ground.turnsOf(steps);
  const standard = walk(jobs, ground, { name: 'standard', perHour: rate });
  // Nobody knows how fast it lately was: it would be the same walk.
  const isNew = ground.paceOf.size === 0 && steps.every(({ standing }) => standing.goodPerHour === null);
  const extrapolated = isNew ? standard : walk(jobs, ground, { name: 'extrapolated', perHour: recent });
  return { standard, extrapolated, moves: moving(), range: rangeOf() };

  function moving(): readonly Turn[] {
    if (isNew || steps.every(({ basis }) => basis === 'standard')) return standard;
    if (steps.every(({ basis }) => basis === 'extrapolated')) return extrapolated;
    const perHour: Speed['perHour'] = (step, at) => (step.basis === 'extrapolated' ? recent : rate)(step, at);
    return walk(jobs, ground, { name: 'mixed', perHour });
  }

  function rangeOf(): Ways['range'] {
    if (ground.paceOf.size === 0) return null;
    const needed = (side: -1 | 1) => neededBy(side, ground);
    return [
      walk(jobs, ground, { name: 'p10', perHour: rate, needed: needed(-1) }),
      walk(jobs, ground, { name: 'p90', perHour: rate, needed: needed(1) }),
    ];
  }
}

function jobForecast(step: Step, ways: Ways, walked: Walked): JobForecast {
  const { index } = step;
  const turn = ways.moves[index]!;
  const { timing } = turn;
  const { lacks, standardPerHour, cause } = toldOf(step, turn, walked);
  const range = walked.ground.paceOf.has(step.line.id) ? ways.range : null;
  return {
    job: step.job.id,
    line: step.line.id,
    setupFrom: timing.setupFrom,
    start: timing.start,
    end: timing.end,
    standardEnd: ways.standard[index]!.timing.end,
    extrapolatedEnd: ways.extrapolated[index]!.timing.end,
    basis: lacks === null ? step.basis : 'standard',
    basisLacks: lacks,
    p10: range ? range[0][index]!.timing.end : null,
    p90: range ? range[1][index]!.timing.end : null,
    perHour: timing.perHour,
    standardPerHour,
    cause,
  };
}

interface Told {
  lacks: JobForecast['basisLacks'];
  standardPerHour: number | null;
  cause: StartCause;
}

const told = new WeakMap<Turn, Told>();

/** Told once of each turn that moves a bar. */
function toldOf(step: Step, turn: Turn, walked: Walked): Told {
  let known = told.get(turn);
  if (known === undefined) {
    const { timing } = turn;
    const { ground } = walked;
    const isKnown = step.basis === 'standard' || recentRate(step, timing.start, ground) !== null;
    const standardPerHour = ground.standardPerHour(step, step.running ? ground.now : timing.start);
    known = { lacks: isKnown ? null : 'history', standardPerHour, cause: causeOf(step, walked) };
    told.set(turn, known);
  }
  return known;
}

/** Pieces per planned hour as they were lately made, or as the line usually does; null = too little is known of either. */
function recentRate(step: Step, at: number, ground: Ground): number | null {
  const { goodPerHour, line } = step.standing;
  if (goodPerHour !== null && goodPerHour > 0 && line === step.line.id) return goodPerHour;
  const pace = ground.paceOf.get(step.line.id);
  const standard = pace ? ground.standardPerHour(step, at) : null;
  return pace && standard !== null ? standard * pace.median : null;
}

/** As fast or slow as each line's history lets one hope (−1) or fear (1); one without history keeps the standard. */
function neededBy(side: -1 | 1, ground: Ground): NonNullable<Speed['needed']> {
  return (step, workBefore, workMs) => {
    const pace = ground.paceOf.get(step.line.id);
    if (!pace) return workMs;
    const day = ground.dayMs(step.line);
    const until = (work: number) => daysNeeded(pace, work / day, side) * day;
    return Math.ceil(until(workBefore + workMs) - until(workBefore));
  };
}

/** What kept it last: without it, it would start earlier. */
function causeOf(step: Step, walked: Walked): StartCause {
  if (step.running || step.made) return { why: 'runs' };
  const { ground, timings } = walked;
  const { start, setupFrom, end } = timings[step.index]!;
  const calendar = ground.calendar(step.line);
  if (end === null && calendar.next(start) === null)
    return { why: 'calendar', rest: longestRest(calendar, start, start + MONTH_MS) };
  const free = lineFree(step, walked);
  let cause: StartCause = step.before && free > ground.now ? { why: 'queue', job: step.before.job.id } : { why: 'now' };
  const setUp = setupFrom < start && setupFrom <= (calendar.next(free) ?? free);
  let ready = free;
  if (!setUp) {
    for (const limit of limitsOf(step, walked)) {
      if (limit.at > ready) [ready, cause] = [limit.at, limit.cause];
    }
    if (step.task && start > ready) {
      const unhindered = calendar.next(ready);
      if (unhindered !== null && unhindered < start) return { why: 'task', task: step.task.id };
    }
    if (cause.why === 'now') cause = openTask(step, walked) ?? cause;
  }
  const begins = setUp ? setupFrom : start;
  return begins > ready ? { why: 'calendar', rest: longestRest(calendar, ready, begins) } : cause;
}

/** Nothing else keeps a job from beginning now: a blocking task of it, or of what came before, is not done. */
function openTask(step: Step, walked: Walked): StartCause | undefined {
  const { cause } = limitsOf(step, walked).find((limit) => limit.cause.why === 'task') ?? {};
  return cause ?? (step.task ? { why: 'task', task: step.task.id } : undefined);
}

function longestRest(calendar: LineCalendar, from: number, to: number) {
  const rests = calendar.resting({ from, to });
  return rests.reduce<(typeof rests)[number] | null>(
    (longest, rest) => (longest && longest.to - longest.from >= rest.to - rest.from ? longest : rest),
    null,
  );
}
