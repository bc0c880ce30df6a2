import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crossOrigin } from '../../../gateway/api/cross-origin.ts';
import { ownRequests } from '../../../gateway/api/request-origin.ts';
import { servedMiddleware, type ServedMiddleware } from './served-middleware.ts';

const NEIGHBOUR = 'https://line9.plant.example:8443';
const JSON_TYPE = { 'content-type': 'application/json', 'content-length': '0' };
let origins = [NEIGHBOUR];
let gateway: ServedMiddleware;
let own: string;

beforeAll(async () => {
  const elsewhere = (method: string, path: string) => path === '/api/sync/facts' && ['GET', 'POST'].includes(method);
  gateway = await servedMiddleware(
    crossOrigin({ origins: () => origins, elsewhere }),
    ownRequests({ hosts: () => ['line8.plant.example', '10.1.2.3', '[fd00::8]'], origins: () => origins, elsewhere }),
  );
  own = `http://localhost:${gateway.port}`;
});
afterAll(() => gateway.close());

const asked = async (headers: Record<string, string | string[]>, method = 'GET', path = '/api/sync/facts') =>
  (await gateway.ask(path, { host: `localhost:${gateway.port}`, ...headers }, method)).status;

describe('the name by which a gateway is asked', () => {
  it.each([
    'localhost',
    '127.0.0.1:8080',
    '[::1]:1',
    'line8.plant.example',
    'LINE8.plant.example:8443',
    '10.1.2.3',
    '[fd00::8]:8443',
  ])('may be %s', async (host) => expect(await asked({ host })).toBe(200));

  it.each([
    ...[
      'elsewhere.example',
      'line8.plant.example.elsewhere.example',
      'xline8.plant.example',
      '10.1.2.33',
      'localhost.',
    ],
    ...['localhost:99999999', 'a@localhost', 'localhost/x', 'localhost, elsewhere.example', '[::1', 'localhost#'],
  ])('is not %j', async (host) => expect([400, 403]).toContain(await asked({ host })));

  it.each([
    [
      'one: of two, a program in front may have read the other',
      'HTTP/1.1\r\nHost: localhost\r\nHost: elsewhere.example',
    ],
    ['said', 'HTTP/1.0'],
    ['more than nothing', 'HTTP/1.1\r\nHost: '],
  ])('is %s', async (_, request) => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(`GET / ${request}\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1.1 40[03]/);
  });
});

describe('a page that asks', () => {
  it('is of this gateway', async () => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'])
      expect(await asked({ ...JSON_TYPE, origin: own, 'sec-fetch-site': 'same-origin' }, method)).toBe(200);
    expect(await asked({ ...JSON_TYPE, 'sec-fetch-site': 'none' }, 'POST')).toBe(200);
    expect(await asked(JSON_TYPE, 'POST')).toBe(200);
  });

  it.each([
    'http://elsewhere.example',
    'null',
    'https://localhost',
    'http://localhost:1',
    'http://localhost.elsewhere.example',
  ])('is not of %s', async (origin) => {
    for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS']) {
      expect(await asked({ ...JSON_TYPE, origin }, method)).toBe(403);
      expect(await asked({ ...JSON_TYPE, origin, authorization: 'Bearer token' }, method)).toBe(403);
    }
  });

  it.each(['cross-site', 'same-site', 'something-new'])(
    'changes nothing when the browser calls it %s',
    async (site) => {
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
        expect(await asked({ ...JSON_TYPE, 'sec-fetch-site': site }, method)).toBe(403);
      // Following a link is no harm.
      expect(await asked({ 'sec-fetch-site': site })).toBe(200);
    },
  );

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'sends nothing that a form can send: "%s"',
    async (type) => {
      const headers = { 'content-length': '2', ...(type && { 'content-type': type }) };
      expect(await asked(headers, 'POST')).toBe(400);
      expect(await asked(headers, 'PUT')).toBe(400);
    },
  );
});

describe('a page of another gateway of the plant', () => {
  const bearer = { ...JSON_TYPE, origin: NEIGHBOUR, authorization: 'Bearer token', 'sec-fetch-site': 'cross-site' };

  it('asks with a token, where routes are meant for it', async () => {
    expect(await asked(bearer, 'POST')).toBe(200);
    const { headers } = await gateway.ask('/api/sync/facts', { ...bearer, host: 'localhost' });
    expect(headers['access-control-allow-origin']).toBe(NEIGHBOUR);
    expect(headers['access-control-allow-credentials']).toBeUndefined();
    expect(headers.vary).toContain('Origin');
  });

  it('is asked for leave by its browser first', async () => {
    const preflight = { host: 'localhost', origin: NEIGHBOUR, 'access-control-request-method': 'POST' };
    const { status, headers } = await gateway.ask('/api/sync/facts', preflight, 'OPTIONS');
    expect(status).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': NEIGHBOUR,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': expect.stringContaining('Authorization') as string,
    });
    expect(headers['access-control-allow-credentials']).toBeUndefined();
  });

  it('gets nowhere else, nor by a cookie, nor when it is revoked', async () => {
    const { authorization: _, ...byCookie } = { ...bearer, cookie: '__Host-session=x' };
    expect(await asked(byCookie, 'POST')).toBe(403);
    expect(await asked({ ...byCookie, authorization: 'Basic x' }, 'POST')).toBe(403);
    for (const path of ['/api/people', '/api/sync/facts/x', '/']) expect(await asked(bearer, 'POST', path)).toBe(403);
    expect(await asked(bearer, 'DELETE')).toBe(403);
    const preflight = { 'access-control-request-method': 'DELETE', origin: NEIGHBOUR, host: 'localhost' };
    const answer = await gateway.ask('/api/sync/facts', preflight, 'OPTIONS');
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([403, undefined]);
    origins = [];
    expect(await asked(bearer, 'POST')).toBe(403);
    origins = [NEIGHBOUR];
  });
});
