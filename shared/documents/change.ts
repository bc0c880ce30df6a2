/**
 * A person changed the plan: fields of orders, jobs and whatever else planners keep, all or nothing. `saw` names every head
 * of each field that the author saw, so that the fold needs no clock (see `orders/fold.ts`).
 */
import { Type, type Static } from 'typebox';
import { envelope, expiring } from './document.ts';

/** What changes are about; which fields each has: `orders/entities.ts`. */
export const PLAN_ENTITIES = [
  'order',
  'job',
  'comment',
  'task',
  'product',
  'rate',
  'changeover',
  'week',
  'exception',
  'setting',
  'lot',
  'view',
] as const;
export type PlanEntity = (typeof PLAN_ENTITIES)[number];

/** Of an order, a job, a product …: `<device>-<counter>` where the app makes it, whatever an import brings. */
export const PlanId = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9._-]*$', maxLength: 80 });
const ChangeId = Type.String({ pattern: '^[A-Za-z0-9:._-]+$', maxLength: 200 });
/** Letters only: a name of ours, never one that an object has by itself. */
const Field = Type.String({ pattern: '^[a-z][A-Za-z]{0,39}$' });

/** So many heads of a field a change can name. */
export const MOST_SEEN = 50;

export const ChangeSet = Type.Object(
  {
    entity: Type.Enum([...PLAN_ENTITIES]),
    id: PlanId,
    /** Values by field; null = nothing any more. */
    set: Type.Record(Field, Type.Unknown(), { minProperties: 1, maxProperties: 40, additionalProperties: false }),
    /** Ids of the changes that the author saw in each field; a field that is not named was never set before. */
    saw: Type.Record(Field, Type.Array(ChangeId, { maxItems: MOST_SEEN }), {
      maxProperties: 40,
      additionalProperties: false,
    }),
  },
  { additionalProperties: false },
);
export type ChangeSet = Static<typeof ChangeSet>;

/** What one change may hold: a draft of a few hundred moves, and not a database. */
export const MOST_SETS = 2_000;

export const Change = Type.Object(
  {
    ...envelope,
    ...expiring,
    type: Type.Literal('change'),
    line: Type.Null(),
    sets: Type.Array(ChangeSet, { minItems: 1, maxItems: MOST_SETS }),
    why: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    /** Name of the what-if that was published with it. */
    draft: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  },
  { additionalProperties: false },
);
export type Change = Static<typeof Change>;
