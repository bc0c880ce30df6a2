/** A browser before a gateway's access: keeps cookies as browsers do, and says where its pages are from. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createApp } from '../../../../gateway/api/app.ts';
import { carriedBy } from '../../../../gateway/api/carried.ts';
import { accessRoutes } from '../../../../gateway/api/routes/access.ts';
import { peopleRoutes } from '../../../../gateway/api/routes/people.ts';
import { routing } from '../../../../gateway/api/routing.ts';
import type { PlantWithPeople } from '../../auth/plant-with-people.ts';

export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
}

export interface Browser {
  cookies: Map<string, string>;
  /** Everything that was set, as it was set. */
  setCookies: string[];
  ask<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<T>>;
}

export async function servedAccess({
  access,
  clock,
}: PlantWithPeople): Promise<{ browser: () => Browser; bugs: unknown[] }> {
  const now = () => clock.at;
  const routes = [
    ...accessRoutes({ access, gateway: 'gw', plantName: 'Demo plant', sso: null, now }),
    ...peopleRoutes(access),
  ];
  const ready = routing(routes, { principal: (ctx) => access.principal(carriedBy(ctx)), token: 'right' });
  const bugs: unknown[] = [];
  const nowhere = { hosts: () => [], origins: () => [] };
  const app = createApp({ pages: '/nowhere', routing: () => ready, ...nowhere, bug: (error) => bugs.push(error) });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { bugs, browser: () => browserAt(address) };
}

function browserAt(address: string): Browser {
  const cookies = new Map<string, string>();
  const setCookies: string[] = [];
  return {
    cookies,
    setCookies,
    async ask<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const response = await fetch(`${address}${path}`, {
        method,
        headers: { origin: address, 'content-type': 'application/json', ...(cookie && { cookie }), ...headers },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      for (const set of response.headers.getSetCookie()) {
        setCookies.push(set);
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        if (/max-age=0\b/i.test(set)) cookies.delete(name);
        else cookies.set(name, value);
      }
      const text = await response.text();
      return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T, headers: response.headers };
    },
  };
}
