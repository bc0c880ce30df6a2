/** An order ends: closed, because nothing more is wanted of it, or cancelled, because nothing more of it is wanted; and opens again. */
import type { ExecutionVerb } from '../../documents/execution.ts';
import type { NotSaid, Said, Saying } from '../said.ts';
import { changeOf, setOf } from './changes.ts';
import { orderOf } from './orders.ts';
import { executionOf, isEnded, standingOf } from './running.ts';
import { answer, type VerbWorld, type WithReason } from './world.ts';

export interface OfOrder extends WithReason {
  id: string;
}

/** What runs of it is completed; what waits leaves the queues. */
export function closeOrder(world: VerbWorld, { id, why }: OfOrder): Saying {
  const order = orderOf(world, id);
  if ('ok' in order) return order;
  const running = order.jobs.filter((job) => standingOf(world, job)?.state === 'Running');
  const completed = saidOfAll(world, running, { verb: 'complete', why });
  if (!Array.isArray(completed)) return completed;
  return answer(world, [
    ...completed,
    ...changeOf(setOf(world.situation.plan, 'order', id, { closed: true }), { why }),
  ]);
}

/** What has not ended of it never will. */
export function cancelOrder(world: VerbWorld, { id, why }: OfOrder): Saying {
  const order = orderOf(world, id);
  if ('ok' in order) return order;
  const open = order.jobs.filter((job) => !isEnded(standingOf(world, job)));
  const aborted = saidOfAll(world, open, { verb: 'abort', why });
  return Array.isArray(aborted) ? answer(world, aborted) : aborted;
}

/** Takes back that it was closed or cancelled, and that jobs ended of which not all is made. */
export function reopenOrder(world: VerbWorld, { id, why }: OfOrder): Saying {
  const order = orderOf(world, id);
  if ('ok' in order) return order;
  const { plan } = world.situation;
  const ended = order.jobs.filter((job) => {
    const last = [...(plan.jobs.get(job)?.executions ?? [])].sort((a, b) => a.at - b.at).at(-1);
    const { wanted = null, made = 0 } = standingOf(world, job) ?? {};
    return last?.verb === 'abort' || (last?.verb === 'complete' && (wanted === null || made < wanted));
  });
  const reopened = saidOfAll(world, ended, { verb: 'reopen', why });
  if (!Array.isArray(reopened)) return reopened;
  return answer(world, [...changeOf(setOf(plan, 'order', id, { closed: null }), { why }), ...reopened]);
}

/** The same of each job, or why not of one. */
export function saidOfAll(
  world: VerbWorld,
  jobs: readonly string[],
  what: WithReason & { verb: ExecutionVerb },
): Said[] | NotSaid {
  const said: Said[] = [];
  for (const job of jobs) {
    const one = executionOf(world, { job, ...what });
    if ('ok' in one) return one;
    said.push(one);
  }
  return said;
}
