import type { Middleware } from 'koa';

/** For a body of JSON: 3 MB over the worst radio that still works. */
const BODY_MS = 60_000;

/**
 * Ends senders of JSON that take too long, and senders of anything who go on after they were answered. A file that is
 * being received has a limit of its own (see the route of imports).
 */
export function bodiesInTime(limitMs = BODY_MS): Middleware {
  return (ctx, next) => {
    const isJson = ctx.is('application/json');
    // No body.
    if (isJson === null) return next();
    const { req, res } = ctx;
    let timer: NodeJS.Timeout | undefined;
    const begin = () => (timer ??= setTimeout(() => req.destroy(), limitMs));
    const inTime = () => clearTimeout(timer);
    req.once('end', inTime).once('close', inTime);
    if (isJson === false) res.once('finish', () => !req.complete && begin());
    else begin();
    return next();
  };
}
