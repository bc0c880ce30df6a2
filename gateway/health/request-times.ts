/** How long requests take, by route and outcome. Stands first, so that what it measures is what a client waits for. */
import type { Middleware } from 'koa';

export interface Answered {
  method: string;
  /** As declared (`/api/lines/:line/cycles`), never as asked: what strangers make up must not become a name here. */
  route: string;
  /** `2xx` */
  status: string;
  seconds: number;
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

export function requestTimes(parts: { monotonic: () => number; answered: (one: Answered) => void }): Middleware {
  return async (ctx, next) => {
    const begun = parts.monotonic();
    // An answer that streams for hours is done for the client when it begins.
    await next();
    const { _matchedRoute: matched } = ctx as { _matchedRoute?: unknown };
    parts.answered({
      method: METHODS.has(ctx.method) ? ctx.method : 'other',
      route: routeOf(ctx.path, matched),
      status: `${Math.floor(ctx.res.statusCode / 100)}xx`,
      seconds: (parts.monotonic() - begun) / 1_000,
    });
  };
}

function routeOf(path: string, matched: unknown): string {
  if (typeof matched === 'string') return matched;
  if (path === '/health' || path === '/metrics') return path;
  return path.startsWith('/api/') ? '(none)' : '(pages)';
}
