/** "Move…": loading and moving by choosing, with the same previews as dragging. Pure. */
import type { Saying } from '../../shared/orders/said.ts';
import { loadOrders, waitingSteps } from '../../shared/orders/verbs/load-order.ts';
import { loadJobs } from '../../shared/orders/verbs/placing.ts';
import type { VerbWorld } from '../../shared/orders/verbs/world.ts';
import type { DropPreview } from '../components/board/board-model.ts';
import type { MoveMode, MoveWanted } from '../components/plan/ls-move-form.ts';
import type { PlanView } from '../data/planning.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle } from './board-order.ts';
import { dropped, previewOf } from './board-preview.ts';
import { linesTaking } from './job-lines.ts';
import { localText, momentOf } from './plan-time.ts';

/** Lines that can do all of the jobs, with what waits there. */
export function linesFor(view: PlanView, ids: readonly string[]) {
  const { plan, schedule } = view;
  return linesTaking(view, ids).map(({ id, name }) => ({
    id,
    name,
    queue: (schedule.queues.get(id) ?? [])
      .filter((job) => !ids.includes(job) && schedule.standings.get(job)?.state !== 'Running')
      .map((job) => ({ id: job, title: jobTitle(plan, job) })),
  }));
}

/** Steps of their orders that wait for a place; of one alone there is nothing more to say than where it goes. */
export function stepsWaiting(view: PlanView, ids: readonly string[]): string[] {
  const steps = waitingSteps(view, ordersOf(view, ids));
  return steps.length > 1 ? steps : [];
}

/** One of their orders has several of them. */
export function areWholeOrders(view: PlanView, ids: readonly string[]): boolean {
  return ordersOf(view, ids).some((order) => waitingSteps(view, [order]).length > 1);
}

/** `mode` = what was asked for; else all steps where no line can do all of the jobs. */
export function startOfMove(view: PlanView, ids: readonly string[], mode?: MoveMode): MoveWanted {
  const [first = ''] = ids;
  const place = view.plan.jobs.get(first)?.fields.place;
  const foreseen = view.schedule.jobs.get(first)?.start;
  const lines = linesFor(view, ids);
  return {
    mode: mode ?? (lines.length === 0 && stepsWaiting(view, ids).length > 0 ? 'whole' : 'next'),
    line: place?.line ?? lines[0]?.id ?? '',
    before: null,
    at: localText(place?.notBefore ?? foreseen ?? view.schedule.now, view.plant.timezone),
    pinned: place?.pinned ?? false,
  };
}

export function moved(
  world: VerbWorld,
  zone: string,
  ids: readonly string[],
  wanted: MoveWanted,
  why?: string,
): Saying {
  const { mode, line, before, at, pinned } = wanted;
  const because = why === undefined ? {} : { why };
  switch (mode) {
    case 'whole':
      return loadOrders(world, { ids: ordersOf(world.situation, ids), ...because });
    case 'park':
      return dropped(world, ids, { kind: 'parking' }, because);
    case 'before':
      return dropped(world, ids, { kind: 'row', row: line, before, at: null }, because);
    case 'at': {
      const notBefore = momentOf(at, zone);
      if (notBefore === null) return { ok: false, why: 'field', about: null, field: 'place', detail: p('wrongTime') };
      return loadJobs(world, { ids, line, mode, at: notBefore, pinned, ...because });
    }
    case 'next':
    case 'expedite':
    case 'replace':
      return loadJobs(world, { ids, line, mode, ...because });
  }
}

export function previewOfMove(
  view: PlanView,
  world: VerbWorld | null,
  ids: readonly string[],
  wanted: MoveWanted,
): DropPreview | null {
  if (!world) return null;
  const moves = wanted.mode === 'whole' ? stepsWaiting(view, ids) : ids;
  return previewOf(view, moves, (why) => moved(world, view.plant.timezone, ids, wanted, why));
}

function ordersOf({ plan }: Pick<PlanView, 'plan'>, ids: readonly string[]): string[] {
  return [...new Set(ids.flatMap((id) => plan.jobs.get(id)?.fields.order ?? []))];
}
