/** Insert-only versions of configuration: a changed plant file adds a version, seeds never overwrite edits. */
import { Type, type Static } from 'typebox';
import { envelope, Instant, padded } from './document.ts';

const CONFIGURATION_KINDS = [
  'plant',
  'line',
  'reasons',
  'reading',
  'person',
  'credential',
  'device',
  'gateway',
  'audit-head',
  'hold',
] as const;

export const Configuration = Type.Object(
  {
    ...envelope,
    type: Type.Literal('cfg'),
    kind: Type.Enum([...CONFIGURATION_KINDS]),
    entity: Type.String(),
    validFrom: Instant,
    hash: Type.String(),
    body: Type.Unknown(),
  },
  { additionalProperties: false },
);
export type Configuration = Static<typeof Configuration>;

export function configurationId(kind: Configuration['kind'], entity: string, validFrom: number, hash: string): string {
  return `cfg:${kind}:${entity}:${padded(validFrom)}:${hash}`;
}

/**
 * Body of kind `reading` (entity `<line>.<source>`): files that were read anew under another mapping. Their chunks up to
 * `toPos` are those of the version; what comes after is as it was read first.
 */
export const Rereadings = Type.Record(
  Type.String(),
  Type.Object({ version: Type.String(), toPos: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
);
/** By file, `<fileKey>.<generation>`. */
export type Rereadings = Static<typeof Rereadings>;
