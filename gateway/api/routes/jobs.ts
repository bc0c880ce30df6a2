/** Jobs that a command hands over to the gateway that runs; by the token in `gateway.json`, which only its user can read. */
import { Type } from 'typebox';
import { AppError } from '../../../shared/errors.ts';
import type { Route } from '../route.ts';

export type Job = (question: unknown) => Promise<unknown>;

export function jobRoutes(jobs: Record<string, Job>): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/jobs/:job',
      access: 'token',
      body: Type.Unknown(),
      handle: async ({ ctx, params, body }) => {
        const job = Object.hasOwn(jobs, params.job!) ? jobs[params.job!] : undefined;
        if (!job) throw new AppError('NOT_FOUND', `There is no job "${params.job}".`);
        ctx.body = await job(body);
      },
    },
  ];
}
