/** Months that must stay: who holds them, why, and since when. */
import { linesFor, onLine } from '../../../shared/access/may.ts';
import { AppError } from '../../../shared/errors.ts';
import { HoldQuestion, ReleaseQuestion } from '../../../shared/retention/hold.ts';
import { actorOf, authoritiesOf, type Principal } from '../../auth/principal.ts';
import type { Holds } from '../../retention/holds.ts';
import type { StayingMonth } from '../../retention/retention.ts';
import { route, type Route } from '../route.ts';

export interface HoldRouteParts {
  holds: Holds;
  dropped: () => readonly string[];
  /** Old enough, and still there. */
  stays: () => readonly StayingMonth[];
}

export function holdRoutes({ holds, dropped, stays }: HoldRouteParts): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/holds',
      access: 'see-audit',
      handle: async ({ ctx }) => {
        ctx.body = { holds: await holds.all(), dropped: dropped(), stays: stays() };
      },
    },
    route({
      method: 'POST',
      path: '/api/holds',
      access: 'hold',
      body: HoldQuestion,
      handle: async ({ ctx, body, principal }) => {
        checkLines(principal, body.line);
        ctx.status = 201;
        ctx.body = { hold: await holds.add(body, actorOf(principal)) };
      },
    }),
    route({
      method: 'POST',
      path: '/api/holds/:id/release',
      access: 'hold',
      body: ReleaseQuestion,
      handle: async ({ ctx, params, body, principal }) => {
        const hold = (await holds.all()).find(({ id }) => id === params.id);
        if (hold) checkLines(principal, hold.line);
        ctx.body = { hold: await holds.release(params.id!, body.why, actorOf(principal)) };
      },
    }),
  ];
}

/** null = of all lines, which is for somebody who has them all. */
function checkLines(principal: Principal, line: string | null): void {
  const lines = linesFor(authoritiesOf(principal), 'hold');
  if (lines === '*' || (line !== null && onLine(lines, line))) return;
  throw new AppError('FORBIDDEN', `You may not hold months of ${line === null ? 'all lines' : `"${line}"`}.`);
}
