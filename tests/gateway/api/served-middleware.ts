/** Middleware on loopback, asked as only raw clients can: any Host, any Sec-Fetch header, any method. */
import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa, { type Middleware } from 'koa';
import { problems } from '../../../gateway/api/problem.ts';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface ServedMiddleware {
  port: number;
  ask(path: string, headers?: Record<string, string | string[]>, method?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** Whoever gets past the middleware is answered 200. */
export async function servedMiddleware(...all: Middleware[]): Promise<ServedMiddleware> {
  const app = new Koa({ proxy: true });
  app.use(problems(() => {}));
  for (const one of all) app.use(one);
  app.use((ctx) => {
    ctx.body = 'passed';
  });
  const server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    ask: (path, headers = {}, method = 'GET') =>
      new Promise((resolve, reject) => {
        const asked = request({ port, host: '127.0.0.1', path, method, headers, agent: false }, (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => (body += text));
          response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body }));
        });
        asked.on('error', reject).end();
      }),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
