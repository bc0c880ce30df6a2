/** What planners keep like a sheet: products, rates, changeovers, settings, views … row by row, cell by cell. */
import type { ChangeSet, PlanEntity } from '../../documents/change.ts';
import { PLAN_SCHEMAS, type PlanFields } from '../entities.ts';
import { notSaid } from '../not-said.ts';
import { plannedOf } from '../planned-of.ts';
import type { NotSaid, Saying } from '../said.ts';
import { changeOf, setOf, type FieldsToSet } from './changes.ts';
import { jobsForProduct } from './jobs-anew.ts';
import { DELETED_JOB } from './jobs-of-order.ts';
import { deleteOrder } from './orders.ts';
import { answer, type VerbWorld, type WithReason } from './world.ts';

export interface Edit {
  entity: PlanEntity;
  /** Absent = a new row. */
  id?: string;
  /** Null = nothing any more. */
  fields: FieldsToSet;
}
export interface SetFields extends WithReason {
  edits: readonly Edit[];
}
/** All of it or nothing, in one change: a cell, a column filled down, a block that was pasted. */
export function setFields(world: VerbWorld, { edits, why }: SetFields): Saying {
  const { plan } = world.situation;
  const sets = edits.flatMap(({ entity, id = world.newId(), fields }) => [
    ...setOf(plan, entity, id, fields),
    ...(entity === 'order' ? jobsOf(world, id, fields) : []),
  ]);
  return answer(world, changeOf(sets, { why }));
}

/** An order with another product gets that one's jobs. */
function jobsOf(world: VerbWorld, id: string, fields: FieldsToSet): ChangeSet[] {
  const order = world.situation.plan.orders.get(id);
  return order ? jobsForProduct(world, order, fields['product']) : [];
}

export interface RemoveEntity extends WithReason {
  entity: PlanEntity;
  ids: readonly string[];
}
/** Rows that are not wanted any more. What has no such mark (settings, lots, tasks) loses its values. */
export function removeEntity(world: VerbWorld, { entity, ids, why }: RemoveEntity): Saying {
  if (entity === 'order') return deleteOrder(world, { ids, why });
  const { plan } = world.situation;
  const sets = [];
  for (const id of ids) {
    const planned = plannedOf(plan, entity, id);
    if (planned === undefined) return unknown(entity, id);
    const emptied = Object.fromEntries(Object.keys(planned.fields).map((field) => [field, null]));
    const marked = entity === 'job' ? DELETED_JOB : { deleted: true };
    sets.push(...setOf(plan, entity, id, 'deleted' in PLAN_SCHEMAS[entity] ? marked : emptied));
  }
  return answer(world, changeOf(sets, { why }));
}

export interface SetSetting {
  /** Null = of the whole plant. */
  line: string | null;
  fields: { readonly [F in keyof PlanFields<'setting'>]?: PlanFields<'setting'>[F] | null };
}
export function setSetting(world: VerbWorld, { line, fields }: SetSetting): Saying {
  const id = line === null ? 'plant' : `line-${line}`;
  return setFields(world, { edits: [{ entity: 'setting', id, fields }] });
}

export interface AddComment {
  order: string;
  text: string;
}
export function addComment(world: VerbWorld, { order, text }: AddComment): Saying {
  return setFields(world, { edits: [{ entity: 'comment', fields: { order, text } }] });
}

export interface ChooseVersion extends WithReason {
  entity: PlanEntity;
  id: string;
  field: string;
  /** Id of the head whose value it is to be. */
  headId: string;
}
/** Ends a conflict: the value of one head, said by somebody who saw them all. */
export function chooseVersion(world: VerbWorld, { entity, id, field, headId, why }: ChooseVersion): Saying {
  const { plan } = world.situation;
  const conflict = plannedOf(plan, entity, id)?.conflicts.find((each) => each.field === field);
  const version = conflict?.versions.find((head) => head.id === headId);
  if (version === undefined) {
    const detail = `"${field}" of ${entity} "${id}" has no such version any more; look at it again`;
    return notSaid('unknown', { entity, id, field }, detail);
  }
  return setFields(world, { edits: [{ entity, id, fields: { [field]: version.value ?? null } }], why });
}

function unknown(entity: PlanEntity, id: string): NotSaid {
  return notSaid('unknown', { entity, id }, `There is no ${entity} "${id}" any more`);
}
