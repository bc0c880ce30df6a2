/**
 * The frozen horizon: what runs on a line and the first jobs after it. People have prepared them, so whoever changes what comes
 * there, in which order or when says why.
 *
 * What counts is what becomes of the queue, by whatever verb: a job gets another place, time or pin, or goes back to the parking
 * lot (an undo is a change as any other); before anybody began with it, it or its order is deleted, closed or merged; it is
 * cancelled, even while it runs; or it comes back before others, because that is taken back. Not counted is what a line reports
 * of its run (start, pause, resume, complete, a reopening after that, the closing of what was begun): it happened, and nobody is
 * refused the word of it; nor what the order is, which lines could do the job and what it waits for: it stays in its place; nor
 * the calendar, which says when people are there at all.
 */
import { canonicalJson } from '../audit/canonical-json.ts';
import type { JobPlace } from './entities.ts';
import { saidOf } from './executions.ts';
import { isMade } from './job-standing.ts';
import type { JobStanding } from './job-state.ts';
import { notSaid } from './not-said.ts';
import type { Plan } from './plan.ts';
import type { RuleWorld } from './rules.ts';
import { isOf, sawAll, type Told } from './rules-told.ts';
import type { NotSaid, SaidExecution } from './said.ts';

/** So many jobs after the running one, by the setting of the line, else of the plant, else 1. */
export function frozenCount({ settings }: Plan, line: string): number {
  return settings.get(`line-${line}`)?.fields.frozen ?? settings.get('plant')?.fields.frozen ?? 1;
}

/** Its turn is still to come. What is made, and nobody has completed yet, needs no preparing: the one behind it does. */
export function isAhead(standing: JobStanding | undefined): boolean {
  if (standing === undefined) return true;
  return !['Running', 'Ended', 'Aborted'].includes(standing.state) && !isMade(standing);
}

export interface Frozen {
  running: readonly string[];
  /** In order. */
  next: readonly string[];
}

/** Ids of the line's jobs that are frozen; where the setting is 0, none. */
export function frozenOn(line: string, { plan, queues, standings }: Omit<RuleWorld, 'lines'>): Frozen {
  const count = frozenCount(plan, line);
  const queue = queues.get(line) ?? [];
  if (count === 0) return { running: [], next: [] };
  const runs = (job: string) => standings.get(job)?.state === 'Running';
  const next = queue.filter((job) => isAhead(standings.get(job))).slice(0, count);
  return { running: queue.filter(runs), next };
}

