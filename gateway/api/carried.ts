/** What a request carries of those that ask: cookies, or a bearer token. */
import type { Context } from 'koa';
import type { Carried } from '../auth/principal-of.ts';
import { cookieOf, DEVICE_COOKIE, SESSION_COOKIE } from './cookies.ts';

export function carriedBy(ctx: Context): Carried {
  const session = cookieOf(ctx, SESSION_COOKIE);
  return { session, device: cookieOf(ctx, DEVICE_COOKIE), bearer: bearerOf(ctx.get('Authorization')), address: ctx.ip };
}

/** A bearer that is no token is nobody's: pages elsewhere are let through for bringing one, and cookies must not answer for it. */
function bearerOf(authorization: string): string | null {
  if (!/^Bearer\b/i.test(authorization)) return null;
  return /^Bearer ([A-Za-z0-9._~+/=-]{1,200})$/i.exec(authorization)?.[1] ?? '';
}
