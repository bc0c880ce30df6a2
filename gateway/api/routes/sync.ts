/** What devices need: pull, facts, events. */
import Router from '@koa/router';
import type { EventHub } from '../../sync/event-hub.ts';
import type { FactAcceptance } from '../../sync/accept-facts.ts';
import type { Pull } from '../../sync/pull.ts';

export function syncRoutes(parts: { pull: Pull; facts: FactAcceptance; hub: EventHub }): Router {
  const router = new Router({ prefix: '/api' });

  router.get('/sync/:collection', async (ctx) => {
    ctx.body = await parts.pull.page(ctx.params.collection!, ctx.query);
  });

  router.post('/sync/facts', async (ctx) => {
    ctx.body = await parts.facts.accept((ctx.request as { body?: unknown }).body);
  });

  router.get('/events', (ctx) => {
    ctx.type = 'text/event-stream';
    ctx.set('X-Accel-Buffering', 'no');
    ctx.body = parts.hub.connect();
    ctx.req.socket.setNoDelay(true);
  });
  return router;
}
