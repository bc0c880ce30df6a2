/** Which right a person needs for what he or she says. A type that is not here is nobody's. */
import type { PlanEntity } from '../documents/change.ts';
import type { Right } from './roles.ts';

export const RIGHT_FOR_FACT = {
  reason: 'give-reason',
  'manual-count': 'keep-by-hand',
  'manual-state': 'keep-by-hand',
} as const satisfies Record<string, Right>;
export type PersonFactType = keyof typeof RIGHT_FOR_FACT;

/**
 * Which right each thing that planners keep needs; on the lines that a change concerns, which are all of them for what the
 * whole plant goes by (`needs.ts`). A comment of somebody else needs `plan`.
 */
export const RIGHT_FOR_ENTITY = {
  order: 'plan',
  job: 'plan',
  comment: 'do-tasks',
  task: 'do-tasks',
  product: 'plan',
  rate: 'plan',
  changeover: 'plan',
  week: 'plan',
  exception: 'plan',
  setting: 'plan',
  lot: 'run-orders',
  view: 'plan',
} as const satisfies Record<PlanEntity, Right>;
/** Facts about the plan: `change` by its entities, the others as they stand here. */
export const RIGHT_FOR_PLAN_FACT = { transfer: 'plan', execution: 'run-orders' } as const satisfies Record<
  string,
  Right
>;
