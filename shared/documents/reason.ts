/**
 * A person says why the line stood. The fact points to an interval, not to a stop, and attaches to the stop
 * that it overlaps most: so it survives an edge that moves when late data arrives.
 */
import { Type, type Static } from 'typebox';
import { envelope, expiring, Instant, padded } from './document.ts';

export const Reason = Type.Object(
  {
    ...envelope,
    ...expiring,
    type: Type.Literal('reason'),
    from: Instant,
    /** `null` = the stop was still open when the reason was given. */
    to: Type.Union([Instant, Type.Null()]),
    code: Type.String({ minLength: 1, maxLength: 40 }),
    comment: Type.Optional(Type.String({ maxLength: 500 })),
    /** Id of the reason that this one replaces. */
    supersedes: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type Reason = Static<typeof Reason>;

/** A person's fact: `<type>:<ms>:<device>.<counter>`; `ms` is the device's corrected clock at entry. */
export function personFactId(type: string, at: number, device: string, counter: number): string {
  return `${type}:${padded(at)}:${device}.${counter}`;
}
