/** The gateway's HTTP: what is asked first stands first. Built without listening, so that tests need no port. */
import { existsSync } from 'node:fs';
import { bodyParser } from '@koa/bodyparser';
import type Router from '@koa/router';
import Koa from 'koa';
import helmet from 'koa-helmet';
import sirv from 'sirv';
import { AppError } from '../../shared/errors.ts';
import { ownOrigin } from './own-origin.ts';
import { problems } from './problem.ts';

export interface AppParts {
  /** Folder of the built app. */
  pages: string;
  /** Routes as soon as they can answer; null while the gateway starts. */
  routes: () => Router[] | null;
  bug: (error: unknown, path: string) => void;
}

/** Nothing from elsewhere, nothing inline, nothing framed. */
const CONTENT_SECURITY = {
  'default-src': ["'none'"],
  'script-src': ["'self'"],
  'style-src': ["'self'"],
  'img-src': ["'self'", 'data:', 'blob:'],
  'connect-src': ["'self'"],
  'font-src': ["'self'"],
  'manifest-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lit-html', 'app-sw'],
};

const GONE = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

export function createApp(parts: AppParts): Koa {
  const app = new Koa();
  // Koa tells of answers that broke off; a device that goes away is no error.
  app.on('error', (error: NodeJS.ErrnoException) => {
    if (!GONE.has(error.code ?? '')) parts.bug(error, '(answer)');
  });
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: CONTENT_SECURITY },
      // Comes with TLS; on plain loopback it would lock other programs on this machine out.
      strictTransportSecurity: false,
    }),
  );
  app.use(problems(parts.bug));
  app.use(ownOrigin());
  app.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/api/')) return next();
    ctx.set('Cache-Control', 'no-store');
    const routes = parts.routes();
    if (!routes) throw new AppError('STORE_UNREACHABLE', 'The gateway is starting; try again in a moment.');
    const read = LARGE_BODY.test(ctx.path) ? readLargeBody : readBody;
    await read(ctx, async () => {
      let at = -1;
      const step = (): Promise<unknown> => {
        const router = routes[++at];
        return router ? router.routes()(ctx as never, step as never) : Promise.resolve();
      };
      await step();
    });
  });
  app.use(pages(parts.pages));
  return app;
}

const readBody = bodyParser({ enableTypes: ['json'], jsonLimit: '1mb', jsonStrict: true });
/** A sample of a file comes within JSON, in base64: a third larger than it is. */
const LARGE_BODY = /^\/api\/sources\/[^/]+\/[^/]+\/test$/;
const readLargeBody = bodyParser({ enableTypes: ['json'], jsonLimit: '3mb', jsonStrict: true });

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