/** Jobs whose queues would be others. */
interface Stirred {
  /** With the places that they would have. */
  moved: ReadonlyMap<string, Told<'job'>>;
  gone: ReadonlySet<string>;
  /** To where they were before. */
  back: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const NOT_MOVED: Stirred['moved'] = new Map();

/** Asked only where no reason is given. */
export function touchesFrozen(all: ReadonlyMap<string, Told>, world: RuleWorld): NotSaid | null {
  return frozenIn({ moved: movedJobs(all), gone: goneJobs(all, world), back: comingBack(all, world) }, world);
}

/** The same of what is said of a run. */
export function stopsFrozen({ job, verb }: Pick<SaidExecution, 'job' | 'verb'>, world: RuleWorld): NotSaid | null {
  if (verb === 'abort') return frozenIn({ moved: NOT_MOVED, gone: new Set([job]), back: NONE }, world);
  // Cancelled by itself, or with its order, which is then opened beside it.
  const wasCancelled = verb === 'reopen' && world.standings.get(job)?.state === 'Aborted';
  return wasCancelled ? frozenIn({ moved: NOT_MOVED, gone: NONE, back: new Set([job]) }, world) : null;
}

function frozenIn(stirred: Stirred, world: RuleWorld): NotSaid | null {
  const { moved, gone } = stirred;
  for (const line of linesTouched(stirred, world)) {
    const { running, next } = frozenOn(line, world);
    const other =
      [...running, ...next].find((job) => gone.has(job) || isElsewhere(moved.get(job))) ??
      displaced(line, next, { stirred, world });
    if (other === undefined) continue;
    const about = { entity: 'job', id: other, field: 'place' } as const;
    return notSaid('frozen', about, `Job "${other}" on line "${line}" is about to run or runs; say why it is changed`);
  }
  return null;
}

/** Jobs whose place the fact changes, as far as their authors saw where they were. */
function movedJobs(all: ReadonlyMap<string, Told>): Map<string, Told<'job'>> {
  const moved = new Map<string, Told<'job'>>();
  for (const told of all.values()) {
    if (!isOf(told, 'job') || !('place' in told.set) || !sawAll(told, 'place')) continue;
    moved.set(told.id, told);
  }
  return moved;
}

/** Jobs that nobody began and that would leave their queues, because they or their orders are deleted or closed. */
function goneJobs(all: ReadonlyMap<string, Told>, { plan, standings }: RuleWorld): Set<string> {
  const gone: string[] = [];
  for (const told of all.values()) {
    const { id, set } = told;
    const isDeleted = set.deleted === true && sawAll(told, 'deleted');
    if (isOf(told, 'job') && isDeleted) gone.push(id);
    if (isOf(told, 'order') && (isDeleted || (set.closed === true && sawAll(told, 'closed'))))
      gone.push(...(plan.orders.get(id)?.jobs ?? []));
  }
  return new Set(gone.filter((job) => standings.get(job)?.state === 'AllowedToStart'));
}

/** Jobs of orders that are opened again, but for those that ended by themselves. */
function comingBack(all: ReadonlyMap<string, Told>, { plan }: RuleWorld): Set<string> {
  const back = new Set<string>();
  for (const told of all.values()) {
    if (!isOf(told, 'order') || told.set.closed !== null || !told.before?.fields.closed || !sawAll(told, 'closed'))
      continue;
    for (const job of plan.orders.get(told.id)?.jobs ?? [])
      if (saidOf(plan.jobs.get(job)?.executions ?? []).end === null) back.add(job);
  }
  return back;
}

function linesTouched({ moved, gone, back }: Stirred, { plan, queues }: RuleWorld): Set<string> {
  const lines = new Set<string>();
  if (moved.size + gone.size + back.size === 0) return lines;
  for (const { after } of moved.values()) if (after.place) lines.add(after.place.line);
  for (const job of back) lines.add(plan.jobs.get(job)?.fields.place?.line ?? '');
  for (const [line, queue] of queues) if (queue.some((job) => moved.has(job) || gone.has(job))) lines.add(line);
  return lines;
}

/** Another line or another time; a new key alone may be the same place. */
function isElsewhere(told: Told<'job'> | undefined): boolean {
  if (told === undefined) return false;
  const { before, after } = told;
  const without = (place: JobPlace | undefined) => canonicalJson(place ? { ...place, key: '' } : null);
  return without(before?.fields.place) !== without(after.place);
}

/** The first frozen job that would not be where it is in the queue. */
function displaced(
  line: string,
  next: readonly string[],
  { stirred: { moved, gone, back }, world }: { stirred: Stirred; world: RuleWorld },
): string | undefined {
  if (next.length === 0) return undefined;
  const { plan, queues, standings } = world;
  const waits = (job: string) => isAhead(standings.get(job));
  const queue: { job: string; key: string }[] = [];
  const add = (job: string, place: JobPlace | undefined) => {
    if (place?.line === line) queue.push({ job, key: place.key });
  };
  for (const job of queues.get(line) ?? [])
    if (waits(job) && !moved.has(job) && !gone.has(job)) add(job, plan.jobs.get(job)?.fields.place);
  for (const { id, after } of moved.values()) if (waits(id)) add(id, after.place);
  for (const job of back) if (!moved.has(job)) add(job, plan.jobs.get(job)?.fields.place);
  queue.sort((a, b) => (a.key === b.key ? (a.job < b.job ? -1 : 1) : a.key < b.key ? -1 : 1));
  return next.find((job, i) => queue[i]?.job !== job);
}
