/** One request to a CouchDB, and what its failure means: nobody there, or an answer that this software should not get. */
import { AppError } from '../../shared/errors.ts';

export interface CouchAddress {
  /** Without a slash at the end: `http://127.0.0.1:5984`. */
  url: string;
  /** The whole `Authorization` header. */
  authorization: string;
}

export interface CouchRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with `/`; every part of it already checked or encoded. */
  path: string;
  /** JSON text. */
  body?: string;
}

export interface CouchAnswer {
  status: number;
  json: unknown;
}

export class CouchHttp {
  readonly #address: () => CouchAddress | Promise<CouchAddress>;
  readonly #timeoutMs: number;

  /** `address` is asked at each request, because an embedded store changes its port when it is restarted. */
  constructor(address: () => CouchAddress | Promise<CouchAddress>, timeoutMs: number) {
    this.#address = address;
    this.#timeoutMs = timeoutMs;
  }

  /** Answers with any status below 500 that `expected` lists; `STORE_UNREACHABLE` or `STORE_REFUSED` otherwise. */
  async request(request: CouchRequest, expected: readonly number[]): Promise<CouchAnswer> {
    const { url, authorization } = await this.#address();
    const { status, text } = await this.#exchange(`${url}${request.path}`, request, authorization);
    const asked = `${request.method} ${request.path}`;
    if (status >= 500) throw unreachable(`the store answered ${status} to "${asked}": ${text.slice(0, 300)}`);
    const json = parsed(text);
    if (expected.includes(status) && json !== undefined) return { status, json };
    throw new AppError('STORE_REFUSED', `the store refused "${asked}" with ${status}: ${text.slice(0, 300)}`);
  }

  async #exchange(url: string, { method, path, body }: CouchRequest, authorization: string) {
    try {
      const response = await fetch(url, {
        method,
        headers: { authorization, accept: 'application/json', 'content-type': 'application/json' },
        body: body ?? null,
        redirect: 'error',
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      return { status: response.status, text: await response.text() };
    } catch (cause) {
      throw unreachable(`the store did not answer "${method} ${path}"; is it running?`, cause);
    }
  }
}

export function unreachable(message: string, cause?: unknown): AppError {
  return new AppError('STORE_UNREACHABLE', message, cause === undefined ? undefined : { cause });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
