/**
 * A person says what becomes of a job on a line: verbs of ISA-95 job control. What the machine itself shows by its lot is
 * not said again. States are derived from both (`orders/job-state.ts`), never set.
 */
import { Type, type Static } from 'typebox';
import { PlanId } from './change.ts';
import { EntityId, envelope, expiring } from './document.ts';

/** `abort` = cancelled: what is not made will not be. `reopen` takes a `complete` or an `abort` back. */
export const EXECUTION_VERBS = ['start', 'pause', 'resume', 'complete', 'abort', 'reopen'] as const;
export type ExecutionVerb = (typeof EXECUTION_VERBS)[number];

export const Execution = Type.Object(
  {
    ...envelope,
    ...expiring,
    type: Type.Literal('execution'),
    /** Where it runs, or ran. */
    line: EntityId,
    job: PlanId,
    verb: Type.Enum([...EXECUTION_VERBS]),
    why: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
  },
  { additionalProperties: false },
);
export type Execution = Static<typeof Execution>;
