/** Asks the gateway one thing and checks that the answer is one. A failure is a value: pages say what it means for them. */
import type { Fetch } from './requests.ts';

/** `unreachable`: no answer, so nobody knows whether it was done; `detail` and `code` are the gateway's own words. */
export interface NotDone {
  ok: false;
  why: 'unreachable' | 'unknown' | 'failed';
  detail: string | null;
  /** `ErrorCode` of the gateway: `CONFLICT`, `FORBIDDEN`, … */
  code: string | null;
}
export type Told<T> = { ok: true; value: T } | NotDone;

/** `read` answers undefined for a body that is not what was asked for. */
export type Ask = <T>(question: {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  body?: unknown;
  read: (body: unknown) => T | undefined;
}) => Promise<Told<T>>;

/** `stop` aborts what is under way; an answer that takes longer than `timeoutMs` counts as none. */
export function asking(fetch: Fetch, stop: AbortSignal, timeoutMs = 20_000): Ask {
  return async ({ method = 'GET', path, body, read }) => {
    const sent =
      method === 'GET' || method === 'DELETE'
        ? {}
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
    try {
      const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
      const response = await fetch(path, { method, ...sent, signal });
      const text = await response.text();
      const answer = parsed(text);
      if (!response.ok) return refusal(response.status, answer);
      const value = read(answer);
      return value === undefined ? { ok: false, why: 'failed', detail: null, code: null } : { ok: true, value };
    } catch {
      return { ok: false, why: 'unreachable', detail: null, code: null };
    }
  };
}

/** Errors of the gateway are problems (RFC 9457); anything else says nothing. */
function refusal(status: number, body: unknown): NotDone {
  const told = isRecord(body) ? body : {};
  const text = (name: string) => (typeof told[name] === 'string' ? told[name] : null);
  return { ok: false, why: status === 404 ? 'unknown' : 'failed', detail: text('detail'), code: text('code') };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Reads `{ [name]: [] }`, each of whose parts must be one. */
export function listOf<T>(name: string, isOne: (part: unknown) => part is T): (body: unknown) => T[] | undefined {
  return (body) => {
    const list = isRecord(body) ? body[name] : undefined;
    return Array.isArray(list) && list.every(isOne) ? list : undefined;
  };
}

/** Reads `{ [name]: part }`. */
export function partOf<T>(name: string, isOne: (part: unknown) => part is T): (body: unknown) => T | undefined {
  return (body) => (isRecord(body) && isOne(body[name]) ? body[name] : undefined);
}
