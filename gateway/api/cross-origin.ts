/** CORS: the app of one gateway of the plant asks another one, on a device's behalf and by a token. Nobody else is answered. */
import type { Middleware } from 'koa';

/** Origins of the plant's other enrolled gateways, as they are now: `https://line9.plant.example:8443`. */
export type EnrolledOrigins = () => readonly string[];
/** Routes that pages of the plant's other gateways may ask (`elsewhere` in the table of routes). */
export type AskedFromElsewhere = (method: string, path: string) => boolean;

const MAY_SEND = 'Authorization, Content-Type, If-None-Match, Lineside-Protocol';
const MAY_READ = 'ETag, Lineside-Protocol, Retry-After, X-Rows-Total';
/** How long a browser remembers the answer, s. */
const REMEMBERED_S = '600';

/**
 * For pages of enrolled gateways on routes marked so, and for nobody and nothing else. Cookies never travel this
 * way: such pages bring a token. Answers preflights; whether the request itself may pass is decided by `ownRequests`.
 */
export function crossOrigin(parts: { origins: EnrolledOrigins; elsewhere: AskedFromElsewhere }): Middleware {
  return (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) return next();
    ctx.vary('Origin');
    const origin = ctx.get('Origin');
    const isPreflight = ctx.method === 'OPTIONS';
    const method = isPreflight ? ctx.get('Access-Control-Request-Method') : ctx.method;
    if (!origin || !parts.origins().includes(origin) || !parts.elsewhere(method, ctx.path)) return next();
    ctx.set('Access-Control-Allow-Origin', origin);
    if (!isPreflight) {
      ctx.set('Access-Control-Expose-Headers', MAY_READ);
      return next();
    }
    ctx.set({
      'Access-Control-Allow-Methods': method,
      'Access-Control-Allow-Headers': MAY_SEND,
      'Access-Control-Max-Age': REMEMBERED_S,
    });
    ctx.status = 204;
    return Promise.resolve();
  };
}
