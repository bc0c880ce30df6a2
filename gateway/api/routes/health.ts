/**
 * `/health` for whoever keeps the gateway running, `/metrics` for who looks after many. Beside the table of routes: both
 * answer while the gateway starts, when nobody can sign on yet.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import { linesFor } from '../../../shared/access/may.ts';
import { AppError } from '../../../shared/errors.ts';
import { authoritiesOf, type Principal } from '../../auth/principal.ts';
import type { Health } from '../../health/health-watch.ts';
import { isLoopbackHost } from '../request-origin.ts';

export interface HealthRouteParts {
  health: () => Health;
  metrics: { contentType: string; text(): Promise<string> };
  /** null = the gateway starts: nobody can be told from anybody. */
  principal: (ctx: Context) => Principal | null;
  /** Of scrapers; null = there is none. Asked each time, so that it can be changed while the gateway runs. */
  scrapeToken: () => Promise<string | null>;
}

export function healthRoutes(parts: HealthRouteParts): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== '/health' && ctx.path !== '/metrics') return next();
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    ctx.set('Cache-Control', 'no-store');
    if (ctx.path === '/health') {
      const health = parts.health();
      ctx.status = health.ready && health.status !== 'failing' ? 200 : 503;
      ctx.body = health;
      return;
    }
    await authorise(ctx, parts);
    ctx.type = parts.metrics.contentType;
    ctx.body = await parts.metrics.text();
  };
}

/** Series carry the names of all lines. UNAUTHENTICATED and FORBIDDEN as on other routes. */
async function authorise(ctx: Context, { principal, scrapeToken }: HealthRouteParts): Promise<void> {
  const token = await scrapeToken();
  if (token !== null && isSame(ctx.get('Authorization'), `Bearer ${token}`)) return;
  if (token === null && isOfThisMachine(ctx)) return;
  const asking = principal(ctx);
  const lines = asking && !asking.person?.locked ? linesFor(authoritiesOf(asking), 'see-status') : [];
  if (lines === '*') return;
  if (lines.length > 0)
    throw new AppError('FORBIDDEN', 'Metrics are of all lines; "see-status" on some of them is not enough.');
  const message = 'Metrics need a scrape token (METRICS_TOKEN_FILE) or somebody who is signed on and sees the status.';
  throw new AppError('UNAUTHENTICATED', message);
}

/** Not what a proxy on this machine passes on: it asks for others. Once there is a token, it counts here too. */
function isOfThisMachine(ctx: Context): boolean {
  const { remoteAddress = '' } = ctx.req.socket;
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => ctx.get(name) !== '');
  return /^(::ffff:)?127\.|^::1$/.test(remoteAddress) && isLoopbackHost(ctx.get('Host')) && !isPassedOn;
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
