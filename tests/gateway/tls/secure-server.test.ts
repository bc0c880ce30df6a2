import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http2, { type ClientHttp2Session } from 'node:http2';
import { request as plainRequest } from 'node:http';
import { Agent, request as secureRequest } from 'node:https';
import { connect as connectPlain, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { connect as connectSecure } from 'node:tls';
import { bodyParser } from '@koa/bodyparser';
import Koa from 'koa';
import sirv from 'sirv';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createGatewayServer, type GatewayServer } from '../../../gateway/tls/secure-server.ts';
import type { OwnCertificate } from '../../../gateway/tls/own-certificate.ts';
import { namesFrom, TlsDesk } from './tls-desk.ts';

const MIB = 1024 * 1024;
const FILE = randomBytes(3 * MIB);

/** What the gateway's own routes do: JSON both ways, streams both ways, events, files. */
function smallApp(pages: string): { app: Koa; events: Set<PassThrough> } {
  const app = new Koa();
  const events = new Set<PassThrough>();
  const serve = sirv(pages, { etag: true });
  app.silent = true;
  app.use(async (ctx, next) => {
    if (ctx.path === '/upload') {
      let bytes = 0;
      for await (const block of ctx.req as AsyncIterable<Buffer>) bytes += block.length;
      ctx.body = { bytes };
    } else await next();
  });
  app.use(bodyParser({ jsonLimit: '1mb' }));
  app.use((ctx, next) => {
    if (ctx.path === '/echo')
      ctx.body = { got: (ctx.request as { body?: unknown }).body, host: ctx.host, secure: ctx.secure };
    else if (ctx.path === '/events') {
      const stream = new PassThrough();
      events.add(stream);
      ctx.type = 'text/event-stream';
      ctx.body = stream;
    } else if (ctx.path === '/large') {
      ctx.body = Readable.from(blocks(64), { objectMode: false });
    } else return next();
  });
  app.use((ctx, next) => {
    ctx.respond = false;
    ctx.res.statusCode = 200;
    serve(ctx.req, ctx.res, () => {
      ctx.respond = true;
      void next();
    });
  });
  return { app, events };
}

function* blocks(mib: number): Generator<Buffer> {
  const block = Buffer.alloc(MIB, 'lineside');
  for (let i = 0; i < mib; i++) yield block;
}

interface Asked {
  method?: string;
  path: string;
  headers?: Record<string, string>;
  body?: Readable | string;
}
interface Answer {
  status: number;
  body: Readable;
}

