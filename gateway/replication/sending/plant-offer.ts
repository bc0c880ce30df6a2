/** `GET /api/replication`: what the plant has for this gateway, believed as far as it makes sense. */
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { databaseName } from '../../../shared/documents/database-names.ts';
import { Instant } from '../../../shared/documents/document.ts';
import type { Offer } from '../../../shared/replication/protocol.ts';
import { agreement, PROTOCOL } from '../../../shared/sync/compatibility.ts';
import { PlantFailure } from './plant-failure.ts';

/** Of one release more or less: further fields are fine. */
const Shape = Type.Object({
  gateway: Type.String(),
  name: Type.String(),
  protocol: Type.Integer(),
  version: Type.String(),
  now: Instant,
  lines: Type.Array(Type.String()),
  pull: Type.Array(Type.Object({ name: Type.String(), mark: Type.String() }), { maxItems: 100_000 }),
  rebuild: Type.Array(Type.String()),
  refusedLines: Type.Array(Type.Object({ line: Type.String(), boundTo: Type.String() })),
  quota: Type.Object({ usedBytes: Type.Number(), mostBytes: Type.Number() }),
});

/**
 * PlantFailure `refused` when it is none, of a release that is not understood, or of another plant than `plant`: people are
 * believed by its id, so a plant that was restored, and has another, is joined anew. `own` = ids of this gateway, former ones
 * too.
 */
export function readOffer(json: unknown, { plant, own }: { plant: string; own: readonly string[] }): Offer {
  const protocol = (json as { protocol?: unknown } | null)?.protocol;
  if (typeof protocol === 'number') {
    const agreed = agreement(PROTOCOL, protocol);
    if (agreed === 'too-new') throw refused('The plant is two or more releases ahead; update this gateway first.');
    if (agreed === 'too-old') throw refused('The plant is two or more releases behind; update the plant.');
  }
  if (!Value.Check(Shape, json)) throw refused('What answers is not a plant of this software; check its address.');
  const offer: Offer = json;
  if (offer.gateway !== plant)
    throw refused(
      `The plant that was joined is "${plant}", and "${offer.gateway.slice(0, 40)}" answers: it was restored, or is another one. Let this gateway join it with a new code.`,
    );
  return { ...offer, pull: offer.pull.filter(({ name }) => isPullable(name, own)) };
}

/** What this gateway writes is only ever pushed, and `local…` belongs to whoever has it. */
export function isPullable(name: string, own: readonly string[]): boolean {
  const of = databaseName(name);
  return of !== null && !own.includes(of.gateway);
}

function refused(message: string): PlantFailure {
  return new PlantFailure('refused', message);
}
