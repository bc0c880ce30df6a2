/** What people are called who may say something about the plan, for devices at which they never signed on: no roles, nothing else. */
import { RIGHTS_OF, type Right, type Role } from '../../shared/access/roles.ts';
import type { PersonReference } from '../../shared/sync/rows.ts';
import type { Versions } from './versions.ts';

const OF_PLAN: readonly Right[] = ['plan', 'run-orders', 'do-tasks'];

/** By id; also those who left: what they said stays. */
export function planPeople(versions: Pick<Versions, 'all'>): PersonReference[] {
  return versions
    .all('person')
    .filter(({ body }) => body.roles.some(speaksOfPlan))
    .map(({ entity: id, body: { name } }) => ({ id, name }));
}

function speaksOfPlan(role: Role): boolean {
  return RIGHTS_OF[role].some((right) => OF_PLAN.includes(right));
}
