/** What pages elsewhere and odd requests would try, and what answers tell. */
import { describe, expect, it } from 'vitest';
import type { PullPage } from '../../shared/sync/protocol.ts';
import { admin, attacked, carrying, gateway, person, push, reason } from './attacked-gateway.ts';
import { enrolled } from './enrolled-device.ts';
import { until } from './gateway-process.ts';
import { Visitor } from './visitor.ts';

attacked();

describe('a page elsewhere', () => {
  const forms = [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/jsonp',
    '',
  ];

  it.each(forms)('changes nothing by a form of "%s", with somebody’s cookies', async (type) => {
    const here = await admin.invite(`form-${forms.indexOf(type)}`, ['operator']);
    const body = JSON.stringify({ facts: [reason(here)] });
    const cookies = Object.fromEntries(here.cookies);
    const headers = { origin: 'http://elsewhere.example', 'content-type': type };
    const asked = { method: 'POST', body: new TextEncoder().encode(body) };
    expect((await carrying(cookies, '/api/sync/facts', { ...asked, headers })).status).toBe(403);
    // Also when its browser says nothing of where it comes from.
    expect((await carrying(cookies, '/api/sync/facts', { ...asked, headers: { 'content-type': type } })).status).toBe(
      400,
    );
  });

  it('is refused whatever it says it is', async () => {
    const cookies = Object.fromEntries(admin.cookies);
    const { port } = new URL(gateway.address);
    const origins = [
      'null',
      `https://localhost:${port}`,
      'http://localhost',
      `http://localhost:${port}.elsewhere.example`,
      `http://localhost:${port}/`,
      'http://localhost:1',
    ];
    for (const origin of origins) {
      const headers = { origin, 'content-type': 'application/json' };
      const answer = await carrying(cookies, '/api/access/sign-off', { method: 'POST', body: '{}', headers });
      expect([origin, answer.status]).toEqual([origin, 403]);
    }
    for (const site of ['cross-site', 'same-site', 'x']) {
      const headers = { 'sec-fetch-site': site, 'content-type': 'application/json' };
      expect((await carrying(cookies, '/api/access/sign-off', { method: 'POST', body: '{}', headers })).status).toBe(
        403,
      );
    }
    expect(await person(admin)).toMatchObject({ user: 'admin' });
  });

  it('gets no answer that its browser would show it', async () => {
    const cookies = Object.fromEntries(admin.cookies);
    for (const method of ['GET', 'OPTIONS']) {
      const headers = { origin: 'http://elsewhere.example', 'access-control-request-method': 'GET' };
      const answer = await carrying(cookies, '/api/people', { method, headers });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
      expect(answer.status).toBeGreaterThanOrEqual(400);
    }
  });
});

describe('another way to say the same', () => {
  it('reaches nothing that the plain one does not', async () => {
    const stranger = new Visitor(gateway.address);
    const ways = [
      ...[
        '/api/people/',
        '/api/People',
        '/api//people',
        '/API/people',
        '/api/./people',
        '/api/x/../people',
        '/api/people;x=1',
      ],
      ...[
        '/api/%70eople',
        '/api%2fpeople',
        '/api/people%20',
        '/api/people%00',
        '/api/people?_method=GET',
        '//api/people',
        '/api/people/.',
      ],
    ];
    const page = await (await stranger.ask('/')).text();
    for (const way of ways) {
      const text = await (await stranger.ask(way)).text();
      expect([way, text === page || /UNAUTHENTICATED|REQUEST_INVALID|NOT_FOUND/.test(text)]).toEqual([way, true]);
    }
  });

  it('is no other method: HEAD, OPTIONS and what a header claims give nobody anything, on every route', async () => {
    const stranger = new Visitor(gateway.address);
    for (const { method, path, access } of gateway.routes) {
      const place = path.replace(/:[a-z]+/gi, 'none');
      for (const asked of ['HEAD', 'OPTIONS']) {
        const answer = await stranger.ask(place, { method: asked });
        const isOpen = access === 'anyone' && method === 'GET' && asked === 'HEAD';
        expect([asked, place, answer.status >= 400 || isOpen]).toEqual([asked, place, true]);
      }
    }
    const own = Object.fromEntries(admin.cookies);
    for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
      const answer = await carrying(own, '/api/sessions/none', { headers: { [name]: 'DELETE' } });
      expect(answer.status).toBe(404);
    }
  });

  it('by HEAD leaves no event stream behind', async () => {
    const here = await admin.invite('heads', ['operator']);
    for (let i = 0; i < 10; i++) expect((await here.ask('/api/events', { method: 'HEAD' })).status).toBe(200);
    await until(async () => (await here.get<{ devices: number }>('/api/status')).devices === 0);
  });
});

