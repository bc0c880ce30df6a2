/**
 * A source could not be heard for a while: what its line did then is unknown, which is not the same as standing.
 * Written by the gateway when it is over; while it lasts nothing is written.
 */
import { Type, type Static } from 'typebox';
import { envelope, Instant, padded } from './document.ts';

/** `lost`: gone (unplugged, folder away); `silent`: there, but says nothing; `gateway`: nobody listened. */
export const OUTAGE_CAUSES = ['lost', 'silent', 'gateway'] as const;
export type OutageCause = (typeof OUTAGE_CAUSES)[number];

/** `at` = `from`. */
export const Outage = Type.Object(
  {
    ...envelope,
    type: Type.Literal('outage'),
    source: Type.String(),
    from: Instant,
    /** The first moment at which the source was heard again. */
    to: Instant,
    cause: Type.Enum([...OUTAGE_CAUSES]),
    /** What was wrong, in the gateway's words; for people. */
    detail: Type.Optional(Type.String({ maxLength: 200 })),
  },
  { additionalProperties: false },
);
export type Outage = Static<typeof Outage>;

/** `hash` is of the outage's author's part, so the same outage has the same id. */
export function outageId(outage: Pick<Outage, 'source' | 'from'> & { line: string }, hash: string): string {
  return `${outagePrefix(outage.line, outage.source)}${padded(outage.from)}:${hash}`;
}

/** Of all outages of one source, in order of time. */
export function outagePrefix(line: string, source: string): string {
  return `outage:${line}:${source}:`;
}
