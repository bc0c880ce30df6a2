/** Jobs of a new order: by its product's route, or like those of another order. */
import type { ChangeSet } from '../../documents/change.ts';
import type { Dependency, PlanFields, RouteStep } from '../entities.ts';
import type { Plan, WorkOrder } from '../plan.ts';
import { setOf } from './changes.ts';

/** A job of an order before it has an id: `<order>.<key>`. What has to come before it are keys, too. */
export interface JobDraft {
  key: string;
  fields: Omit<PlanFields<'job'>, 'order' | 'deleted'>;
}

/** One for each step of the route; without a route one, where the product belongs. */
export function jobsOfProduct(plan: Plan, product: string | undefined): JobDraft[] {
  const { route = [], processGroup } = (product === undefined ? undefined : plan.products.get(product)?.fields) ?? {};
  if (route.length > 0) return route.map(jobOfStep);
  return [{ key: '1', fields: { position: 0, ...(processGroup !== undefined && { processGroup }) } }];
}

function jobOfStep({ key, after, ...step }: RouteStep, position: number): JobDraft {
  const dependencies = after?.map(({ key: job, ...rest }): Dependency => ({ job, ...rest }));
  return { key, fields: { ...step, position, ...(dependencies !== undefined && { after: dependencies }) } };
}

/** The same work once more, in no queue. What had to come before in other orders, or is left out of `jobs`, need not come before it. */
export function jobsLike(plan: Plan, order: WorkOrder, jobs: readonly string[] = order.jobs): JobDraft[] {
  const keys = new Map(jobs.map((id, i) => [id, keyOf(order.id, id) ?? `${i + 1}`]));
  return jobs.map((id) => {
    const { order: _order, place: _place, deleted: _deleted, after, ...fields } = plan.jobs.get(id)?.fields ?? {};
    const own = after?.flatMap(({ job, ...rest }) => (keys.has(job) ? [{ job: keys.get(job)!, ...rest }] : []));
    return { key: keys.get(id)!, fields: { ...fields, ...(own !== undefined && own.length > 0 && { after: own }) } };
  });
}

/** Its place is named, too: so it can be told whether the author saw that the job is frozen. */
export const DELETED_JOB = { deleted: true, place: null };

/** Null = the id was not made by this rule. */
function keyOf(order: string, job: string): string | null {
  return job.startsWith(`${order}.`) ? job.slice(order.length + 1) : null;
}

/** The sets that make them. */
export function setsOfJobs(plan: Plan, order: string, jobs: readonly JobDraft[]): ChangeSet[] {
  const idOf = (key: string) => `${order}.${key}`;
  return jobs.flatMap(({ key, fields: { after, ...fields } }) => {
    const dependencies = after?.map(({ job, ...rest }) => ({ job: idOf(job), ...rest }));
    return setOf(plan, 'job', idOf(key), { order, ...fields, ...(dependencies && { after: dependencies }) });
  });
}
