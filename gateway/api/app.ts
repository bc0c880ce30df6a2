/** The gateway's HTTP: what is asked first stands first. Built without listening, so that tests need no port. */
import { existsSync } from 'node:fs';
import Koa from 'koa';
import sirv from 'sirv';
import { AppError } from '../../shared/errors.ts';
import { bodiesInTime } from './bodies-in-time.ts';
import { crossOrigin } from './cross-origin.ts';
import { plainTargets } from './json-safety.ts';
import { problems } from './problem.ts';
import { ownRequests } from './request-origin.ts';
import { limitRequests } from './request-limits.ts';
import type { Routing } from './routing.ts';
import { securityHeaders } from './security-headers.ts';

export interface AppParts {
  /** Folder of the built app. */
  pages: string;
  /** Routes as soon as they can answer; null while the gateway starts. */
  routing: () => Routing | null;
  /** Names and addresses of this gateway, lower case, without port; this machine's own name always is one. */
  hosts: () => readonly string[];
  /** Origins of the plant's other gateways, whose pages may ask with a token. */
  origins: () => readonly string[];
  /** Sees every request first, to measure it. */
  around?: Koa.Middleware;
  /** What is served before the app's own pages. */
  before?: readonly Koa.Middleware[];
  bug: (error: unknown, path: string) => void;
}

const GONE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);
const NOBODY = { device: null, person: null };

export function createApp(parts: AppParts): Koa {
  const { routing, hosts, origins } = parts;
  const app = new Koa();
  // Koa tells of answers that broke off; a device that goes away is no error, nor is one that sends what is no HTTP (HPE_…).
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.has(error.code ?? '') && !error.code?.startsWith('HPE_')) parts.bug(error, '(answer)');
  });
  const elsewhere = (method: string, path: string) => routing()?.elsewhere(method, path) ?? false;
  if (parts.around) app.use(parts.around);
  app.use(securityHeaders({ origins }));
  app.use(problems(parts.bug));
  app.use(plainTargets());
  app.use(crossOrigin({ origins, elsewhere }));
  app.use(ownRequests({ hosts, origins, elsewhere }));
  app.use(
    limitRequests({
      principal: (ctx) => routing()?.principal(ctx) ?? { ...NOBODY, address: ctx.ip },
      isCommand: (ctx) => routing()?.isCommand(ctx) ?? false,
    }),
  );
  app.use(bodiesInTime());
  app.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) return next();
    ctx.set('Cache-Control', 'no-store');
    const ready = routing();
    if (!ready) throw new AppError('STORE_UNREACHABLE', 'The gateway is starting; try again in a moment.');
    await ready.handle(ctx as never, async () => {});
  });
  for (const before of parts.before ?? []) app.use(before);
  app.use(pages(parts.pages));
  return app;
}

/** The built app; paths that are no file are places within it. */
function pages(directory: string): Koa.Middleware {
  if (!existsSync(directory)) {
    return () => {
      throw new AppError('NOT_FOUND', `The app is not built: "${directory}" is missing. Start with npm start.`);
    };
  }
  const serve = sirv(directory, {
    single: true,
    gzip: true,
    brotli: true,
    etag: true,
    setHeaders: (response, path) => {
      // Hashed names never change; all else is asked for each time, the service worker above all.
      response.setHeader(
        'Cache-Control',
        path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
    },
  });
  return (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next();
    // An API path never falls back to the app's page.
    if (ctx.path.startsWith('/api/')) return next();
    return new Promise<void>((resolve, reject) => {
      ctx.res.once('close', resolve);
      ctx.respond = false;
      ctx.res.statusCode = 200;
      serve(ctx.req, ctx.res, () => {
        ctx.respond = true;
        ctx.res.statusCode = 404;
        next().then(resolve, reject);
      });
    });
  };
}
