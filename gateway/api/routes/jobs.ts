/** Jobs that a command hands over to the gateway that runs; by the token in `gateway.json`, which only its user can read. */
import { createHash, timingSafeEqual } from 'node:crypto';
import Router from '@koa/router';
import { AppError } from '../../../shared/errors.ts';

export type Job = (question: unknown) => Promise<unknown>;

export function jobRoutes(parts: { token: string; jobs: Record<string, Job> }): Router {
  const router = new Router({ prefix: '/api/jobs' });
  const digest = (text: string) => createHash('sha256').update(text).digest();
  const expected = digest(`Bearer ${parts.token}`);

  router.post('/:job', async (ctx) => {
    if (!timingSafeEqual(digest(ctx.get('Authorization')), expected))
      throw new AppError('FORBIDDEN', 'Jobs need the token of this gateway.');
    const job = Object.hasOwn(parts.jobs, ctx.params.job!) ? parts.jobs[ctx.params.job!] : undefined;
    if (!job) throw new AppError('NOT_FOUND', `There is no job "${ctx.params.job}".`);
    ctx.body = await job((ctx.request as { body?: unknown }).body);
  });
  return router;
}
