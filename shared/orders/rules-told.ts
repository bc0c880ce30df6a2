/** What a fact says of each thing, beside what is known of it: what rules look at. */
import type { ChangeSet, PlanEntity } from '../documents/change.ts';
import type { PlanFields } from './entities.ts';
import type { Plan, Planned } from './plan.ts';
import { planRowId } from './plan-row.ts';
import { plannedOf } from './planned-of.ts';

export interface Told<E extends PlanEntity = PlanEntity> {
  entity: E;
  id: string;
  /** Undefined = the plan does not know it: it is new, or was deleted meanwhile. */
  before: Planned<E> | undefined;
  /** What the fact sets; null = nothing any more. */
  set: Readonly<Record<string, unknown>>;
  saw: Readonly<Record<string, readonly string[]>>;
  /** As they would be. Values were checked by their schemas. */
  after: PlanFields<E>;
}

/** By row id. */
export function toldBy(sets: readonly ChangeSet[], plan: Plan): Map<string, Told> {
  const all = new Map<string, Told>();
  for (const { entity, id, set, saw } of sets) {
    const rowId = planRowId(entity, id);
    const known = all.get(rowId);
    const before = known ? known.before : plannedOf(plan, entity, id);
    const after: Record<string, unknown> = { ...(known?.after ?? before?.fields) };
    for (const [field, value] of Object.entries(set)) {
      if (value === null) delete after[field];
      else after[field] = value;
    }
    all.set(rowId, { entity, id, before, set: { ...known?.set, ...set }, saw: { ...known?.saw, ...saw }, after });
  }
  return all;
}

export function isOf<E extends PlanEntity>(told: Told | undefined, entity: E): told is Told<E> {
  return told?.entity === entity;
}

/** Fields of a job or order as they would be; undefined = there is none. */
export function fieldsAfter<E extends PlanEntity>(
  entity: E,
  id: string,
  { all, plan }: { all: ReadonlyMap<string, Told>; plan: Plan },
): PlanFields<E> | undefined {
  const told = all.get(planRowId(entity, id)) as Told<E> | undefined;
  const fields = told ? told.after : plannedOf(plan, entity, id)?.fields;
  return fields && 'deleted' in fields ? undefined : fields;
}

/** Nobody changed the field since the author looked. */
export function sawAll({ before, saw }: Told, field: string): boolean {
  const seen = Object.hasOwn(saw, field) ? saw[field]! : [];
  return (before?.heads[field] ?? []).every((head) => seen.includes(head));
}

/** The author saw it; the plan need not know it any more. */
export function wasSeen({ saw }: Told): boolean {
  return Object.values(saw).some((heads) => heads.length > 0);
}
