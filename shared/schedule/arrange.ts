/** Queues in a better order: the interface of whoever knows one, and the rule that stands behind it until an optimiser does. */
import { totalMs } from '../calendar/windows.ts';
import { MOST_SETS } from '../documents/change.ts';
import { isMade } from '../orders/job-standing.ts';
import { canRunOn } from '../orders/lines-of-job.ts';
import { frozenOn } from '../orders/rules-frozen.ts';
import type { Said, Saying } from '../orders/said.ts';
import { changeOf } from '../orders/verbs/changes.ts';
import { finished, type Steps } from '../orders/table/steps.ts';
import { answer, type VerbWorld, type WithReason } from '../orders/verbs/world.ts';
import { withSaid } from '../orders/with-said.ts';
import { conflictsOf } from './conflicts.ts';
import { dispatching, type ToDispatch, type Weights } from './dispatch.ts';
import { forecastOf } from './forecast.ts';
import { newPlaces } from './new-places.ts';
import { lateMsOf } from './orders.ts';
import { queuesOf } from './queue.ts';

export interface ArrangeQuestion extends WithReason {
  world: VerbWorld;
  /** Lines whose queues may be changed; absent = all. */
  lines?: readonly string[];
  /** Ids of jobs in the parking lot that are to get a place; absent = none. */
  parked?: readonly string[];
  /** Jobs may go to another line that can do them; default false. */
  betweenLines?: boolean;
}

export interface PlanFigures {
  /** Sum over all jobs in queues, ms of working time. */
  setupMs: number;
  /** Sum over all orders whose end is known, ms. */
  lateMs: number;
  /** Orders. */
  late: number;
}

export interface Arrangement {
  /** Changes of places; nothing said = nothing better was found. */
  saying: Saying;
  before: PlanFigures;
  after: PlanFigures;
}

/** What runs and what is frozen stays as it is, what is pinned keeps its time, crews do not clash more; a job comes after what it waits for. */
export interface Arranger {
  readonly name: string;
  arrange(question: ArrangeQuestion): Arrangement | Promise<Arrangement>;
}

export const ruleArranger: Arranger = { name: 'rule', arrange: arrangeByRule };

/** No rule is the best for all plans: these are tried, and the forecast says which to take. */
const TRIED: readonly Weights[] = [0.5, 2, 8].flatMap((urgency) => [0.2, 1].map((setup) => ({ urgency, setup })));

/**
 * By a dispatching rule (`dispatch.ts`). The lateness of all orders together is never more than before, and of two answers with
 * the same lateness the one with less setting up is taken. With jobs from the parking lot there is no such promise: their orders
 * had no end before, so `before` and `after` are for a person to compare.
 */
export function arrangeByRule(question: ArrangeQuestion): Arrangement {
  return finished(arranging(question));
}

/** The same in pieces: many jobs take their time. */
export function* arranging(question: ArrangeQuestion): Steps<Arrangement> {
  const before = judged(question, []);
  let best: Said[] = [];
  let after = (question.parked ?? []).length > 0 ? null : before;
  yield 0;
  const asked = toDispatch(question);
  for (const [i, weights] of TRIED.entries()) {
    const partDone = (share: number) => (i + share) / TRIED.length;
    const order = dispatching(asked, weights);
    let step = order.next();
    for (; !step.done; step = order.next()) yield partDone(step.value / 2);
    const said = saidOf(question, step.value);
    yield partDone(0.5);
    const tried = judged(question, said);
    if (after === null || isBetter(tried, after)) [best, after] = [said, tried];
    yield partDone(1);
  }
  return { saying: answer(question.world, best), before: before.figures, after: after!.figures };
}

interface Judged {
  figures: PlanFigures;
  /** Time by which pinned jobs are late, or crews are at two lines, ms: the rule knows little of that, and must not make it more. */
  clashMs: number;
}

function isBetter({ figures: a, clashMs }: Judged, { figures: b, clashMs: most }: Judged): boolean {
  if (clashMs > most) return false;
  return a.lateMs === b.lateMs ? a.setupMs < b.setupMs : a.lateMs < b.lateMs;
}

function toDispatch({ world, lines: chosen, parked = [], betweenLines = false }: ArrangeQuestion): ToDispatch {
  const { situation, schedule } = world;
  const { plan, lines, plant, now } = situation;
  const { standings, queues } = schedule;
  const { ground } = forecastOf(situation, standings, queues);
  const mayChange = (line: { id: string }) => chosen?.includes(line.id) ?? true;
  const heads = new Map<string, string[]>();
  const pools = new Map<string, string[]>(lines.map(({ id }) => [id, []]));
  for (const line of lines) {
    // What is made takes no time any more, wherever it is.
    const queue = (queues.get(line.id) ?? []).filter((id) => !isMade(standings.get(id)!));
    const { running, next } = frozenOn(line.id, { plan, queues, standings });
    const runs = queue.filter((id) => standings.get(id)?.state === 'Running');
    const fixed = new Set([...runs, ...running, ...next]);
    const last = mayChange(line) ? 1 + queue.findLastIndex((id) => fixed.has(id)) : queue.length;
    heads.set(line.id, queue.slice(0, last));
    for (const id of queue.slice(last)) {
      const targets = betweenLines ? lines.filter((each) => mayChange(each) && canDo(id, each)) : [];
      for (const each of new Set([line, ...targets])) pools.get(each.id)!.push(id);
    }
  }
  for (const id of parked.filter((each) => schedule.parked.includes(each))) {
    for (const line of lines) if (mayChange(line) && canDo(id, line)) pools.get(line.id)!.push(id);
  }
  return { plan, standings, lines, zone: plant.timezone, now, calendar: ground.calendar, heads, pools };

  function canDo(id: string, line: { id: string; processGroup?: string }): boolean {
    return canRunOn(plan.jobs.get(id)?.fields ?? {}, line);
  }
}

function saidOf({ world, why }: ArrangeQuestion, orders: ReadonlyMap<string, readonly string[]>): Said[] {
  const { plan } = world.situation;
  const { standings } = world.schedule;
  const sets = [...orders].flatMap(([line, order]) => {
    const waiting = order.filter((id) => standings.get(id)?.state !== 'Running');
    return newPlaces(plan, line, waiting, world.suffix);
  });
  const changes: Said[] = [];
  for (let i = 0; i < sets.length; i += MOST_SETS) changes.push(...changeOf(sets.slice(i, i + MOST_SETS), { why }));
  return changes;
}

function judged({ world }: ArrangeQuestion, said: readonly Said[]): Judged {
  const { standings } = world.schedule;
  const situation = { ...world.situation, plan: withSaid(world.situation.plan, said, world.situation.now) };
  const { queues } = queuesOf(situation.plan, standings, situation.lines);
  const forecast = forecastOf(situation, standings, queues);
  const figures: PlanFigures = { setupMs: 0, lateMs: 0, late: 0 };
  for (const step of forecast.steps) {
    if (!step.running && !step.made)
      figures.setupMs += forecast.ground.setupMs(step, forecast.timings[step.index]!.setupFrom);
  }
  for (const order of situation.plan.orders.values()) {
    const lateMs = Math.max(0, lateMsOf(situation, order, standings, forecast) ?? 0);
    figures.lateMs += lateMs;
    if (lateMs > 0) figures.late++;
  }
  const clashes = conflictsOf(situation, forecast).filter(({ why }) => why === 'pinned-late' || why === 'crew');
  return { figures, clashMs: totalMs(clashes) };
}
