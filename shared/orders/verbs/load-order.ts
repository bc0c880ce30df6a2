/** Whole orders come into queues at once: each of their steps that waits for a place. */
import { MOST_SETS, type ChangeSet } from '../../documents/change.ts';
import { forecastOf } from '../../schedule/forecast.ts';
import { USUAL_RUN_MS, optionOf, type FreeLine, type Option, type OptionGround } from '../../schedule/option.ts';
import { isMade } from '../job-standing.ts';
import { canRunOn } from '../lines-of-job.ts';
import { notSaid } from '../not-said.ts';
import type { JobOrder, Plan } from '../plan.ts';
import type { Said, Saying } from '../said.ts';
import { changeOf } from './changes.ts';
import { placesIn } from './queue.ts';
import { answer, type VerbWorld, type WithReason } from './world.ts';

export interface LoadOrders extends WithReason {
  /** Of orders; the first comes first where several want the same line. */
  ids: readonly string[];
}

/**
 * Each step in the parking lot to the end of a line that can do it: of several the one where it would end first. What runs or
 * has a place stays where it is, and so does a step of which nothing is left.
 */
export function loadOrders(world: VerbWorld, { ids, why }: LoadOrders): Saying {
  const { situation, schedule } = world;
  const { plan, plant, now } = situation;
  const { ground } = forecastOf(situation, schedule.standings, schedule.queues);
  const on = { plan, standings: schedule.standings, zone: plant.timezone, now, calendar: ground.calendar };
  const known = new Map<string, Pick<Option, 'start' | 'end'>>();
  for (const [id, { start, end }] of schedule.jobs) known.set(id, { start, end: end ?? start + USUAL_RUN_MS });
  const lines = situation.lines.map((line) => freeLine(world, line, known));
  const coming = new Map(lines.map(({ line }) => [line.id, [] as string[]]));
  for (const id of waitingSteps({ plan, schedule }, ids)) {
    const job = plan.jobs.get(id)!;
    const option = soonest(on, lines, job, known);
    if (!option) {
      const detail = `No line can do job "${id}"; give it lines, or the process group of one`;
      return notSaid('wrong-line', { entity: 'job', id }, detail);
    }
    const { free } = option;
    known.set(id, option);
    coming.get(free.line.id)!.push(id);
    Object.assign(free, { free: Math.max(free.free, option.end), last: job });
  }
  const sets: ChangeSet[] = [];
  for (const [line, jobs] of coming) {
    if (jobs.length === 0) continue;
    const placed = placesIn(world, jobs, { line, before: null });
    if (!placed.ok) return placed;
    sets.push(...placed.sets);
  }
  const changes: Said[] = [];
  for (let i = 0; i < sets.length; i += MOST_SETS) changes.push(...changeOf(sets.slice(i, i + MOST_SETS), { why }));
  return answer(world, changes);
}

/** Jobs in the parking lot of which something is left, order after order, none before what it waits for in its order. */
export function waitingSteps(
  { plan, schedule }: { plan: Plan; schedule: VerbWorld['schedule'] },
  orders: readonly string[],
): string[] {
  const parked = new Set(schedule.parked);
  return orders.flatMap((order) => {
    const left = (plan.orders.get(order)?.jobs ?? []).filter(
      (id) => parked.has(id) && !isMade(schedule.standings.get(id)!),
    );
    const steps: string[] = [];
    while (left.length > 0) {
      const isFree = (id: string) => (plan.jobs.get(id)?.fields.after ?? []).every((each) => !left.includes(each.job));
      // In a circle somebody has to begin.
      steps.push(...left.splice(Math.max(0, left.findIndex(isFree)), 1));
    }
    return steps;
  });
}

function freeLine(
  { situation, schedule }: VerbWorld,
  line: FreeLine['line'],
  known: ReadonlyMap<string, { end: number }>,
): FreeLine {
  const queue = schedule.queues.get(line.id) ?? [];
  const free = queue.reduce((latest, id) => Math.max(latest, known.get(id)?.end ?? latest), situation.now);
  return { line, free, last: situation.plan.jobs.get(queue.at(-1) ?? '') ?? null };
}

/** Null = no line can do it. One that never works again is taken when there is no other. */
function soonest(
  on: OptionGround,
  lines: FreeLine[],
  job: JobOrder,
  known: ReadonlyMap<string, Pick<Option, 'start' | 'end'>>,
): (Option & { free: FreeLine }) | null {
  let first: (Option & { free: FreeLine; worksAt: number }) | null = null;
  for (const free of lines) {
    if (!canRunOn(job.fields, free.line)) continue;
    const option = optionOf(on, free, job, known);
    const worksAt = on.calendar(free.line).next(free.free) === null ? Infinity : option.end;
    if (first === null || worksAt < first.worksAt) first = { ...option, free, worksAt };
  }
  return first;
}
