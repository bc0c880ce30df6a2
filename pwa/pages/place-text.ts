/** A place in a queue as people tell it from another: the line, what it stands before there, and its time. Pure. */
import type { JobPlace } from '../../shared/orders/entities.ts';
import type { PlanView } from '../data/planning.ts';
import { clockOfPlan } from '../locales/format.ts';
import { planText as p } from '../locales/plan.ts';
import { jobTitle } from './board-order.ts';

/** `Line 7, before Flu 125`, `Line 7, last, pinned to Thu 14:00`; as the queues of `view` are without the job itself. */
export function placeText(view: Pick<PlanView, 'lines' | 'plan' | 'plant' | 'schedule'>, job: string, place: JobPlace) {
  const { lines, plan, plant, schedule } = view;
  const line = lines.find(({ id }) => id === place.line)?.name ?? place.line;
  const next = waitingAfter(view, job, place);
  const there = next === null ? p('placeLast', line) : p('placeBefore', line, jobTitle(plan, next));
  if (place.notBefore === undefined) return there;
  const at = clockOfPlan(place.notBefore, plant.timezone, schedule.now);
  return p(place.pinned ? 'placePinned' : 'placeNotBefore', there, at);
}

/** The first that would come after it; null = none. */
function waitingAfter(
  { plan, schedule }: Pick<PlanView, 'plan' | 'schedule'>,
  job: string,
  { line, key }: JobPlace,
): string | null {
  const comesAfter = (other: string) => {
    const place = plan.jobs.get(other)?.fields.place;
    const waits = schedule.standings.get(other)?.state !== 'Running' && place?.line === line;
    return waits && other !== job && (place.key > key || (place.key === key && other > job));
  };
  return schedule.queues.get(line)?.find(comesAfter) ?? null;
}
