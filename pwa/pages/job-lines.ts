/** Which lines can do a job. Pure. */
import type { JobOrder } from '../../shared/orders/plan.ts';
import type { LineReference } from '../../shared/sync/rows.ts';
import type { PlanView } from '../data/planning.ts';

/** Null = all. */
export function rowsFor({ lines }: Pick<PlanView, 'lines'>, { fields }: JobOrder): string[] | null {
  if (fields.lines && fields.lines.length > 0) return [...fields.lines];
  if (fields.processGroup === undefined) return null;
  return lines.filter(({ processGroup }) => processGroup === fields.processGroup).map(({ id }) => id);
}

/** Those that can do all of them. */
export function linesTaking(view: Pick<PlanView, 'lines' | 'plan'>, ids: readonly string[]): LineReference[] {
  const allowed = ids.map((id) => {
    const job = view.plan.jobs.get(id);
    return job ? rowsFor(view, job) : null;
  });
  return view.lines.filter(({ id }) => allowed.every((rows) => rows === null || rows.includes(id)));
}
