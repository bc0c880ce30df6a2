/**
 * Whether another order comes next at a line than its people prepared for, and who changed that, when and why. This device
 * remembers which one they were shown; what became of the two since is read from what was said of them. Pure.
 */
import type { Head } from '../../shared/orders/fold.ts';
import { isMade } from '../../shared/orders/job-standing.ts';
import { isAhead } from '../../shared/orders/rules-frozen.ts';
import type { PlanView } from '../data/planning.ts';

/** Jobs; null = none. */
export interface NextShown {
  /** Was next until somebody changed that, and nobody at the line has heard of it yet. */
  before: string | null;
  now: string | null;
}

type Saying = Pick<Head, 'at' | 'user' | 'origin' | 'why'>;

/** What comes next instead of what. */
export interface NextChange {
  /** Jobs; `to` null = nothing comes any more. */
  from: string;
  to: string | null;
  /** Null = `from` was deleted: nothing of it is known any more, nor who did that. */
  said: Saying | null;
}
/** Of what everybody sees: a draft concerns nobody at a line. */
type Shared = Pick<PlanView, 'published'>;

/** So long a change of what comes next is told, ms. */
const TOLD_MS = 12 * 3_600_000;

/** The same object as before while there is nothing to remember anew. */
export function nextShown(view: Shared, line: string, before: NextShown | null): NextShown {
  const now = nextOn(view, line);
  if (before === null) return { before: overtaken(view, line, now), now };
  const first = before.before ?? before.now;
  const isHeard = [before.before, before.now].some((job) => job !== null && hasRun(view, line, job));
  if (now === before.now) return before.before !== null && isHeard ? { before: null, now } : before;
  if (isHeard) return { before: overtaken(view, line, now), now };
  return { before: first === now ? null : first, now };
}

/** Null = it is as it was, or it is no news any more. */
export function nextChange({ published }: Shared, line: string, { before, now }: NextShown): NextChange | null {
  if (before === null) return null;
  const { plan, schedule } = published;
  const change = { from: before, to: now };
  if (!plan.jobs.has(before)) return { ...change, said: null };
  // A line took it up, or has made it: no planner's doing.
  if (['Running', 'Ended'].includes(schedule.standings.get(before)?.state ?? '')) return null;
  const isThere = schedule.queues.get(line)?.includes(before) ?? false;
  const said = [before, ...(isThere && now !== null ? [now] : [])].flatMap((job) => saidOf(published, job));
  const [last] = said.sort((a, b) => b.at - a.at);
  return last && schedule.now - last.at < TOLD_MS ? { ...change, said: last } : null;
}

/** What people have to prepare for: what runs, or ran there until now, or was only begun by a slip of the hand, needs no preparing. */
function nextOn({ published: { plan, schedule } }: Shared, line: string): string | null {
  const comes = (id: string) => {
    const standing = schedule.standings.get(id);
    if (!standing || !isAhead(standing)) return false;
    const job = plan.jobs.get(id)!;
    const begun = job.executions.filter(
      (said) => said.line === line && said.verb !== 'abort' && said.verb !== 'reopen',
    );
    const lots = standing.line === line ? standing.lots : [];
    const ranAt = Math.max(...begun.map(({ at }) => at), ...lots.map(({ toMs }) => toMs));
    return ranAt === -Infinity || (job.said?.['place']?.at ?? -Infinity) > ranAt;
  };
  return schedule.queues.get(line)?.find(comes) ?? null;
}

/** Shown for the first time: another one was there before what somebody gave a reason to put in front of it. */
function overtaken({ published: { plan, schedule } }: Shared, line: string, now: string | null): string | null {
  const came = plan.jobs.get(now ?? '')?.said?.['place'];
  if (came?.why === undefined) return null;
  for (const { line: on, startedAt } of schedule.standings.values())
    if (on === line && startedAt !== null && startedAt >= came.at) return null;
  const queue = schedule.queues.get(line) ?? [];
  const wasThere = (id: string) => (plan.jobs.get(id)?.said?.['place']?.at ?? Infinity) < came.at;
  return queue.slice(queue.indexOf(now!) + 1).find(wasThere) ?? null;
}

function hasRun({ published: { schedule } }: Shared, line: string, job: string): boolean {
  const standing = schedule.standings.get(job);
  if (standing?.line !== line) return false;
  return standing.state === 'Running' || standing.state === 'Ended' || isMade(standing);
}

/** All that can have changed which place it has, or whether it has one. */
function saidOf({ plan }: PlanView['published'], id: string): Saying[] {
  const job = plan.jobs.get(id);
  const order = plan.orders.get(job?.fields.order ?? '');
  const heads = [job?.said?.['place'], order?.said?.['closed']].filter((head) => head !== undefined);
  const runs = (job?.executions ?? []).filter(({ verb }) => verb === 'abort' || verb === 'reopen');
  return [...heads, ...runs.map((run) => ({ ...run, origin: '' }))];
}
