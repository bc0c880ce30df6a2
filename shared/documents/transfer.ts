/**
 * Quantity goes from one order to another: split, merge, rework. The order that it makes, if any, is made by the same fact.
 * Effective quantity = ordered − out + in, so that the sum over all orders never changes by it.
 */
import { Type, type Static } from 'typebox';
import { ChangeSet, PlanId } from './change.ts';
import { envelope, expiring } from './document.ts';

export const TRANSFER_KINDS = ['split', 'merge', 'rework'] as const;
export type TransferKind = (typeof TRANSFER_KINDS)[number];

export const Transfer = Type.Object(
  {
    ...envelope,
    ...expiring,
    type: Type.Literal('transfer'),
    line: Type.Null(),
    kind: Type.Enum([...TRANSFER_KINDS]),
    from: PlanId,
    to: PlanId,
    /** Pieces of the order, not of an operation. */
    quantity: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }),
    /** What else changes with it: the new order with its jobs; absent = nothing. */
    sets: Type.Optional(Type.Array(ChangeSet, { maxItems: 200 })),
    why: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type Transfer = Static<typeof Transfer>;
