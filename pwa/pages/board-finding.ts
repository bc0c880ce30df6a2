/** Which jobs somebody means who searches or filters. Pure. */
import type { PlanView } from '../data/planning.ts';
import type { BoardLook } from './board-look.ts';
import { isLate } from './job-bar.ts';
import { jobTitle } from './board-order.ts';

/** Null = nothing is sought. Each job is looked at once: a board asks for every bar that it draws, in every frame. */
export function matching(
  view: PlanView,
  { find, only }: Pick<BoardLook, 'find' | 'only'>,
): ((job: string) => boolean) | null {
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const conflicting = new Set(view.schedule.conflicts.flatMap(({ job, other }) => [job, other ?? '']));
  const passes = (job: string): boolean => {
    switch (only) {
      case 'late':
        return isLate(view, job);
      case 'conflict':
        return conflicting.has(job);
      case 'unsent':
        return view.unsent.has(`job:${job}`) || view.unsent.has(`order:${view.plan.jobs.get(job)?.fields.order ?? ''}`);
      case 'all':
        return true;
    }
  };
  if (words.length === 0 && only === 'all') return null;
  const known = new Map<string, boolean>();
  return (job) => {
    let isMeant = known.get(job);
    if (isMeant === undefined) {
      const text = textOf(view, job);
      known.set(job, (isMeant = passes(job) && words.every((word) => text.includes(word))));
    }
    return isMeant;
  };
}

/** Everything that people search an order by. */
function textOf({ plan }: PlanView, job: string): string {
  const fields = plan.orders.get(plan.jobs.get(job)?.fields.order ?? '')?.fields;
  const product = plan.products.get(fields?.product ?? '')?.fields;
  return [
    jobTitle(plan, job),
    fields?.lotNumber,
    fields?.upstreamLot,
    fields?.reference,
    fields?.notes,
    product?.name,
    product?.item,
  ]
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
}
