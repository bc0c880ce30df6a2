import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Type } from 'typebox';
import { createApp } from '../../../gateway/api/app.ts';
import type { Route } from '../../../gateway/api/route.ts';
import { routing } from '../../../gateway/api/routing.ts';
import type { Principal } from '../../../gateway/auth/principal.ts';
import { jobRoutes } from '../../../gateway/api/routes/jobs.ts';
import { statusRoutes, type GatewayStatus } from '../../../gateway/api/routes/status.ts';
import { AppError } from '../../../shared/errors.ts';
import { enrolledAs, NOBODY, somebody } from '../../fixtures/principals.ts';

let directory: string;
let server: Server;
let port: number;
let isStarting = false;
let asking = somebody();
const bugs: unknown[] = [];

const ECHO: Route[] = [
  {
    method: 'POST',
    path: '/api/echo',
    access: 'anyone',
    body: Type.Union([
      Type.Object({ a: Type.Number() }, { additionalProperties: false }),
      Type.Object({ text: Type.String() }),
    ]),
    handle: ({ ctx, body }) => {
      ctx.body = { got: body };
    },
  },
  {
    method: 'GET',
    path: '/api/bug',
    access: 'anyone',
    handle: () => {
      throw new TypeError('secret detail');
    },
  },
  {
    method: 'GET',
    path: '/api/away',
    access: 'anyone',
    handle: () => {
      throw new AppError('STORE_UNREACHABLE', 'The store is away.');
    },
  },
];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lineside-app-'));
  await writeFile(join(directory, 'index.html'), '<title>Lineside</title>');
  await writeFile(join(directory, 'page.js'), 'export {};');
  const status = statusRoutes({
    status: () => ({ gateway: 'gw', sources: [{ id: 'line8/a' }, { id: 'line9/b' }] }) as GatewayStatus,
    rejected: (line) => (line === 'line8' ? [] : null),
  });
  const jobs = jobRoutes({ report: async (question) => ({ question }) });
  const ready = routing([...status, ...jobs, ...ECHO], { principal: () => asking, token: 'right' });
  const app = createApp({
    pages: directory,
    routing: () => (isStarting ? null : ready),
    hosts: () => [],
    origins: () => [],
    bug: (error) => bugs.push(error),
  });
  server = createServer(app.callback()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  ({ port } = server.address() as AddressInfo);
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true });
});

interface Asked {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

async function ask(
  path: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<{ status: number; headers: IncomingHttpHeaders; text: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: '127.0.0.1', port, path, method, headers: { host: `localhost:${port}`, ...headers }, agent: false },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, text }));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

async function problem(path: string, asked?: Asked): Promise<{ status: number; code: string }> {
  const { status, headers, text } = await ask(path, asked);
  expect(headers['content-type']).toContain('application/problem+json');
  const said = JSON.parse(text) as { type: string; title: string; status: number; code: string; detail: string };
  expect(said.status).toBe(status);
  expect(said.title).not.toBe('');
  expect(said.detail).not.toBe('');
  return { status, code: said.code };
}

const json = { 'content-type': 'application/json' };

