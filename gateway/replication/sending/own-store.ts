/** The gateway's own store as PouchDB asks for it: wherever its process listens at the moment. */
import { AppError } from '../../../shared/errors.ts';
import { unreachable, type CouchAddress } from '../../store/couch-http.ts';
import type { Ask } from './exchange.ts';

const PATIENCE_MS = 60_000;

/** `closing` ends what is under way. */
export function ownStore(address: () => CouchAddress | Promise<CouchAddress>, closing: AbortSignal): Ask {
  return async ({ method, path, body }) => {
    const { url, authorization } = await address();
    try {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
        body,
        redirect: 'error',
        signal: AbortSignal.any([closing, AbortSignal.timeout(PATIENCE_MS)]),
      });
      if (response.status >= 500) throw unreachable(`the store answered ${response.status} to "${method} ${path}"`);
      return { status: response.status, json: await response.json() };
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw unreachable(`the store did not answer "${method} ${path}"; is it running?`, cause);
    }
  };
}
