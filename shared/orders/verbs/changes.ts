/** Changes as verbs make them: what is new, with every head that was seen. */
import { canonicalJson } from '../../audit/canonical-json.ts';
import { MOST_SEEN, type ChangeSet, type PlanEntity } from '../../documents/change.ts';
import type { Plan } from '../plan.ts';
import { plannedOf } from '../planned-of.ts';
import type { SaidChange } from '../said.ts';
import type { WithReason } from './world.ts';

/** Values by field: null = nothing any more, undefined = as it is. */
export type FieldsToSet = Readonly<Record<string, unknown>>;

/**
 * One set, or none if all is as it is wanted. A field of which versions are open is set even to what it shows: that is an answer.
 */
export function setOf(plan: Plan, entity: PlanEntity, id: string, fields: FieldsToSet): ChangeSet[] {
  const planned = plannedOf(plan, entity, id);
  const current = new Map(Object.entries(planned?.fields ?? {}));
  const heads = new Map(Object.entries(planned?.heads ?? {}));
  const set: Record<string, unknown> = {};
  const saw: Record<string, string[]> = {};
  for (const [field, value] of Object.entries(fields)) {
    const isOpen = planned?.conflicts.some((conflict) => conflict.field === field);
    if (value === undefined || (!isOpen && canonicalJson(current.get(field) ?? null) === canonicalJson(value)))
      continue;
    set[field] = value;
    const seen = heads.get(field) ?? [];
    // Should there be more, another change names the others.
    if (seen.length > 0) saw[field] = seen.slice(0, MOST_SEEN);
  }
  return Object.keys(set).length > 0 ? [{ entity, id, set, saw }] : [];
}

/** One change of all that, or none if nothing is to be changed. */
export function changeOf(sets: ChangeSet[], { why }: WithReason = {}): SaidChange[] {
  return sets.length > 0 ? [{ type: 'change', sets, ...reason(why) }] : [];
}

/** As it is spread into a fact: nothing if nobody gave one. */
export function reason(why: string | undefined): { why?: string } {
  return why === undefined || why.trim() === '' ? {} : { why: why.trim() };
}
