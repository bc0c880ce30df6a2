/** Routes behind the gateway's real middleware, on loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../../gateway/api/app.ts';
import type { Route } from '../../../gateway/api/route.ts';
import { routing } from '../../../gateway/api/routing.ts';
import type { Happened } from '../../../gateway/audit/audit.ts';
import { somebody } from '../../fixtures/principals.ts';

export interface Served {
  address: string;
  bugs: unknown[];
  json<T>(path: string, init?: RequestInit): Promise<{ status: number; body: T }>;
  close(): Promise<void>;
}

/** Asked by somebody who may everything, unless `principal` says who it is. */
export async function served(routes: Route[], principal = somebody): Promise<Served> {
  const bugs: unknown[] = [];
  const ready = routing(routes, { principal: () => principal(), token: 'right' });
  const nowhere = { hosts: () => [], origins: () => [] };
  const app = createApp({ pages: '/nowhere', routing: () => ready, ...nowhere, bug: (error) => bugs.push(error) });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    address,
    bugs,
    async json<T>(path: string, init?: RequestInit) {
      const response = await fetch(`${address}${path}`, init);
      return { status: response.status, body: (await response.json()) as T };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const posted = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Remembers what happened, instead of a trail. */
export function remembering(): { record(happened: Happened): Promise<void>; happened: Happened[] } {
  const happened: Happened[] = [];
  return { happened, record: async (one) => void happened.push(one) };
}
