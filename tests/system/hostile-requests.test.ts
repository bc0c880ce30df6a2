import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startGatewayProcess, until, type GatewayProcess } from './gateway-process.ts';
import { dayOfRows, plantDirectory, type PlantDirectory } from './packing-plant.ts';
import { dribbling, rawly, request, statusesIn } from './raw-requests.ts';
import { DEADLY, FORBIDDEN, PREFIXES } from './store-requests.ts';
import { Visitor } from './visitor.ts';

const DAY_MS = 86_400_000;

let plant: PlantDirectory;
let gateway: GatewayProcess;
let port: number;
let nobody: Visitor;
let somebody: Visitor;
let databases: string[];
let rows: string[];
let file: string;
let before: { gateway: number; store: number[] };
/** As much of what the gateway printed was looked at. */
let read = 0;

/** Number of the gateway's process, and those of its children: the store. */
async function processes(): Promise<typeof before> {
  const { pid } = JSON.parse(await readFile(join(plant.dataDir, 'gateway.json'), 'utf8')) as { pid: number };
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return { gateway: pid, store: children.trim().split(' ').map(Number) };
}

beforeAll(async () => {
  plant = await plantDirectory();
  ({ file, rows } = dayOfRows(Date.now() - DAY_MS, 2_000));
  await writeFile(join(plant.camera, file), rows.splice(0, 100).join(''));
  gateway = await startGatewayProcess(plant);
  await gateway.caughtUp();
  port = Number(new URL(gateway.address).port);
  nobody = new Visitor(gateway.address);
  somebody = await gateway.tester();
  const { gateway: id } = await gateway.status();
  databases = [`config_${id}`, `local_${id}_access`];
  before = await processes();
});
afterAll(async () => {
  await gateway.stop();
  await plant.remove();
});

/** Nothing ended, nothing was started anew, and the next row of the machine is read. */
afterEach(async () => {
  expect(await processes(), gateway.output().slice(-2_000)).toEqual(before);
  const { store, sources } = await gateway.status();
  expect(store).toMatchObject({ running: true, crashes: 0 });
  await appendFile(join(plant.camera, file), rows.shift()!);
  await until(async () => (await gateway.status()).sources[0]!.lastBlockAt! > sources[0]!.lastBlockAt!);
  const said = gateway.output().slice(read);
  read += said.length;
  expect(said).not.toContain('Bug at');
});

/** By a path that stays as it is; asked again when it was too much. */
async function ask(
  visitor: Visitor,
  {
    method,
    path,
    body,
    headers = {},
  }: { method: string; path: string; body?: Buffer; headers?: Record<string, string> },
): Promise<{ status: number; text: string }> {
  const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const all = { host: `localhost:${port}`, 'content-type': 'application/json', cookie, ...headers };
  const answer = await new Promise<{ status: number; text: string; wait: number }>((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, path, method, headers: all, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('error', reject).on('end', () => {
        resolve({ status: response.statusCode!, text, wait: Number(response.headers['retry-after'] ?? 1) });
      });
    });
    asked.on('error', reject).end(body);
  });
  if (answer.status !== 429) return answer;
  await new Promise((resolve) => setTimeout(resolve, answer.wait * 1_000));
  return ask(visitor, { method, path, headers, ...(body && { body }) });
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('a request for the store', () => {
  it.each([
    ['that ended it', DEADLY],
    ['that nobody may make', FORBIDDEN],
  ])('%s does not reach it, from nobody and from whoever is signed on', async (_, requests) => {
    const page = (await ask(nobody, { method: 'GET', path: '/' })).text;
    const through: string[] = [];
    for (const visitor of [nobody, somebody]) {
      for (const prefix of PREFIXES) {
        for (const { method, path, body } of requests) {
          const database = databases[through.length % databases.length]!;
          const target = prefix + path.replaceAll('DB', database);
          const text = body === undefined ? undefined : JSON.stringify(body).replaceAll('DB', database);
          const answer = await ask(visitor, {
            method,
            path: target,
            ...(text !== undefined && { body: Buffer.from(text) }),
          });
          // A place within the app, as every other path that is none of its files.
          const isPage =
            method === 'GET' && answer.status === 200 && answer.text === page && !target.startsWith('/api');
          if (!isPage && (answer.status < 400 || answer.status >= 500))
            through.push(`${method} ${target}: ${answer.status}`);
        }
      }
    }
    expect(through).toEqual([]);
  });
});

