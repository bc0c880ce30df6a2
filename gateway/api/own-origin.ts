/**
 * Until access control exists the gateway answers this machine only, and pages of its own only: a web page elsewhere must
 * not reach it through a name that points here (DNS rebinding) or by a form.
 */
import type { Middleware } from 'koa';
import { AppError } from '../../shared/errors.ts';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

const CHANGES_NOTHING = new Set(['GET', 'HEAD']);
/** What a page elsewhere cannot send without asking first; nor can it send DELETE. Files come as plain bytes. */
const NOT_OF_FORMS = ['application/json', 'application/octet-stream'];

export function ownOrigin(): Middleware {
  return async (ctx, next) => {
    const host = ctx.get('Host');
    if (!LOOPBACK.test(host))
      throw new AppError('FORBIDDEN', `"${host}" is not a name of this gateway; open it as localhost.`);
    const origin = ctx.get('Origin');
    if (origin && origin !== `http://${host}`)
      throw new AppError('FORBIDDEN', `Pages of "${origin}" may not ask this gateway.`);
    if (!CHANGES_NOTHING.has(ctx.method) && ctx.method !== 'DELETE' && !ctx.is(...NOT_OF_FORMS)) {
      throw new AppError('REQUEST_INVALID', 'Send JSON with content type application/json.');
    }
    await next();
  };
}
