/** Routes as data become one router; before any of them is handled, who asks is known and may, and the body is as declared. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { may } from '../../shared/access/may.ts';
import { AppError } from '../../shared/errors.ts';
import { authoritiesOf, type Principal } from '../auth/principal.ts';
import type { AskedFromElsewhere } from './cross-origin.ts';
import { checkJson } from './json-safety.ts';
import { endWhenLost } from './lasting-answers.ts';
import type { Route, RouteContext } from './route.ts';

export interface Guard {
  principal: (ctx: Context) => Principal;
  /** Of `gateway.json`: commands have it. */
  token: string;
}

export interface Routing {
  routes: readonly Route[];
  handle: Middleware;
  principal: (ctx: Context) => Principal;
  isCommand: (ctx: Context) => boolean;
  elsewhere: AskedFromElsewhere;
}

export function routing(routes: readonly Route[], { principal, token }: Guard): Routing {
  const expected = digest(`Bearer ${token}`);
  const isCommand = (ctx: Context) => timingSafeEqual(digest(ctx.get('Authorization')), expected);
  const router = new Router();
  const fromElsewhere = new Router();
  for (const route of routes) {
    const readBody = route.body ? jsonReader(route.bodyLimitMb ?? 1) : null;
    if (route.elsewhere) fromElsewhere.register(route.path, [route.method], () => {});
    router.register(route.path, [route.method], async (routed) => {
      const ctx = routed as unknown as Context & { params: Record<string, string> };
      const { params } = ctx;
      if (route.access === 'token' && !isCommand(ctx))
        throw new AppError('FORBIDDEN', 'Jobs need the token of this gateway.');
      const asking = principal(ctx);
      authorise(route, { ctx, params, principal: asking });
      const body = readBody ? checkedBody(route.body!, await readBody(ctx)) : null;
      await route.handle({ ctx, params, body, principal: asking, again: () => principal(ctx) });
      endWhenLost(ctx, () => allows(route, { ctx, params, principal: unlocked(principal(ctx)) }));
    });
  }
  return {
    ...{ routes, principal, isCommand },
    handle: router.routes() as unknown as Middleware,
    elsewhere: (method, path) => fromElsewhere.match(path, method).route,
  };
}

/** UNAUTHENTICATED: signing on (again) may help; FORBIDDEN: it does not. */
function authorise(route: Route, asked: Asked): void {
  const { access } = route;
  if (access === 'anyone' || access === 'token') return;
  const { principal } = asked;
  if (access === 'gateway') {
    if (principal.gateway) return;
    throw new AppError('UNAUTHENTICATED', 'This is for gateways of the plant: join it, and use the token from there.');
  }
  const { person } = principal;
  if (access === 'person') {
    if (person && !person.locked) return;
    throw new AppError('UNAUTHENTICATED', 'Nobody is signed on here; sign on and try again.');
  }
  if (allows(route, asked)) return;
  if (!person && principal.device?.role !== 'kiosk')
    throw new AppError('UNAUTHENTICATED', 'This needs somebody who is signed on; sign on and try again.');
  if (person?.locked && allows(route, { ...asked, principal: unlocked(principal) }))
    throw new AppError('UNAUTHENTICATED', `"${person.user}" was away for long; sign on again.`);
  const about = route.lines?.(asked);
  const where = about ? ` on ${about.map((line) => `"${line}"`).join(', ')}` : '';
  throw new AppError(
    'FORBIDDEN',
    `${person ? `"${person.user}" has` : 'A kiosk has'} no right to "${access}"${where}; an admin can give it.`,
  );
}

type Asked = Omit<RouteContext, 'body' | 'again'>;

function allows({ access, lines }: Route, asked: Asked): boolean {
  if (access === 'anyone' || access === 'token' || access === 'gateway' || access === 'person') return true;
  const about: readonly (string | null)[] = lines?.(asked) ?? [null];
  // About no line at all is about nothing that anybody may.
  return about.length > 0 && about.every((line) => may(authoritiesOf(asked.principal), access, line));
}

/** Whoever sits still loses nothing of what they see, and what they asked for comes to its end. */
function unlocked(principal: Principal): Principal {
  const { person } = principal;
  return person ? { ...principal, person: { ...person, locked: false } } : principal;
}

function jsonReader(limitMb: number): (ctx: Context) => Promise<unknown> {
  const parse = bodyParser({ enableTypes: ['json'], jsonLimit: `${limitMb}mb`, jsonStrict: true });
  return async (ctx) => {
    if (!ctx.is('application/json'))
      throw new AppError('REQUEST_INVALID', 'Send JSON with content type application/json.');
    await parse(ctx as never, async () => {});
    return (ctx.request as { body?: unknown }).body;
  };
}

function checkedBody(schema: TSchema, body: unknown): unknown {
  checkJson(body);
  if (Value.Check(schema, body)) return body;
  const [error] = Value.Errors(schema, body);
  const problem = `${error?.instancePath ?? ''} ${error?.message ?? ''}`.trim();
  throw new AppError('REQUEST_INVALID', `The body is not valid: ${problem}.`);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
