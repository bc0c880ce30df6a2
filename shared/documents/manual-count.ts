/**
 * A person says how many parts a line made in a window of time, because its source cannot. It counts for the time of
 * which nothing is known, and gives way to the machine wherever that says something after all.
 */
import { Type, type Static } from 'typebox';
import { envelope, expiring, Instant } from './document.ts';

/** Longer than a day nobody counts in one go. */
export const LONGEST_MANUAL_MS = 24 * 3_600_000;
const Quantity = Type.Integer({ minimum: 0, maximum: 10_000_000 });

export const ManualCount = Type.Object(
  {
    ...envelope,
    ...expiring,
    type: Type.Literal('manual-count'),
    from: Instant,
    to: Instant,
    /** All parts; good and rework are among them, the rest is scrap. */
    produced: Quantity,
    good: Quantity,
    rework: Quantity,
    comment: Type.Optional(Type.String({ maxLength: 500 })),
    /** Id of the entry that this one replaces. */
    supersedes: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
    /** Takes back what it supersedes, and says nothing itself. */
    withdrawn: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
);
export type ManualCount = Static<typeof ManualCount>;
