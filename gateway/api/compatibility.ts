/**
 * Before a device is given or gives anything: do its release and this one understand each other? Neighbours do; others are
 * told which side has to be updated, keep what they have, and do not ask again at once.
 */
import type { Context } from 'koa';
import { AppError } from '../../shared/errors.ts';
import { PROTOCOL, PROTOCOL_HEADER, agreement, readProtocol } from '../../shared/sync/compatibility.ts';
import type { Route } from './route.ts';

/** When it makes sense to look whether somebody has updated something, ms. */
const AGAIN_MS = 60_000;

/** The routes, each behind the question. */
export function forNeighbours(routes: readonly Route[], mine = PROTOCOL): Route[] {
  return routes.map((route) => ({
    ...route,
    handle: (asked) => {
      askProtocol(asked.ctx, mine);
      return route.handle(asked);
    },
  }));
}

/**
 * Throws PROTOCOL_TOO_OLD or PROTOCOL_TOO_NEW (both 426), said of whoever asks, and REQUEST_INVALID for what is no protocol.
 * A page's event stream cannot carry headers: there it is a parameter of the same name.
 */
export function askProtocol(ctx: Pick<Context, 'get' | 'query' | 'set'>, mine = PROTOCOL): void {
  ctx.set(PROTOCOL_HEADER, String(mine));
  const { [PROTOCOL_HEADER]: inAddress } = ctx.query;
  const said = ctx.get(PROTOCOL_HEADER) || (Array.isArray(inAddress) ? inAddress[0] : inAddress);
  const theirs = readProtocol(said);
  if (theirs === null)
    throw new AppError('REQUEST_INVALID', `${PROTOCOL_HEADER}="${said}" is not valid; give a whole number from 1.`);
  switch (agreement(mine, theirs)) {
    case 'fine':
      return;
    case 'too-old':
      throw new AppError(
        'PROTOCOL_TOO_OLD',
        `This app speaks protocol ${theirs}, its gateway ${mine}: the app is too old. Update it; what waits there is kept.`,
        { retryAfterMs: AGAIN_MS },
      );
    case 'too-new':
      throw new AppError(
        'PROTOCOL_TOO_NEW',
        `This app speaks protocol ${theirs}, its gateway ${mine}: the gateway is too old. Update the gateway; what waits in the app is kept.`,
        { retryAfterMs: AGAIN_MS },
      );
  }
}
