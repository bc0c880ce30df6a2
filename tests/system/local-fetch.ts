/** `fetch` for a gateway over TLS, as its commands reach it: no name server knows its name, and no authority vouches for it. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { SecretFiles } from '../../gateway/auth/secret-files.ts';
import { localWay } from '../../gateway/tls/local-way.ts';

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Redirects are not followed. */
export function localFetch(dataDir: string): Fetch {
  return async (url, { method = 'GET', headers, body } = {}) => {
    const { host, agent } = await localWay(await SecretFiles.open(dataDir));
    const { port, pathname, search, host: name } = new URL(url);
    const said = { ...Object.fromEntries(new Headers(headers)), host: name };
    const asked = request({ host, port, agent, method, path: pathname + search, headers: said });
    asked.end(body as string | Uint8Array | undefined);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    const heard = new Headers();
    for (const [header, values = []] of Object.entries(answer.headersDistinct))
      for (const value of values) heard.append(header, value);
    const content = await buffer(answer);
    return new Response(content.length > 0 ? new Uint8Array(content) : null, {
      status: answer.statusCode!,
      headers: heard,
    });
  };
}
