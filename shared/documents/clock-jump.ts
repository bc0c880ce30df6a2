/** The gateway's clock jumped: whoever reads times of that day should know. `at` and `received` are by the new clock. */
import { Type, type Static } from 'typebox';
import { envelope, Instant, padded } from './document.ts';

export const ClockJump = Type.Object(
  {
    ...envelope,
    type: Type.Literal('clock-jump'),
    /** What the clock would have shown … */
    fromMs: Instant,
    /** … and what it showed. */
    toMs: Instant,
    /** Forwards is positive. */
    jumpMs: Type.Integer(),
  },
  { additionalProperties: false },
);
export type ClockJump = Static<typeof ClockJump>;

export function clockJumpId(gateway: string, fromMs: number, toMs: number): string {
  return `clock-jump:${padded(toMs)}:${gateway}:${padded(fromMs)}`;
}