describe('the gateway over HTTP', () => {
  it('answers its own pages and this machine', async () => {
    expect(JSON.parse((await ask('/api/status')).text)).toMatchObject({ gateway: 'gw' });
    for (const host of ['127.0.0.1', `127.0.0.1:${port}`, 'localhost', `[::1]:${port}`])
      expect((await ask('/api/status', { headers: { host } })).status).toBe(200);
    const posted = await ask('/api/echo', {
      method: 'POST',
      headers: { ...json, origin: `http://localhost:${port}` },
      body: '{"a":1}',
    });
    expect(JSON.parse(posted.text)).toEqual({ got: { a: 1 } });
  });

  it.each(['lineside.example', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.1:8080', 'evil@localhost'])(
    'does not answer to the name "%s"',
    async (host) => {
      const { status } = await ask('/api/status', { headers: { host } });
      expect([400, 403]).toContain(status);
    },
  );

  it.each(['http://evil.example', 'https://localhost', 'http://localhost:1', 'null'])(
    'does not answer pages of %s',
    async (origin) => {
      expect(await problem('/api/status', { headers: { origin } })).toEqual({ status: 403, code: 'FORBIDDEN' });
      expect(await problem('/', { headers: { origin } })).toEqual({ status: 403, code: 'FORBIDDEN' });
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'takes nothing that a form could send: "%s"',
    async (type) => {
      const asked = { method: 'POST', headers: type ? { 'content-type': type } : {}, body: '{}' };
      expect(await problem('/api/echo', asked)).toEqual({ status: 400, code: 'REQUEST_INVALID' });
    },
  );

  it.each(['{', '"text"', '{"a":1}}', '\u0000'])('says that a body cannot be read: %j', async (body) => {
    expect(await problem('/api/echo', { method: 'POST', headers: json, body })).toEqual({
      status: 400,
      code: 'REQUEST_INVALID',
    });
  });

  it('says that a body is too large', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(1_100_000) });
    const { status, code } = await problem('/api/echo', {
      method: 'POST',
      headers: { ...json, 'content-length': String(body.length) },
      body,
    });
    expect(code).toBe('REQUEST_INVALID');
    expect([400, 413]).toContain(status);
  });

  it.each(['/api/nothing', '/api/', '/api/lines/line9/rejected', '/api/lines/%E0%A4%A/rejected'])(
    'knows no %s',
    async (path) => {
      const { status, code } = await problem(path);
      expect({ status: [400, 404].includes(status), code: ['NOT_FOUND', 'REQUEST_INVALID'].includes(code) }).toEqual({
        status: true,
        code: true,
      });
    },
  );

  it('says when it is not ready, and when to ask again', async () => {
    isStarting = true;
    const early = await ask('/api/status');
    isStarting = false;
    expect(early.status).toBe(503);
    expect(early.headers['retry-after']).toBe('1');
    expect(await problem('/api/away')).toEqual({ status: 503, code: 'STORE_UNREACHABLE' });
  });

  it('tells of a bug to its log, not to the client', async () => {
    const { status, text } = await ask('/api/bug');
    expect(status).toBe(500);
    expect(text).not.toContain('secret');
    expect(bugs).toHaveLength(1);
  });

  it('runs jobs only for who knows the token', async () => {
    const asked = (token?: string) => ({
      method: 'POST',
      headers: { ...json, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: '{"line":"line8"}',
    });
    expect(JSON.parse((await ask('/api/jobs/report', asked('right'))).text)).toEqual({ question: { line: 'line8' } });
    for (const token of [undefined, '', 'wrong', 'right '])
      expect((await problem('/api/jobs/report', asked(token === 'right ' ? 'rightx' : token))).code).toBe('FORBIDDEN');
    expect((await problem('/api/jobs/toString', asked('right'))).code).toBe('NOT_FOUND');
  });
});

describe('the guard', () => {
  afterEach(() => (asking = somebody()));
  const codeAt = async (path: string) => {
    const { status, text } = await ask(path);
    return status === 200 ? 200 : (JSON.parse(text) as { code: string }).code;
  };

  it('asks strangers to sign on, and tells those who are that they may not', async () => {
    const asked = async (who: Principal) => {
      asking = who;
      return [await codeAt('/api/status'), await codeAt('/api/lines/line8/rejected')];
    };
    expect(await asked(NOBODY)).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(await asked(enrolledAs('kiosk'))).toEqual(['FORBIDDEN', 200]);
    expect(await asked(enrolledAs('station'))).toEqual(['UNAUTHENTICATED', 200]);
    expect(await asked(enrolledAs('station', ['line9']))).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED']);
    expect(await asked(somebody(['planner'], ['line9']))).toEqual([200, 'FORBIDDEN']);
    expect(await asked(somebody(['planner']))).toEqual([200, 200]);
  });

  it('lets somebody who was away for long look on, and asks for a new sign-on for all else', async () => {
    asking = somebody(['operator'], '*', true);
    expect(await codeAt('/api/lines/line8/rejected')).toBe(200);
    expect(await codeAt('/api/status')).toBe('UNAUTHENTICATED');
  });

  it('shows of all lines those that the person has', async () => {
    asking = somebody(['engineer'], ['line9']);
    expect(JSON.parse((await ask('/api/status')).text)).toMatchObject({ sources: [{ id: 'line9/b' }] });
  });

  it.each([
    '{"b":1}',
    '{"a":1,"b":2}',
    '{"a":1,"__proto__":{}}',
    '{"text":"x","constructor":{}}',
    '{"a":1e999}',
    'null',
  ])('takes no body but the declared one: %s', async (body) => {
    expect(await problem('/api/echo', { method: 'POST', headers: json, body })).toEqual({
      status: 400,
      code: 'REQUEST_INVALID',
    });
  });
});

describe('the app’s pages', () => {
  it('are places of one page, and no one else may frame or feed them', async () => {
    for (const path of ['/', '/lines/line8']) {
      const { status, headers, text } = await ask(path);
      expect(status).toBe(200);
      expect(text).toContain('Lineside');
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['cache-control']).toBe('no-cache');
    }
  });

  it.each(['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc%2fpasswd', '/%00', '/%'])(
    'lead nowhere outside: %s',
    async (path) => {
      const { status, text } = await ask(path);
      expect(status).toBeLessThan(500);
      expect(text).not.toContain('root:');
    },
  );
});
