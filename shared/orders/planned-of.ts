/** One thing of the plan by its kind and id. */
import type { PlanEntity } from '../documents/change.ts';
import type { Plan, Planned } from './plan.ts';

/** Which list of a plan holds what. */
export const LIST_OF = {
  order: 'orders',
  job: 'jobs',
  comment: 'comments',
  task: 'tasks',
  product: 'products',
  rate: 'rates',
  changeover: 'changeovers',
  week: 'weeks',
  exception: 'exceptions',
  setting: 'settings',
  lot: 'lots',
  view: 'views',
} as const satisfies Record<PlanEntity, keyof Plan>;

/** Undefined = nothing was ever set of it, or it is deleted. */
export function plannedOf<E extends PlanEntity>(plan: Plan, entity: E, id: string): Planned<E> | undefined {
  return (plan[LIST_OF[entity]] as ReadonlyMap<string, Planned<PlanEntity>>).get(id) as Planned<E> | undefined;
}
