/**
 * The frozen horizon: what runs on a line and the first jobs after it. People have prepared them, so whoever changes what comes
 * there, in which order or when says why.
 */
import { canonicalJson } from '../audit/canonical-json.ts';
import type { JobPlace } from './entities.ts';
import { notSaid } from './not-said.ts';
import type { Plan } from './plan.ts';
import type { RuleWorld } from './rules.ts';
import { isOf, sawAll, type Told } from './rules-told.ts';
import type { NotSaid } from './said.ts';

/** So many jobs after the running one, by the setting of the line, else of the plant, else 1. */
export function frozenCount({ settings }: Plan, line: string): number {
  return settings.get(`line-${line}`)?.fields.frozen ?? settings.get('plant')?.fields.frozen ?? 1;
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
  return { running: queue.filter(runs), next: queue.filter((job) => !runs(job)).slice(0, count) };
}

/** Asked only where no reason is given. */
export function touchesFrozen(all: ReadonlyMap<string, Told>, world: RuleWorld): NotSaid | null {
  const moved = movedJobs(all);
  const taken = takenJobs(all, world);
  if (moved.size === 0 && taken.size === 0) return null;
  for (const line of linesTouched(new Set([...moved.keys(), ...taken]), moved, world)) {
    const { running, next } = frozenOn(line, world);
    const other =
      next.find((job) => taken.has(job)) ??
      [...running, ...next].find((job) => isElsewhere(moved.get(job))) ??
      displaced(line, next, { moved, world });
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
function takenJobs(all: ReadonlyMap<string, Told>, { plan, standings }: RuleWorld): Set<string> {
  const taken: string[] = [];
  for (const told of all.values()) {
    const { id, set } = told;
    const isDeleted = set.deleted === true && sawAll(told, 'deleted');
    if (isOf(told, 'job') && isDeleted) taken.push(id);
    if (isOf(told, 'order') && (isDeleted || (set.closed === true && sawAll(told, 'closed'))))
      taken.push(...(plan.orders.get(id)?.jobs ?? []));
  }
  return new Set(taken.filter((job) => standings.get(job)?.state === 'AllowedToStart'));
}

function linesTouched(
  touched: ReadonlySet<string>,
  moved: ReadonlyMap<string, Told<'job'>>,
  { queues }: RuleWorld,
): Set<string> {
  const lines = new Set<string>();
  for (const { after } of moved.values()) if (after.place) lines.add(after.place.line);
  for (const [line, queue] of queues) if (queue.some((job) => touched.has(job))) lines.add(line);
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
  { moved, world }: { moved: ReadonlyMap<string, Told<'job'>>; world: RuleWorld },
): string | undefined {
  if (next.length === 0) return undefined;
  const { plan, queues, standings } = world;
  const waits = (job: string) => !['Running', 'Ended', 'Aborted'].includes(standings.get(job)?.state ?? '');
  const queue: { job: string; key: string }[] = [];
  for (const job of queues.get(line) ?? []) {
    const key = moved.has(job) ? undefined : plan.jobs.get(job)?.fields.place?.key;
    if (key !== undefined && waits(job)) queue.push({ job, key });
  }
  for (const { id: job, after } of moved.values()) {
    if (after.place?.line === line && waits(job)) queue.push({ job, key: after.place.key });
  }
  queue.sort((a, b) => (a.key === b.key ? (a.job < b.job ? -1 : 1) : a.key < b.key ? -1 : 1));
  return next.find((job, i) => queue[i]?.job !== job);
}
