/** Insert-only versions of configuration: a changed plant file adds a version, seeds never overwrite edits. */
import { Type, type Static } from 'typebox';
import { envelope, Instant, padded } from './document.ts';

export const Configuration = Type.Object(
  {
    ...envelope,
    type: Type.Literal('cfg'),
    kind: Type.Union([Type.Literal('plant'), Type.Literal('line'), Type.Literal('reasons')]),
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
