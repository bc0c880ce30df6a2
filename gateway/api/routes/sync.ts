/** What devices need: pull, facts, events. */
import { Type } from 'typebox';
import type { EntryAcceptance } from '../../sync/accept-entries.ts';
import type { EventHub } from '../../sync/event-hub.ts';
import type { Pull } from '../../sync/pull.ts';
import { scopeOf } from '../../sync/scope.ts';
import { forNeighbours } from '../compatibility.ts';
import { route, type Route } from '../route.ts';
import { StreamLimits } from '../stream-limits.ts';

const MOST_FACTS = 500;
/** One change of 2,000 sets, as an import makes it: one entry cannot be cut. */
const MOST_MB = 4;
const Facts = Type.Object(
  { facts: Type.Array(Type.Unknown(), { maxItems: MOST_FACTS }) },
  { additionalProperties: false },
);

export function syncRoutes(parts: {
  pull: Pull;
  facts: Pick<EntryAcceptance, 'accept' | 'acceptBrought'>;
  hub: EventHub;
}): Route[] {
  const streams = new StreamLimits();
  return forNeighbours([
    {
      method: 'GET',
      path: '/api/sync/:collection',
      access: 'see',
      elsewhere: true,
      handle: async ({ ctx, params, principal }) => {
        const { json, gzip } = await parts.pull.answer(params.collection!, ctx.query, scopeOf(principal));
        ctx.type = 'application/json';
        ctx.vary('Accept-Encoding');
        const isSmall = gzip !== null && ctx.acceptsEncodings('gzip', 'identity') === 'gzip';
        if (isSmall) ctx.set('Content-Encoding', 'gzip');
        ctx.body = isSmall ? gzip : json;
      },
    },
    route({
      method: 'POST',
      path: '/api/sync/facts',
      access: 'push',
      elsewhere: true,
      body: Facts,
      bodyLimitMb: MOST_MB,
      handle: async ({ ctx, body, principal }) => {
        ctx.body = await parts.facts.accept(body.facts, principal);
      },
    }),
    route({
      method: 'POST',
      path: '/api/sync/brought',
      access: 'bring-entries',
      body: Facts,
      bodyLimitMb: MOST_MB,
      handle: async ({ ctx, body, principal }) => {
        ctx.body = await parts.facts.acceptBrought(body.facts, principal);
      },
    }),
    {
      method: 'GET',
      path: '/api/events',
      access: 'see',
      elsewhere: true,
      handle: ({ ctx, principal, again }) => {
        const ended = streams.open(principal);
        ctx.type = 'text/event-stream';
        ctx.set('X-Accel-Buffering', 'no');
        ctx.body = parts.hub.connect(() => scopeOf(again())).once('close', ended);
      },
    },
  ]);
}
