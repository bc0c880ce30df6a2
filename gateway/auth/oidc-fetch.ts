/**
 * How the gateway asks the sign-on server: that host and no other, in bounded time and size, and without following it
 * elsewhere. What is public (its description, its keys) is remembered for a day, for times when it does not answer.
 */
import type { CustomFetch } from 'openid-client';
import { OidcRefused } from './oidc-refusal.ts';

const MOST_BYTES = 1_000_000;
const REMEMBERED_MS = 24 * 3_600_000;

interface Answer {
  bytes: Uint8Array<ArrayBuffer>;
  headers: [string, string][];
  at: number;
}

export interface OidcFetchParts {
  /** The only host (with port) that is asked. */
  host: string;
  now: () => number;
  /** As global `fetch`. */
  fetch?: CustomFetch;
}

/** Rejects with OidcRefused: `unreachable` when there is no answer or a server's error, `failed` when it must not be asked. */
export function oidcFetch({ host, now, fetch: ask = globalThis.fetch as CustomFetch }: OidcFetchParts): CustomFetch {
  const remembered = new Map<string, Answer>();
  return async (url, options) => {
    if (new URL(url).host !== host)
      throw new OidcRefused('failed', `The sign-on server names "${new URL(url).host}", which is not to be asked.`);
    const isPublic = options.method === 'GET' && !new Headers(options.headers).has('authorization');
    try {
      const response = await ask(url, options);
      const bytes = await limited(response);
      if (response.status >= 500) throw new Error(`it answered ${response.status}`);
      const headers = [...response.headers];
      if (isPublic && response.ok) remembered.set(url, { bytes, headers, at: now() });
      return new Response(bytes.length > 0 ? bytes : null, { status: response.status, headers });
    } catch (cause) {
      const last = isPublic ? remembered.get(url) : undefined;
      if (last && now() - last.at < REMEMBERED_MS) return new Response(last.bytes, { headers: last.headers });
      throw new OidcRefused('unreachable', `The sign-on server "${host}" cannot be reached: ${reasonOf(cause)}.`, {
        cause,
      });
    }
  };
}

async function limited(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MOST_BYTES) throw new Error('its answer has no end');
    parts.push(part);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const inner = cause.cause instanceof Error ? ` (${cause.cause.message})` : '';
  return `${cause.message}${inner}`;
}
