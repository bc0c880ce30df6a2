/** A person says what a line does, because its source cannot. It holds until it expires; then somebody is asked again. */
import { Type, type Static } from 'typebox';
import { envelope, expiring, Instant } from './document.ts';

/** How long a state entered by hand holds unless it says otherwise. */
export const MANUAL_STATE_MS = 30 * 60_000;
/** Execute: it runs; Held: it stands; Idle: it stands as planned. */
export const MANUAL_STATES = ['Execute', 'Held', 'Idle'] as const;
export type ManualStateName = (typeof MANUAL_STATES)[number];

export const ManualState = Type.Object(
  {
    ...envelope,
    ...expiring,
    type: Type.Literal('manual-state'),
    from: Instant,
    until: Instant,
    state: Type.Enum([...MANUAL_STATES]),
    /** Code of the reason why it stands. */
    reason: Type.Union([Type.String({ minLength: 1, maxLength: 40 }), Type.Null()]),
    /** Id of the entry that this one replaces; of others the later one counts where they overlap. */
    supersedes: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
    /** Takes back what it supersedes, and says nothing itself. */
    withdrawn: Type.Optional(Type.Literal(true)),
  },
  { additionalProperties: false },
);
export type ManualState = Static<typeof ManualState>;