describe('answers', () => {
  it('about people and lines are kept by no cache', async () => {
    for (const { method, path, access } of gateway.routes) {
      if (method !== 'GET' || access === 'token' || path === '/api/events') continue;
      const answer = await admin.ask(
        path
          .replace(':collection', 'lines')
          .replace(':line', 'line8')
          .replace(/:[a-z]+/gi, 'vision'),
      );
      await answer.body?.cancel();
      expect([path, answer.headers.get('cache-control')]).toEqual([
        path,
        expect.stringMatching(/no-store|private, no-cache/),
      ]);
    }
  });

  it('to a kiosk name no person, no device and no place of a file', async () => {
    const many = await admin.invite('many', ['operator']);
    expect(await push(many, reason(many))).toEqual(['accepted']);
    const kiosk = await enrolled(admin, 'kiosk');
    const pulled = await Promise.all(
      ['hours', 'lines', 'reference'].map((collection) =>
        kiosk.get<PullPage<unknown>>(`/api/sync/${collection}?limit=1000`),
      ),
    );
    const said = JSON.stringify(pulled);
    expect(said).not.toMatch(/Test many|"many"|PR\*|Line8\/|argon2|"key"/);
    for (const path of ['/api/people', '/api/devices', '/api/sessions', '/api/audit', '/api/status', '/api/sources'])
      expect([path, (await kiosk.ask(path)).status]).toEqual([path, 403]);
    await expect(kiosk.signOn('many')).rejects.toThrow('403');
  });

  it('to a supervisor tell of who is locked out, and of nobody else', async () => {
    const supervisor = await admin.invite('watching', ['supervisor']);
    expect(await supervisor.get('/api/people')).toEqual({ people: [] });
    const stranger = new Visitor(gateway.address);
    await Promise.all(
      Array.from({ length: 5 }, () =>
        stranger.send('POST', '/api/access/sign-on', {
          way: 'password',
          user: 'many',
          password: 'x',
          origin: stranger.origin,
        }),
      ),
    );
    const { people } = await supervisor.get<{ people: { user: string }[] }>('/api/people');
    expect(people.map(({ user }) => user).filter((user) => user !== 'many')).toEqual([]);
    expect((await supervisor.send('PUT', '/api/people/many', {})).status).toBe(403);
  });

  it('to a trick say nothing of the inside', async () => {
    const tricks: [string, RequestInit?][] = [
      ['/api/sync/hours?since=%22%7B%7D&gateway=x&epoch=x&scope=x'],
      ['/api/sync/constructor'],
      ['/api/lines/constructor/report.xlsx'],
      ['/api/lines/line8/report.xlsx?from=constructor'],
      ['/api/lines/line8/cycles?from=2026-10-06T00:00:00Z&to=9999-10-06T00:00:00Z'],
      ['/api/series?metric=line8/constructor&from=0&to=1&width=1'],
      ['/api/series?metric=line8/output&from=0&to=9999999999999999&width=9999999999999999'],
      ['/api/series/export?metric=line8/output&from=0&to=9007199254740991&tier=1d&zone=../../etc/passwd'],
      ['/api/audit?from=9007199254740991&to=0&text=%28%28a%2B%29%2B%29%2B%24'],
      ['/api/audit?what=sign-on&what=entry'],
      ['/api/audit?before=audit:0000000000000000:0000000000000000'],
      ['/api/sources/constructor/prototype'],
      ['/api/sources/line8/vision/raw?fileKey=..&generation=0&offset=0'],
      ['/api/imports?line=line8&source=vision&name=..%2f..%2fx'],
    ];
    const everything = await admin.invite('everything', ['operator', 'supervisor', 'planner', 'engineer', 'quality']);
    for (const [path, init] of tricks) {
      const answer = await everything.ask(path, init);
      const said = await answer.text();
      expect([path, answer.status < 500]).toEqual([path, true]);
      if (!answer.ok)
        expect(said).not.toMatch(/\.ts:\d|node_modules|at [a-z]+ \(|\/tmp\/|127\.0\.0\.1:\d|local_|password/i);
    }
    expect((await everything.ask('/api/audit?what=sign-on&what=entry')).status).toBe(200);
  });
});
