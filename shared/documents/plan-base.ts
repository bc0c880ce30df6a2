/**
 * What was known of one thing in the plan, dumped, so that the months of its changes can go. Not a change: a fold state, which
 * any gateway may write and all merge by union, whatever each of them had heard by then.
 */
import { Type, type Static } from 'typebox';
import type { EntityState } from '../orders/fold.ts';
import { EXECUTION_VERBS } from './execution.ts';
import { PLAN_ENTITIES, PlanId, type PlanEntity } from './change.ts';
import { EntityId, envelope, Instant } from './document.ts';
import { TRANSFER_KINDS } from './transfer.ts';

const closed = { additionalProperties: false };
const FactId = envelope._id;
const User = Type.Union([Type.String(), Type.Null()]);
const Quantity = Type.Integer({ minimum: 1, maximum: 1_000_000_000 });

const DumpedHead = Type.Object(
  {
    ...{ id: FactId, value: Type.Unknown(), at: Instant, user: User, origin: EntityId },
    why: Type.Optional(Type.String()),
    draft: Type.Optional(Type.String()),
  },
  closed,
);
const DumpedField = Type.Object(
  { heads: Type.Array(DumpedHead), gone: Type.Array(FactId), unseen: Type.Optional(Type.Array(FactId)) },
  closed,
);
const DumpedExecution = Type.Object(
  {
    ...{ id: FactId, at: Instant, line: EntityId, verb: Type.Enum([...EXECUTION_VERBS]), user: User },
    why: Type.Optional(Type.String()),
  },
  closed,
);
const DumpedTransfer = Type.Object(
  {
    ...{ id: FactId, at: Instant, kind: Type.Enum([...TRANSFER_KINDS]), from: PlanId, to: PlanId },
    ...{ quantity: Quantity, user: User },
  },
  closed,
);

export const PlanBase = Type.Object(
  {
    ...envelope,
    type: Type.Literal('base'),
    line: Type.Null(),
    entity: Type.Enum([...PLAN_ENTITIES]),
    entityId: PlanId,
    /** `2026_11`: everything that its writer had of this UTC month and before is in. */
    month: Type.String({ pattern: '^\\d{4}_(0[1-9]|1[0-2])$' }),
    state: Type.Unsafe<EntityState>(
      Type.Record(Type.String({ pattern: '^[a-z][A-Za-z]{0,39}$' }), DumpedField, closed),
    ),
    /** Of a job; absent = none. */
    executions: Type.Optional(Type.Array(DumpedExecution)),
    /** Of an order; absent = none. */
    transfers: Type.Optional(Type.Array(DumpedTransfer)),
  },
  closed,
);
export type PlanBase = Static<typeof PlanBase>;

/** `hash` is of what it says, so that the same knowledge is one document. */
export function planBaseId(entity: PlanEntity, id: string, month: string, hash: string): string {
  return `base:${entity}:${id}:${month}:${hash}`;
}
