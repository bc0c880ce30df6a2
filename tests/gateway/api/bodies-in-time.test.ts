import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import Koa from 'koa';
import { afterEach, describe, expect, it } from 'vitest';
import { bodiesInTime } from '../../../gateway/api/bodies-in-time.ts';

const LIMIT_MS = 200;
let server: Server;

async function serving(answer: Koa.Middleware): Promise<number> {
  const app = new Koa().use(bodiesInTime(LIMIT_MS)).use(answer);
  app.on('error', () => {});
  server = createServer(app.callback()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** Begins to send 100 bytes. */
function sending(port: number, type: string): Socket {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write(`POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nContent-Length: 100\r\n\r\n`);
  return socket;
}

const isClosed = (socket: Socket) => (socket.closed ? Promise.resolve() : once(socket.resume(), 'close'));
const answered = async (socket: Socket) => String(((await once(socket, 'data')) as [Buffer])[0]);

describe('a body that comes drop by drop', () => {
  it('is not waited for when it is JSON; a file may take its time', async () => {
    const port = await serving(async (ctx) => {
      for await (const _ of ctx.req);
      ctx.body = 'yes';
    });
    const file = sending(port, 'application/octet-stream');
    await isClosed(sending(port, 'application/json'));
    file.write('x'.repeat(100));
    expect(await answered(file)).toMatch(/^HTTP\/1.1 200/);
    file.destroy();
  });

  it('is not taken for long after it was refused, whatever it is', async () => {
    const port = await serving((ctx) => void (ctx.status = 403));
    for (const type of ['application/json', 'application/octet-stream']) {
      const socket = sending(port, type);
      const more = setInterval(() => socket.write('x'), 50);
      expect(await answered(socket)).toMatch(/^HTTP\/1.1 403/);
      await isClosed(socket);
      clearInterval(more);
    }
  });

  it('does not end a sender who waits for an answer that takes long', async () => {
    let answer = () => {};
    const port = await serving(async (ctx) => {
      for await (const _ of ctx.req);
      await new Promise<void>((resolve) => (answer = resolve));
      ctx.body = 'yes';
    });
    const socket = sending(port, 'application/json');
    socket.write('x'.repeat(100));
    // Another one, begun later, is ended: so much time has passed.
    await isClosed(sending(port, 'application/json'));
    answer();
    expect(await answered(socket)).toMatch(/^HTTP\/1.1 200/);
    socket.destroy();
  });
});
