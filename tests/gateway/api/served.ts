/** Routes behind the gateway's real middleware, on loopback. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Router from '@koa/router';
import { createApp } from '../../../gateway/api/app.ts';

export interface Served {
  address: string;
  bugs: unknown[];
  json<T>(path: string, init?: RequestInit): Promise<{ status: number; body: T }>;
  close(): Promise<void>;
}

export async function served(...routers: Router[]): Promise<Served> {
  const bugs: unknown[] = [];
  const app = createApp({ pages: '/nowhere', routes: () => routers, bug: (error) => bugs.push(error) });
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
