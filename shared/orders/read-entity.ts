/** One row as one can work with it: values that fit their fields, and the heads that a change of them has to name. */
import { Check } from 'typebox/value';
import type { PlanEntity } from '../documents/change.ts';
import { PLAN_SCHEMAS, type PlanFields } from './entities.ts';
import { shown, type Head } from './fold.ts';
import type { FieldConflict, Planned } from './plan.ts';
import type { PlanRow } from './plan-row.ts';

/** By row: a row is never changed in place, so what was read of it once holds as long as it is there. */
const known = new WeakMap<PlanRow, Planned<PlanEntity>>();

/**
 * A field that this release does not know is left out, and a value that does not fit its field is absent: a newer release may
 * have said it. The heads of such a value are given all the same: whoever sets the field now says so instead of it.
 */
export function readEntity<E extends PlanEntity>(row: PlanRow & { entity: E }): Planned<E> {
  let read = known.get(row);
  if (read === undefined) known.set(row, (read = entityOf(row)));
  return read as Planned<E>;
}

function entityOf({ id, entity, state }: PlanRow): Planned<PlanEntity> {
  const fields: Record<string, unknown> = {};
  const heads: Record<string, readonly string[]> = {};
  const said: Record<string, Head> = {};
  const conflicts: FieldConflict[] = [];
  const waiting: string[] = [];
  for (const [field, schema] of Object.entries(PLAN_SCHEMAS[entity])) {
    if (!Object.hasOwn(state, field)) continue;
    const { value, head, conflict, waiting: waits } = shown(state[field]);
    if (value !== undefined && Check(schema, value)) fields[field] = value;
    if (head !== null) said[field] = head;
    heads[field] = state[field]!.heads.map((head) => head.id);
    if (conflict.length > 0) conflicts.push({ field, versions: conflict });
    if (waits) waiting.push(field);
  }
  // Each value was checked by the schema that its type was made from.
  const values = fields as PlanFields<PlanEntity>;
  return { id: id.slice(entity.length + 1), entity, fields: values, heads, said, conflicts, waiting };
}
