/** A route as data: what may be asked, by whom, about which line, with which body. What is not listed does not exist. */
import type { Context } from 'koa';
import type { Static, TSchema } from 'typebox';
import type { Right } from '../../shared/access/roles.ts';
import type { Principal } from '../auth/principal.ts';

/**
 * `anyone`: before sign-on. `person`: somebody signed on, whatever the role. `token`: commands, by `gateway.json`.
 * `gateway`: another gateway of the plant, by the token that it was given when it joined.
 */
export type RouteAccess = Right | 'anyone' | 'person' | 'token' | 'gateway';

export interface RouteContext<Body = unknown> {
  ctx: Context;
  params: Record<string, string>;
  /** Checked against the route's schema; null where there is none. */
  body: Body;
  principal: Principal;
  /** Who asks, looked up anew: for answers that go on for hours. */
  again: () => Principal;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  access: RouteAccess;
  /** Lines that the request is about: the right is needed on each. Absent = on any line; the answer is narrowed by the handler. */
  lines?: (asked: Pick<RouteContext, 'ctx' | 'params'>) => readonly string[];
  /** Closed: what it does not name is refused. Absent = no body is read. */
  body?: TSchema;
  /** MB; default 1. */
  bodyLimitMb?: number;
  /** Another gateway of the plant may ask on a device's behalf, with a bearer token (CORS). */
  elsewhere?: boolean;
  handle: (asked: RouteContext) => void | Promise<void>;
}

/** Gives the handler the type of its body. */
export function route<S extends TSchema>(
  definition: Omit<Route, 'body' | 'handle'> & {
    body?: S;
    handle: (asked: RouteContext<Static<S>>) => void | Promise<void>;
  },
): Route {
  return definition as Route;
}
