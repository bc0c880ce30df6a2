/** Places in a line's queue for jobs that come there; what already waits there keeps its key as long as there is room. */
import type { ChangeSet } from '../../documents/change.ts';
import { notSaid } from '../not-said.ts';
import { keysBetween, LONGEST_KEY, rekeyed } from '../queue-key.ts';
import type { JobPlace } from '../entities.ts';
import type { NotSaid, Target } from '../said.ts';
import { setOf } from './changes.ts';
import type { VerbWorld } from './world.ts';

/** The job that runs on the line; undefined = none. */
export function runningOn({ schedule }: VerbWorld, line: string): string | undefined {
  return schedule.queues.get(line)?.find((job) => schedule.standings.get(job)?.state === 'Running');
}

/** Jobs that wait in the line's queue, in order, those that run left out. */
export function waitingOn({ schedule }: VerbWorld, line: string): string[] {
  return (schedule.queues.get(line) ?? []).filter((job) => schedule.standings.get(job)?.state !== 'Running');
}

/**
 * Puts jobs, in this order, before `target.before`; the time of the target is the first one's, the others follow it. If their
 * keys would grow too long, the whole queue gets new ones.
 */
export function placesIn(
  world: VerbWorld,
  ids: readonly string[],
  target: Target,
): { ok: true; sets: ChangeSet[] } | NotSaid {
  const { line } = target;
  const queue = waitingOn(world, line);
  const coming = new Set(ids);
  const stays = queue.filter((job) => !coming.has(job));
  const at = positionOf(world, queue, coming, target.before);
  if (at === null) {
    const detail = `Job "${target.before}" is not in the queue of line "${line}" any more; choose the place again`;
    return notSaid('unknown', { entity: 'job', id: target.before ?? '' }, detail);
  }
  const order = [...stays.slice(0, at), ...ids, ...stays.slice(at)];
  const isThere = order.length === queue.length && order.every((job, i) => job === queue[i]);
  const own = isThere ? ids.flatMap((id) => placeOf(world, id)?.key ?? []) : [];
  const withKeys = (keys: readonly string[] | null) =>
    ids.flatMap((id, i) => {
      const time = i === 0 ? { notBefore: target.notBefore, pinned: target.pinned } : {};
      return placed(world, id, { line, key: keys?.[i] ?? '', ...time });
    });
  if (own.length === ids.length) {
    const sets = withKeys(own);
    // The device that made a key may have given it to another job since, which this one has not seen.
    if (sets.length === 0 || own.every((key) => key.endsWith(`.${world.suffix}`))) return { ok: true, sets };
  }
  const keys = keysFor(world, ids, { line, before: stays[at] });
  const sets = withKeys(keys);
  if (keys !== null) return { ok: true, sets };
  return { ok: true, sets: withNewKeys(world, order, { line, sets }) };
}

/** Index in the queue without the jobs that come; null = that job is not there. */
function positionOf(
  { schedule }: VerbWorld,
  queue: readonly string[],
  coming: ReadonlySet<string>,
  before: string | null,
): number | null {
  const stay = (jobs: readonly string[]) => jobs.filter((job) => !coming.has(job)).length;
  if (before === null) return stay(queue);
  // Nothing comes before what runs: right after it is as near as one gets.
  if (schedule.standings.get(before)?.state === 'Running') return 0;
  const index = queue.indexOf(before);
  if (index < 0) return null;
  return stay(queue.slice(0, index));
}

/** Null = there is no room: the neighbours' keys are too long, or equal. */
function keysFor(
  world: VerbWorld,
  ids: readonly string[],
  { line, before }: { line: string; before: string | undefined },
): string[] | null {
  const { plan } = world.situation;
  const after = before === undefined ? null : placeOf(world, before)?.key;
  if (after === undefined) return null;
  const coming = new Set(ids);
  const stays = new Set(waitingOn(world, line));
  let last = null as string | null;
  // What runs or has ended keeps its key, too: none is given twice, and a paused job comes back to where it was.
  for (const job of plan.jobs.values()) {
    const { place } = job.fields;
    if (place?.line !== line || coming.has(job.id)) continue;
    if (after === null || place.key < after) last = last === null || place.key > last ? place.key : last;
    else if (place.key === after && job.id !== before && stays.has(job.id)) return null;
  }
  const keys = keysBetween(last, after, ids.length, world.suffix);
  return keys.some((key) => key.length > LONGEST_KEY) ? null : keys;
}

/** Behind what runs or has ended there, which keeps its key; not behind a key that leaves no room for short ones. */
function withNewKeys(
  world: VerbWorld,
  order: readonly string[],
  { line, sets }: { line: string; sets: readonly ChangeSet[] },
): ChangeSet[] {
  const waits = new Set(order);
  const kept = [...world.situation.plan.jobs.values()].flatMap(({ id, fields }) =>
    fields.place?.line === line && !waits.has(id) && fields.place.key.length <= LONGEST_KEY ? [fields.place.key] : [],
  );
  const keys = rekeyed(
    order,
    world.suffix,
    kept.reduce<string | null>((a, b) => (a === null || b > a ? b : a), null),
  );
  const given = new Map(sets.map((set) => [set.id, set]));
  return order.flatMap((id, i) => {
    const place = (given.get(id)?.set.place as JobPlace | undefined) ?? placeOf(world, id);
    return place ? placed(world, id, { ...place, key: keys[i]! }) : [];
  });
}

export function placeOf({ situation }: VerbWorld, job: string): JobPlace | undefined {
  return situation.plan.jobs.get(job)?.fields.place;
}

interface WantedPlace {
  line: string;
  key: string;
  notBefore?: number | undefined;
  pinned?: boolean | undefined;
}

function placed({ situation }: VerbWorld, id: string, { line, key, notBefore, pinned }: WantedPlace): ChangeSet[] {
  const place: JobPlace = {
    line,
    key,
    ...(notBefore !== undefined && { notBefore }),
    ...(pinned === true && { pinned }),
  };
  return setOf(situation.plan, 'job', id, { place });
}
