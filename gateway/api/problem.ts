/** Errors over HTTP are RFC 9457 problems; `code` is the contract, the text may change. */
import type { Middleware } from 'koa';
import { AppError, type ErrorCode } from '../../shared/errors.ts';

const STATUS: Partial<Record<ErrorCode, number>> = {
  REQUEST_INVALID: 400,
  USAGE: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CONFLICT: 409,
  PROTOCOL_TOO_OLD: 426,
  PROTOCOL_TOO_NEW: 426,
  THROTTLED: 429,
  NOT_FOUND: 404,
  STORE_UNREACHABLE: 503,
  // Not 5xx: this gateway is well, and its words are for whoever stands there.
  PLANT_UNREACHABLE: 424,
  JOURNAL_UNWRITABLE: 503,
  DATA_DIR_UNUSABLE: 507,
  PLANT_FILE_UNWRITABLE: 507,
};

/** `bug` is told of errors that this software did not expect; the client learns nothing of them. */
export function problems(bug: (error: unknown, path: string) => void): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined)
        throw new AppError('NOT_FOUND', `There is nothing at "${ctx.path}".`);
    } catch (error) {
      const known = error instanceof AppError ? error : fromClient(error);
      if (!known) bug(error, ctx.path);
      const status = statusOfClientError(error) ?? (known && STATUS[known.code]) ?? 500;
      ctx.status = status;
      ctx.body = {
        type: 'about:blank',
        title: titleOf(status),
        status,
        code: known?.code ?? 'INTERNAL',
        detail: known?.message ?? 'Something went wrong here; it is in the log.',
        ...(known && known.problems.length > 0 && { problems: known.problems }),
      };
      ctx.type = 'application/problem+json';
      const waitMs = known?.retryAfterMs ?? (status === 503 ? 1_000 : null);
      if (waitMs !== null) ctx.set('Retry-After', String(Math.ceil(waitMs / 1_000)));
    }
  };
}

/** 413, 415 …: said by the body parser, and kept. */
function statusOfClientError(error: unknown): number | null {
  if (error instanceof AppError || !(error instanceof Error) || !('status' in error)) return null;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : null;
}

/** Body parser and router throw errors with a status that the client caused. */
function fromClient(error: unknown): AppError | null {
  if (statusOfClientError(error) === null || !(error instanceof Error)) return null;
  return new AppError('REQUEST_INVALID', `The request cannot be read: ${error.message}.`, { cause: error });
}

function titleOf(status: number): string {
  const titles: Record<number, string> = {
    400: 'Request not valid',
    401: 'Sign on first',
    403: 'Not allowed',
    404: 'Not found',
    409: 'Changed meanwhile',
    413: 'Too large',
    424: 'The plant is away',
    426: 'Releases do not fit',
    429: 'Too many',
    503: 'Not ready',
    507: 'No space',
  };
  return titles[status] ?? 'Internal error';
}