describe('a request that is not one', () => {
  const chunked = ['Transfer-Encoding: chunked', 'Content-Type: application/json'];
  const post = (headers: string[], body = '') => request('POST /api/sync/facts HTTP/1.1', headers, body);
  const get = (path: string) => request(`GET ${path} HTTP/1.1`);

  it.each<[string, string | Buffer]>([
    ['a length and chunks', post([...chunked, 'Content-Length: 4'], '0\r\n\r\nGET /api/access HTTP/1.1\r\n\r\n')],
    ['chunks and a length', post(['Content-Length: 6', ...chunked], '0\r\n\r\nG')],
    ['two lengths', post(['Content-Length: 4', 'Content-Length: 40'], '{}  GET / HTTP/1.1\r\n\r\n')],
    ['two lengths in one', post(['Content-Length: 4, 40'], '{}  ')],
    ['a length of +5', post(['Content-Length: +5'], '12345')],
    ['a length of 0x5', post(['Content-Length: 0x5'], '12345')],
    ['a length below nothing', post(['Content-Length: -1'])],
    ['a length without end', post([`Content-Length: ${'9'.repeat(30)}`])],
    ['chunks that are called otherwise', post(['Transfer-Encoding: xchunked'], '0\r\n\r\n')],
    ['chunks and something else', post(['Transfer-Encoding: chunked, identity'], '0\r\n\r\n')],
    ['chunks twice', post(['Transfer-Encoding: identity', ...chunked], '0\r\n\r\n')],
    ['a space before the colon', post(['Transfer-Encoding : chunked'], '0\r\n\r\n')],
    ['chunks of no size', post(chunked, 'zz\r\n{}\r\n0\r\n\r\n')],
    ['chunks of too much size', post(chunked, `${'F'.repeat(40)}\r\n{}\r\n`)],
    ['chunks that say more than they are', post(chunked, '2\r\n{}}}}}\r\n0\r\n\r\n')],
    ['chunks with endless remarks', post(chunked, `2;${'a'.repeat(40_000)}\r\n{}\r\n0\r\n\r\n`)],
    ['a header on two lines', request('GET / HTTP/1.1', ['X-A: a\r\n b', 'X-B: b'])],
    ['a header without a name', request('GET / HTTP/1.1', [': x'])],
    ['a zero in a header', request('GET / HTTP/1.1', ['X-A: a\u0000b'])],
    ['half a line end in a header', request('GET / HTTP/1.1', ['X-A: a\rTransfer-Encoding: chunked'])],
    ['20,000 bytes of header', request('GET / HTTP/1.1', [`X-A: ${'a'.repeat(20_000)}`])],
    [
      '3,000 headers',
      request(
        'GET / HTTP/1.1',
        Array.from({ length: 3_000 }, (_, i) => `X-${i}: a`),
      ),
    ],
    ['a target of 20,000 bytes', get(`/${'a'.repeat(20_000)}`)],
    ['a target elsewhere', get('http://elsewhere.example/')],
    ['a target at the store', get('http://127.0.0.1:5984/_all_dbs')],
    ['its own address as target', 'GET http://localhost/api/access HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n'],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['a host elsewhere', 'GET /api/access HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n'],
    ['a host that only begins like ours', 'GET /api/access HTTP/1.1\r\nHost: localhost.elsewhere.example\r\n\r\n'],
    ['a way to another machine', request('CONNECT 127.0.0.1:5984 HTTP/1.1')],
    ['an echo', request('TRACE / HTTP/1.1', ['Cookie: __Host-session=secret-of-somebody'])],
    ['a question about everything', request('OPTIONS * HTTP/1.1')],
    ['a method that nobody knows', request('BREW /api/access HTTP/1.1')],
    ['an old protocol', 'GET /\r\n\r\n'],
    ['no protocol', '\u0000\u0001\u0002\u0003\r\n\r\n'],
    ['a newer protocol', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', Buffer.from('160301020001000001fc0303', 'hex')],
    ['an expectation that nobody knows', request('GET / HTTP/1.1', ['Expect: the-unexpected'])],
    ['another protocol', request('GET /api/events HTTP/1.1', ['Connection: Upgrade', 'Upgrade: websocket'])],
    ['a way out', get('/..%2f..%2f..%2fetc/passwd')],
    ['another way out', get('/%2e%2e/%2e%2e/etc/passwd')],
    ['a way out by backslashes', get('/..\\..\\etc\\passwd')],
    ['a zero in its path', get('/%00/etc/passwd')],
  ])('is refused, once, and nothing of it is read as another: %s', async (_, bytes) => {
    const text = await rawly(port, bytes);
    const statuses = statusesIn(text);
    expect(statuses.length).toBeLessThanOrEqual(1);
    for (const status of statuses) expect([status >= 400, status < 500 || status === 505]).toEqual([true, true]);
    expect(text).not.toMatch(/secret-of-somebody|root:/);
  });

  it('is answered when it is only long, or one of very many', async () => {
    expect(statusesIn(await rawly(port, request('GET / HTTP/1.1', [`X-A: ${'a'.repeat(10_000)}`])))[0]).toBeLessThan(
      500,
    );
    const many = await rawly(port, get('/').repeat(200), 2_000);
    expect(statusesIn(many)).toHaveLength(200);
  });
});

describe('a body that is not one', () => {
  const deep = '['.repeat(400_000) + ']'.repeat(400_000);
  const BODIES: [string, Buffer, Record<string, string>?][] = [
    ['broken', Buffer.from('{"facts":[')],
    ['nothing', Buffer.alloc(0)],
    ['a text', Buffer.from('"text"')],
    ['a number', Buffer.from('1')],
    ['null', Buffer.from('null')],
    ['true', Buffer.from('true')],
    ['a list', Buffer.from('[]')],
    ['zeros', Buffer.alloc(1_000)],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['very deep', Buffer.from(deep)],
    ['very deep within', Buffer.from(`{"facts":[${deep.slice(0, 100_000)}${deep.slice(-100_000)}]}`)],
    ['for all objects', Buffer.from('{"__proto__":{"isAdmin":true},"facts":[]}')],
    ['for all objects, within', Buffer.from('{"facts":[{"constructor":{"prototype":{"isAdmin":true}}}]}')],
    ['a number without end', Buffer.from('{"facts":[{"at":1e999}]}')],
    ['half characters', Buffer.from('{"facts":[{"comment":"\\ud800"}]}')],
    ['more than is asked for', Buffer.from('{"facts":[],"more":1}')],
    ['too large', Buffer.from(`{"facts":["${'x'.repeat(6_000_000)}"]}`)],
    ['too large once unpacked', gzipSync(`{"facts":["${'x'.repeat(20_000_000)}"]}`), { 'content-encoding': 'gzip' }],
    ['packed, it says', Buffer.from('{"facts":[]}'), { 'content-encoding': 'gzip' }],
    ['packed as nobody packs', Buffer.from('{"facts":[]}'), { 'content-encoding': 'compress' }],
    ['of a form', Buffer.from('facts=1'), { 'content-type': 'application/x-www-form-urlencoded' }],
    ['of another page', json({ facts: [] }), { origin: 'http://elsewhere.example' }],
    ['of another page, by its browser', json({ facts: [] }), { 'sec-fetch-site': 'cross-site' }],
  ];
  const TARGETS = [
    '/api/sync/facts',
    '/api/access/sign-on',
    '/api/access/setup',
    '/api/devices/enrol',
    '/api/people',
    '/api/jobs/report',
  ];

  it.each(BODIES)('is refused wherever it is sent: %s', async (_, body, headers = {}) => {
    for (const path of TARGETS) {
      for (const visitor of [nobody, somebody]) {
        const { status } = await ask(visitor, { method: 'POST', path, body, headers }).catch((error: unknown) => {
          // Who sends too much may learn of it by the end of the connection.
          if (body.length < 1_000_000) throw error;
          return { status: 413 };
        });
        expect([path, status >= 400 && status < 500]).toEqual([path, true]);
      }
    }
  });

  it('is not waited for: what is refused is refused before a body of any length comes', async () => {
    const headers = ['Content-Type: application/json', 'Content-Length: 1000000000000'];
    for (const path of [
      '/api/people',
      '/api/nothing',
      '/api/jobs/report',
      '/api/imports?line=line8&source=vision&name=a',
    ]) {
      const [status] = statusesIn(await rawly(port, request(`POST ${path} HTTP/1.1`, headers, 'x')));
      expect([path, status! >= 400 && status! < 500]).toEqual([path, true]);
    }
  });
});

describe('a query that is not one', () => {
  it.each([
    ...[
      '__proto__=1',
      '__proto__[x]=1',
      'limit[]=1',
      'limit=1&limit=2',
      'limit=%00',
      'limit=%ff',
      'limit=NaN',
      'limit=1e9',
    ],
    ...['limit=-1', `checkpoint=${'x'.repeat(9_000)}`, 'constructor=1'],
  ])('is refused: %s', async (query) => {
    const { status } = await ask(somebody, { method: 'GET', path: `/api/sync/hours?${query}` });
    expect(status).toBe(400);
  });

  it.each(['{', '[]', '{"__proto__":{"isAdmin":true}}', '{"since":1e999}', `{"since":"${'9'.repeat(900)}"}`])(
    'never does harm as a checkpoint: %s',
    async (checkpoint) => {
      const path = `/api/sync/hours?checkpoint=${encodeURIComponent(checkpoint)}`;
      expect((await ask(somebody, { method: 'GET', path })).status).toBeLessThan(500);
    },
  );
});

describe('connections that never finish what they begin', () => {
  it('are ended, and keep nobody waiting', async () => {
    const sockets = [
      ...dribbling(port, 150, 'GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: '),
      ...dribbling(port, 150, ''),
    ];
    const begun = performance.now();
    expect((await somebody.ask('/api/access')).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(2_000);
    await until(() => sockets.every(({ closed }) => closed), 40_000);
  });
});