describe('the port of app and API', () => {
  let desk: TlsDesk;
  let own: OwnCertificate;
  let pages: string;
  const clean: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    desk = await TlsDesk.open((close) => clean.push(close));
    desk.now = Date.now();
    desk.names = namesFrom('localhost', '127.0.0.1');
    own = (await desk.certificate()).own;
    pages = await mkdtemp(join(tmpdir(), 'lineside-pages-'));
    clean.push(() => rm(pages, { recursive: true }));
    await writeFile(join(pages, 'app.js'), FILE);
  });
  afterAll(() => Promise.all(clean.map((close) => close())));

  async function serve(secure: boolean, limits?: Parameters<typeof createGatewayServer>[0]['limits']) {
    const { app, events } = smallApp(pages);
    const certificate = secure ? own.current : null;
    const gateway = createGatewayServer({ answer: app.callback(), certificate, ...(limits && { limits }) });
    gateway.server.listen(0, '127.0.0.1');
    await once(gateway.server, 'listening');
    onTestFinished(() => gateway.end());
    return { gateway, events, port: (gateway.server.address() as AddressInfo).port };
  }

  const http1 = (secure: boolean, port: number) => {
    const agent = secure ? new Agent({ ca: own.ca.chain, keepAlive: true }) : undefined;
    return ({ path, body, ...rest }: Asked): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const ask = secure ? secureRequest : plainRequest;
        const asked = ask({ host: '127.0.0.1', port, path, ...(agent && { agent }), ...rest }, (answer) =>
          resolve({ status: answer.statusCode!, body: answer }),
        );
        asked.on('error', reject);
        if (body instanceof Readable) body.pipe(asked);
        else asked.end(body);
      });
  };

  const http2Session = (port: number): ClientHttp2Session => {
    const session = http2.connect(`https://127.0.0.1:${port}`, {
      ca: own.ca.chain,
      settings: { initialWindowSize: MIB },
    });
    onTestFinished(() => session.destroy());
    return session;
  };
  const over =
    (session: ClientHttp2Session) =>
    (asked: Asked): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const { method = 'GET', path, headers, body } = asked;
        const stream = session.request(
          { ':method': method, ':path': path, ...headers },
          { endStream: body === undefined },
        );
        stream.on('response', (answer) => resolve({ status: answer[':status']!, body: stream }));
        stream.on('error', reject);
        if (body instanceof Readable) body.pipe(stream);
        else if (body !== undefined) stream.end(body);
      });

  describe.each([
    ['HTTP/2 over TLS', true, (port: number) => over(http2Session(port))],
    ['HTTP/1.1 over TLS', true, (port: number) => http1(true, port)],
    ['plain HTTP/1.1', false, (port: number) => http1(false, port)],
  ])('over %s', (_name, secure, client) => {
    it('takes and gives JSON, and knows by which name it was asked', async () => {
      const { port } = await serve(secure);
      const body = JSON.stringify({ reason: 'film-jam', text: 'ü'.repeat(1000) });
      const headers = { 'content-type': 'application/json' };
      const answer = await client(port)({ method: 'POST', path: '/echo', headers, body });
      expect(JSON.parse(await text(answer.body))).toEqual({ got: JSON.parse(body), host: `127.0.0.1:${port}`, secure });
    });

    it('sends events at once, one by one, for as long as the device stays', async () => {
      const { port, events } = await serve(secure);
      const answering = client(port)({ path: '/events' });
      await expect.poll(() => events.size).toBe(1);
      const [stream] = events;
      stream!.write('data: 1\n\n');
      const { body } = await answering;
      const read = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
      expect(String((await read.next()).value)).toBe('data: 1\n\n');
      stream!.write('data: 2\n\n');
      expect(String((await read.next()).value)).toBe('data: 2\n\n');
      body.destroy();
      await expect.poll(() => stream!.destroyed || stream!.writableEnded || stream!.closed).toBe(true);
    });

    it('serves the app’s files', async () => {
      const { port } = await serve(secure);
      const { status, body } = await client(port)({ path: '/app.js' });
      expect(status).toBe(200);
      expect((await buffer(body)).equals(FILE)).toBe(true);
    });

    it('gives and takes large files as streams', async () => {
      const { port } = await serve(secure);
      const ask = client(port);
      let bytes = 0;
      for await (const block of (await ask({ path: '/large' })).body as AsyncIterable<Buffer>) bytes += block.length;
      expect(bytes).toBe(64 * MIB);
      const body = Readable.from(blocks(64), { objectMode: false });
      const sent = await ask({ method: 'POST', path: '/upload', body });
      expect(JSON.parse(await text(sent.body))).toEqual({ bytes: 64 * MIB });
    });
  });

  it('refuses a head that is too large, over both protocols', async () => {
    const { port } = await serve(true);
    const headers = { 'x-large': 'x'.repeat(40_000) };
    expect((await http1(true, port)({ path: '/echo', headers })).status).toBe(431);
    const ask = over(http2Session(port));
    // Once the other side knows the limit; before, HTTP/2's own of 64 kB holds.
    await ask({ path: '/echo' });
    await expect(ask({ path: '/echo', headers })).rejects.toThrow();
    await expect(ask({ path: '/echo', headers: { 'x-large': 'x'.repeat(80_000) } })).rejects.toThrow();
  });

  it('speaks TLS 1.2 and 1.3, and nothing older', async () => {
    const { port } = await serve(true);
    const speak = async (version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3') => {
      const socket = connectSecure({
        ...{ host: '127.0.0.1', port, ca: own.ca.chain, minVersion: version, maxVersion: version },
        ciphers: 'DEFAULT@SECLEVEL=0',
      });
      onTestFinished(() => void socket.destroy());
      await once(socket, 'secureConnect');
      return socket.getProtocol();
    };
    expect(await speak('TLSv1.2')).toBe('TLSv1.2');
    expect(await speak('TLSv1.3')).toBe('TLSv1.3');
    await expect(speak('TLSv1.1')).rejects.toThrow();
  });

  it('shows a renewed certificate to new connections, while open ones go on', async () => {
    const { gateway, port, events } = await serve(true);
    const session = http2Session(port);
    const answering = over(session)({ path: '/events' });
    await expect.poll(() => events.size).toBe(1);
    const before = await shownBy(port);
    desk.names = namesFrom('localhost', '127.0.0.1', '192.168.10.8');
    expect(await own.look()).toBe(true);
    gateway.renew(own.current);
    expect(await shownBy(port)).not.toBe(before);
    const [stream] = events;
    stream!.write('data: still here\n\n');
    const read = (await answering).body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    expect(String((await read.next()).value)).toBe('data: still here\n\n');
    expect(session.closed).toBe(false);
  });

  function shownBy(port: number): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connectSecure({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.on('error', reject);
    });
  }

  it('takes no more connections than it says, and lets others in when one ends', async () => {
    const { gateway, port } = await serve(true, { most: 3, kept: 1, perAddress: 2 });
    const open = () => {
      const socket = connectPlain({ host: '127.0.0.1', port });
      onTestFinished(() => void socket.destroy());
      return socket;
    };
    const sockets = [open(), open(), open()];
    await expect.poll(() => gateway.connections.open).toBe(3);
    await once(open(), 'close');
    expect(gateway.connections.refused).toBe(1);
    sockets[0]!.destroy();
    await expect.poll(() => gateway.connections.open).toBe(2);
    open();
    await expect.poll(() => gateway.connections.open).toBe(3);
  });

  it('ends with all that is open', async () => {
    const { gateway, port, events } = await serve(true);
    const session = http2Session(port);
    over(session)({ path: '/events' }).catch(() => {});
    session.on('error', () => {});
    await expect.poll(() => events.size).toBe(1);
    const closed = Promise.all([once(gateway.server, 'close'), once(session, 'close')]);
    (gateway satisfies GatewayServer).end();
    await closed;
  });
});
