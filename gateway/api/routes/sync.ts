/** What devices need: pull, facts, events. */
import { Type } from 'typebox';
import { linesFor } from '../../../shared/access/may.ts';
import { viewOf } from '../../auth/principal.ts';
import type { FactAcceptance } from '../../sync/accept-facts.ts';
import type { EventHub } from '../../sync/event-hub.ts';
import type { Pull } from '../../sync/pull.ts';
import { route, type Route } from '../route.ts';
import { StreamLimits } from '../stream-limits.ts';

const MOST_FACTS = 500;
const Facts = Type.Object(
  { facts: Type.Array(Type.Unknown(), { maxItems: MOST_FACTS }) },
  { additionalProperties: false },
);

export function syncRoutes(parts: { pull: Pull; facts: FactAcceptance; hub: EventHub }): Route[] {
  const streams = new StreamLimits();
  return [
    {
      method: 'GET',
      path: '/api/sync/:collection',
      access: 'see',
      elsewhere: true,
      handle: async ({ ctx, params, principal }) => {
        ctx.body = await parts.pull.page(params.collection!, ctx.query, linesFor(viewOf(principal), 'see'));
      },
    },
    route({
      method: 'POST',
      path: '/api/sync/facts',
      access: 'push',
      elsewhere: true,
      body: Facts,
      handle: async ({ ctx, body, principal }) => {
        ctx.body = await parts.facts.accept(body.facts, principal);
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
        ctx.body = parts.hub.connect(() => linesFor(viewOf(again()), 'see')).once('close', ended);
      },
    },
  ];
}
