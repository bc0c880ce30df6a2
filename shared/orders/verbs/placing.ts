/** Jobs come into a queue, move in it or to another, and go back to the parking lot. */
import { notSaid } from '../not-said.ts';
import type { NotSaid, Said, SaidChange, Saying, Target } from '../said.ts';
import { changeOf, reason, setOf } from './changes.ts';
import { placeOf, placesIn, runningOn, waitingOn } from './queue.ts';
import { openJob } from './running.ts';
import { answer, type VerbWorld, type WithReason } from './world.ts';

export const LOAD_MODES = ['next', 'expedite', 'replace', 'at'] as const;
/**
 * `next` = at the end of the queue, `expedite` = right after the running job, `replace` = instead of it: it is paused and goes
 * back to the parking lot with what remains of it, `at` = at a time.
 */
export type LoadMode = (typeof LOAD_MODES)[number];

export interface LoadJobs extends WithReason {
  ids: readonly string[];
  line: string;
  mode: LoadMode;
  /** Of mode `at`: not earlier than, ms. */
  at?: number;
  /** Of mode `at`: keeps its time whatever happens before it. */
  pinned?: boolean;
}

/** Whoever replaces what runs means what runs now. */
const REPLACE_WITHIN_MS = 2 * 3_600_000;

export function loadJobs(world: VerbWorld, { ids, line, mode, at, pinned, why }: LoadJobs): Saying {
  const first = waitingOn(world, line).find((job) => !ids.includes(job)) ?? null;
  switch (mode) {
    case 'next':
      return moveJobs(world, { ids, target: { line, before: null }, why });
    case 'expedite':
      return moveJobs(world, { ids, target: { line, before: first }, why });
    case 'replace':
      return replaceRunning(world, { ids, target: { line, before: first }, why });
    case 'at': {
      if (at === undefined) return notSaid('dates', null, 'Say at which time the jobs are to start');
      const target = { line, before: laterThan(world, line, { at, ids }), notBefore: at };
      return moveJobs(world, { ids, target: pinned === true ? { ...target, pinned } : target, why });
    }
  }
}

/** The first job of the queue that by the forecast starts after that time; null = none. */
function laterThan(world: VerbWorld, line: string, { at, ids }: { at: number; ids: readonly string[] }): string | null {
  const starts = (job: string) => world.schedule.jobs.get(job)?.start ?? -Infinity;
  return waitingOn(world, line).find((job) => !ids.includes(job) && starts(job) > at) ?? null;
}

function replaceRunning(world: VerbWorld, { ids, target, why }: MoveJobs): Saying {
  const { line } = target;
  const running = runningOn(world, line);
  if (running === undefined)
    return notSaid('line-idle', null, `Nothing runs on line "${line}": there is nothing to replace`);
  if (ids.includes(running)) {
    return notSaid('line-busy', { entity: 'job', id: running }, `Job "${running}" runs on line "${line}" already`);
  }
  const moved = placesOf(world, { ids, target, why });
  if (!moved.ok) return moved;
  const away = setOf(world.situation.plan, 'job', running, { place: null });
  const sets = [...away, ...moved.sets.filter(({ id }) => id !== running)];
  const change = changeOf(sets, { why }).map((said): SaidChange => ({ ...said, withinMs: REPLACE_WITHIN_MS }));
  return answer(world, [{ type: 'execution', line, job: running, verb: 'pause', ...reason(why) }, ...change]);
}

export interface MoveJobs extends WithReason {
  ids: readonly string[];
  target: Target;
}
/** In a queue, to another, to a time, or from the parking lot; several keep their order. Of a running job it is the remainder. */
export function moveJobs(world: VerbWorld, { ids, target, why }: MoveJobs): Saying {
  const moved = placesOf(world, { ids, target, why });
  return moved.ok ? answer(world, changeOf(moved.sets, { why })) : moved;
}

function placesOf(world: VerbWorld, { ids, target }: MoveJobs): ReturnType<typeof placesIn> {
  const not = ids.map((id) => openJob(world, id)).find((job): job is NotSaid => 'ok' in job);
  return not ?? placesIn(world, inOrder(world, ids), target);
}

/** As they stand in their queues, line after line; what is parked comes last, as it was given. */
function inOrder({ schedule }: VerbWorld, ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  const queued = [...schedule.queues.values()].flatMap((queue) => queue.filter((job) => wanted.has(job)));
  return [...new Set([...queued, ...ids])];
}

export interface ParkJobs extends WithReason {
  ids: readonly string[];
}
/** Back to the parking lot; what runs is paused first. */
export function parkJobs(world: VerbWorld, { ids, why }: ParkJobs): Saying {
  const pauses: Said[] = [];
  const sets = [];
  for (const id of ids) {
    const job = openJob(world, id);
    if ('ok' in job) return job;
    const standing = world.schedule.standings.get(id);
    if (standing?.state === 'Running' && standing.line !== null) {
      pauses.push({ type: 'execution', line: standing.line, job: id, verb: 'pause', ...reason(why) });
    }
    if (placeOf(world, id) !== undefined) sets.push(...setOf(world.situation.plan, 'job', id, { place: null }));
  }
  return answer(world, [...pauses, ...changeOf(sets, { why })]);
}
