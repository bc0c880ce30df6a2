/** What people would try who are inside already: with an account, a station, a kiosk, somebody's cookies; against a real gateway over HTTP. */
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import { padded } from '../../shared/documents/document.ts';
import type { FactAnswer, PullPage } from '../../shared/sync/protocol.ts';
import { startGatewayHere, type GatewayHere } from './gateway-here.ts';
import { enrolled, EnrolledDevice } from './enrolled-device.ts';
import { until } from './gateway-process.ts';
import { PLANT, plantDirectory, type PlantDirectory } from './packing-plant.ts';
import { PASSWORD, Visitor } from './visitor.ts';

const HOUR_MS = 3_600_000;
const SESSION = '__Host-session';
const DEVICE = '__Host-device';

let directory: PlantDirectory;
let gateway: GatewayHere;
let admin: Visitor;
let oidcSecret: string;

beforeAll(async () => {
  const [line8] = PLANT.lines;
  const line9 = { ...line8!, id: 'line9', name: 'Line 9', sources: [] };
  directory = await plantDirectory({ ...PLANT, lines: [line8!, line9] });
  oidcSecret = join(directory.path, 'sign-on-secret');
  await writeFile(oidcSecret, 'the-secret-of-the-sign-on-server', { mode: 0o600 });
  await writeFile(join(directory.camera, 'PR20261006.txt'), '1440700,159070,1,1,10/06/26 06:00:00.000\n');
  gateway = await startGatewayHere(directory, {
    OIDC_ISSUER: 'http://127.0.0.1:9',
    OIDC_CLIENT_ID: 'lineside',
    OIDC_CLIENT_SECRET_FILE: oidcSecret,
  });
  admin = gateway.admin;
});

afterAll(async () => {
  await gateway?.stop();
  await directory?.remove();
});

/** Asks with exactly these cookies, whoever they were given to. */
function carrying(cookies: Record<string, string> | string, path: string, init: RequestInit = {}): Promise<Response> {
  const cookie =
    typeof cookies === 'string'
      ? cookies
      : Object.entries(cookies)
          .map((pair) => pair.join('='))
          .join('; ');
  return fetch(`${gateway.address}${path}`, {
    ...init,
    headers: { cookie, ...(init.headers as Record<string, string>) },
  });
}

function token(visitor: Visitor, name: string): string {
  return visitor.cookies.get(name)!;
}

async function codeOf(response: Response): Promise<string> {
  return response.ok ? 'ok' : ((await response.json()) as { code: string }).code;
}

let counter = 0;
function reason(visitor: Visitor, changes: Record<string, unknown> = {}, at = Date.now()) {
  const from = at - HOUR_MS;
  const by = { origin: visitor.origin, user: visitor.user };
  const said = { from, to: from + 60_000, code: 'film-jam', supersedes: null, line: 'line8' };
  return {
    _id: `reason:${padded(at)}:${visitor.origin}.${++counter}`,
    type: 'reason',
    schema: 1,
    at,
    by,
    ...said,
    ...changes,
  };
}

async function push(visitor: Visitor, ...facts: unknown[]): Promise<string[]> {
  const answers = await visitor.post<FactAnswer[]>('/api/sync/facts', { facts });
  return answers.map((answer) => (answer.status === 'rejected' ? answer.code : answer.status));
}

async function person(visitor: Visitor): Promise<AccessAnswer['person']> {
  return (await visitor.get<AccessAnswer>('/api/access')).person;
}

function change(user: string, changes: Record<string, unknown> = {}) {
  const now = { name: `Test ${user}`, roles: ['operator'], lines: '*', disabled: false, ...changes };
  return admin.send('PUT', `/api/people/${user}`, now);
}

describe('a cookie that was carried off', () => {
  it('of a person opens nothing at another device, nor in a browser that is none', async () => {
    const [here, there] = [await enrolled(admin, 'station'), await enrolled(admin, 'station')];
    await admin.invite('carried', ['supervisor']);
    await here.signOn('carried');
    const stolen = token(here, SESSION);
    const at = async (cookies: Record<string, string>) =>
      ((await (await carrying(cookies, '/api/access')).json()) as AccessAnswer).person;
    expect(await at({ [SESSION]: stolen, [DEVICE]: token(here, DEVICE) })).toMatchObject({ user: 'carried' });
    expect(await at({ [SESSION]: stolen, [DEVICE]: token(there, DEVICE) })).toBeNull();
    expect(await at({ [SESSION]: stolen })).toBeNull();
    expect(await at({ [DEVICE]: stolen })).toBeNull();
    expect(await at({ [SESSION]: token(here, DEVICE) })).toBeNull();
  });

  it('opens nothing as a bearer token, and a bearer token opens nothing as a cookie', async () => {
    const here = await enrolled(admin, 'station');
    await here.signOn('carried');
    const { token: bearer } = await here.prove(true);
    const lines = '/api/sync/lines';
    const by = (authorization: string) => fetch(`${gateway.address}${lines}`, { headers: { authorization } });
    expect((await by(`Bearer ${bearer}`)).status).toBe(200);
    for (const name of [SESSION, DEVICE]) expect((await by(`Bearer ${token(here, name)}`)).status).toBe(401);
    for (const name of [SESSION, DEVICE]) expect((await carrying({ [name]: bearer! }, lines)).status).toBe(401);
  });

  it('does not count beside a bearer token, not even beside one that is nonsense', async () => {
    const here = await enrolled(admin, 'station');
    for (const authorization of ['Bearer x', 'Bearer !', 'Bearer', 'Bearer x y', 'bearer x']) {
      const cookies = { [DEVICE]: token(here, DEVICE) };
      const answer = await carrying(cookies, '/api/sync/lines', { headers: { authorization } });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
    }
  });

  it('twice, empty, huge or of nobody counts as none and breaks nothing', async () => {
    const here = await admin.invite('twice', ['operator']);
    const own = token(here, SESSION);
    for (const odd of [
      `${SESSION}=`,
      `${SESSION}`,
      `=${own}`,
      `${SESSION}=${'x'.repeat(8_000)}`,
      `${SESSION}=__proto__`,
    ])
      expect((await carrying(odd, '/api/status')).status).toBe(401);
    expect((await carrying(`${SESSION.toUpperCase()}=${own}`, '/api/status')).status).toBe(401);
    expect((await carrying(`${SESSION}=${'x'.repeat(20_000)}`, '/api/status')).status).toBe(431);
  });

  it('from before signing on is worth nothing afterwards: each sign-on has a token of its own', async () => {
    const here = await admin.invite('fixed', ['operator']);
    const before = token(here, SESSION);
    await here.signOn('fixed');
    expect(token(here, SESSION)).not.toBe(before);
    expect((await carrying({ [SESSION]: before }, '/api/status')).status).toBe(401);
  });

  it('of a browser where somebody else signed on is no known browser of the others', async () => {
    const victim = await admin.invite('victim', ['operator']);
    const attacker = await admin.invite('attacker', ['operator']);
    expect(victim.cookies.get('__Host-known')).toBeTruthy();
    const question = { way: 'password', user: 'victim', password: 'not the right one', origin: attacker.origin };
    const tries = Array.from({ length: 12 }, () => attacker.send('POST', '/api/access/sign-on', question));
    const codes = await Promise.all((await Promise.all(tries)).map(codeOf));
    expect(codes.filter((code) => code === 'UNAUTHENTICATED').length).toBeLessThanOrEqual(5);
    // Where the victim was before nothing of it counts.
    expect((await victim.signOn('victim')).person.user).toBe('victim');
    await admin.post('/api/people/victim/unlock', {});
  });
});

describe('wrong secrets', () => {
  it('twenty at once count as twenty, at a station and elsewhere', async () => {
    await admin.invite('guessed', ['operator']);
    const station = await enrolled(admin, 'station');
    const ask = (visitor: Visitor, way: object) =>
      visitor.send('POST', '/api/access/sign-on', { user: 'guessed', origin: visitor.origin, ...way });
    for (const [visitor, way] of [
      [station, { way: 'pin', pin: '4711' }],
      [new Visitor(gateway.address), { way: 'password', password: 'not the right one' }],
    ] as const) {
      const codes = await Promise.all(Array.from({ length: 20 }, async () => codeOf(await ask(visitor, way))));
      expect(codes.filter((code) => code === 'UNAUTHENTICATED').length).toBeLessThanOrEqual(5);
      expect(codes.filter((code) => code === 'THROTTLED').length).toBeGreaterThanOrEqual(15);
      expect(await codeOf(await ask(visitor, { way: 'password', password: PASSWORD }))).toBe('THROTTLED');
    }
    await admin.post('/api/people/guessed/unlock', {});
  });

  it('are told in the same words for somebody, nobody, the disabled, and names that are tricks', async () => {
    await admin.invite('leaver', ['operator']);
    await change('leaver', { disabled: true });
    const said = new Set<string>();
    for (const user of ['twice', 'leaver', 'nobody-at-all', 'tostring', 'valueof', '-badge']) {
      const visitor = new Visitor(gateway.address);
      const answer = await visitor.send('POST', '/api/access/sign-on', {
        ...{
          way: 'password',
          user,
          password: user === 'leaver' ? PASSWORD : 'not the right one',
          origin: visitor.origin,
        },
      });
      if (user !== '-badge') said.add(`${answer.status} ${await answer.text()}`);
      else expect(answer.status).toBe(400);
    }
    expect([...said]).toHaveLength(1);
    for (const user of ['Twice', 'twice ', 'ｔwice', 'twice\u0000', '__proto__', 'constructor', 'a'.repeat(41)]) {
      const visitor = new Visitor(gateway.address);
      const answer = await visitor.send('POST', '/api/access/sign-on', {
        way: 'password',
        user,
        password: PASSWORD,
        origin: visitor.origin,
      });
      expect([user, answer.status]).toEqual([user, 400]);
    }
  });
});

describe('badges and PINs', () => {
  it('open nothing away from a station, and nothing once their owner is disabled', async () => {
    await admin.invite('badged', ['operator']);
    const station = await enrolled(admin, 'station');
    const badge = 'BADGE-0815-4711';
    expect((await change('badged', { badge })).status).toBe(200);
    const own = await station.signOn('badged');
    expect(own.person.user).toBe('badged');
    expect((await station.send('PUT', '/api/access/pin', { current: PASSWORD, pin: '580316' })).status).toBe(200);
    const ask = (visitor: Visitor) =>
      visitor.send('POST', '/api/access/sign-on', {
        way: 'badge',
        badge: ` ${badge}\n`,
        pin: '580316',
        origin: visitor.origin,
      });
    expect(await codeOf(await ask(station))).toBe('ok');
    for (const role of ['kiosk', 'personal'] as const)
      expect(await codeOf(await ask(await enrolled(admin, role)))).toBe('FORBIDDEN');
    expect(await codeOf(await ask(new Visitor(gateway.address)))).toBe('FORBIDDEN');
    // One badge, one owner.
    await admin.invite('badged-too', ['operator']);
    expect(await codeOf(await change('badged-too', { badge: `${badge} ` }))).toBe('CONFLICT');
    await change('badged', { disabled: true });
    expect(await codeOf(await ask(station))).toBe('UNAUTHENTICATED');
  });
});

describe('an entry', () => {
  it('is not taken ahead of its time, however long its author stays signed on', async () => {
    const here = await admin.invite('ahead', ['operator']);
    expect(await push(here, reason(here, {}, Date.now() + 2 * HOUR_MS))).toEqual(['later']);
    expect(await push(here, reason(here, {}, Date.now() + 30_000))).toEqual(['accepted']);
  });

  it('with the id of somebody else’s says nothing in its place', async () => {
    const [ann, bob] = [await admin.invite('ann', ['operator']), await admin.invite('bob', ['operator'])];
    const station = await enrolled(admin, 'station');
    await station.signOn('ann');
    const hers = reason(station);
    expect(await push(station, hers)).toEqual(['accepted']);
    await station.signOn('bob');
    const his = { ...hers, code: 'break', by: { origin: station.origin, user: 'bob' } };
    expect(await push(station, his)).toEqual(['differs']);
    expect(await push(bob, { ...hers, by: { origin: bob.origin, user: 'bob' } })).toEqual(['invalid']);
    expect(await push(ann, hers)).toEqual(['author']);
  });

  it('of five hundred at once that is bad keeps none of the others out', async () => {
    const here = await admin.invite('many', ['operator']);
    const at = Date.now();
    const facts = Array.from({ length: 500 }, (_, i) => reason(here, i === 250 ? { code: 'none' } : {}, at - i));
    const answers = await push(here, ...facts);
    expect(answers.map((answer, i) => [i, answer]).filter(([, answer]) => answer !== 'accepted')).toEqual([
      [250, 'reason'],
    ]);
    expect((await here.send('POST', '/api/sync/facts', { facts: [...facts, reason(here)] })).status).toBe(400);
  });

  it('of a line that its author lost is refused, also when it was made before, by whoever brings it', async () => {
    const station = await enrolled(admin, 'station');
    await admin.invite('moved', ['operator'], ['line8']);
    await station.signOn('moved');
    expect(await push(station, reason(station))).toEqual(['accepted']);
    await change('moved', { lines: ['line9'] });
    await station.signOn('moved');
    const after = Date.now() + 61_000;
    // What was said before stays theirs; after the change (and what clocks may differ) only the new line is.
    expect(await push(station, reason(station, { line: 'line9' }))).toEqual(['accepted']);
    expect(await push(station, reason(station, {}, after))).toEqual(['role']);
  });

  it('cannot come from a kiosk, nor from a person who signs on under the name of a device that is enrolled', async () => {
    const [kiosk, station] = [await enrolled(admin, 'kiosk'), await enrolled(admin, 'station')];
    expect((await kiosk.send('POST', '/api/sync/facts', { facts: [] })).status).toBe(403);
    await expect(new Visitor(gateway.address, station.origin).signOn('many')).rejects.toThrow('403');
    const { gateway: own } = await admin.get<AccessAnswer>('/api/access');
    await expect(new Visitor(gateway.address, own).signOn('many')).rejects.toThrow('403');
  });

  it('is refused where its line, its reason or its device have names of every object', async () => {
    const here = await admin.invite('tricky', ['operator']);
    for (const line of ['constructor', 'toString', 'hasOwnProperty', ''])
      expect(await push(here, reason(here, { line }))).toEqual([expect.stringMatching(/^(line|invalid)$/)]);
    for (const code of ['constructor', 'toString', 'hasOwnProperty'])
      expect(await push(here, reason(here, { code }))).toEqual(['reason']);
  });
});

describe('somebody who was let go', () => {
  it('is out of what runs: the event stream ends, and nothing else opens', async () => {
    const here = await admin.invite('streaming', ['operator']);
    const stream = await here.ask('/api/events');
    const ended = (async () => {
      for await (const _ of stream.body!);
    })().catch(() => {});
    await change('streaming', { disabled: true });
    await ended;
    expect((await here.ask('/api/events')).status).toBe(401);
    expect((await here.ask('/api/sync/lines')).status).toBe(401);
  });

  it('is out at a station, whose stream goes on for the others, without their name', async () => {
    const station = await enrolled(admin, 'station', ['line8']);
    await admin.invite('gone', ['operator']);
    await station.signOn('gone');
    await change('gone', { disabled: true });
    expect(await person(station)).toBeNull();
    expect((await station.ask('/api/sync/lines')).status).toBe(200);
    expect((await station.ask('/api/status')).status).toBe(401);
  });

  it('does not come in again by an invitation, a known browser or a session from before', async () => {
    const here = await admin.invite('back', ['operator']);
    const again = await admin.post<{ invitation: { code: string } }>('/api/people/back/invitation', {});
    await change('back', { disabled: true });
    const accept = { user: 'back', code: again.invitation.code, password: PASSWORD, origin: here.origin };
    expect(await codeOf(await here.send('POST', '/api/access/invitation', accept))).toBe('UNAUTHENTICATED');
    expect(await person(here)).toBeNull();
    await change('back');
    expect(await person(here)).toBeNull();
  });

  it('by a role less keeps nothing of it, wherever they are signed on', async () => {
    const here = await admin.invite('demoted', ['supervisor', 'engineer']);
    const there = new Visitor(gateway.address);
    await there.signOn('demoted');
    await change('demoted', { roles: ['planner'] });
    for (const visitor of [here, there]) expect(await person(visitor)).toBeNull();
    await there.signOn('demoted');
    // Beyond the minute by which clocks may differ.
    expect(await push(there, reason(there, {}, Date.now() + 61_000))).toEqual(['role']);
    expect((await there.ask('/api/sources')).status).toBe(403);
  });

  it('by a new password keeps no other session than the one that changed it; by a new PIN neither', async () => {
    const here = await admin.invite('changing', ['operator']);
    const there = new Visitor(gateway.address);
    await there.signOn('changing');
    const password = { current: PASSWORD, password: 'another green conveyor' };
    expect((await here.send('PUT', '/api/access/password', password)).status).toBe(200);
    expect(await person(there)).toBeNull();
    expect(await person(here)).toMatchObject({ user: 'changing' });
    const station = await enrolled(admin, 'station');
    const pin = (typed: string) => ({ way: 'pin', user: 'changing', pin: typed, origin: station.origin });
    const asked = { current: 'another green conveyor', pin: '580316' };
    expect((await here.send('PUT', '/api/access/pin', asked)).status).toBe(200);
    expect((await station.send('POST', '/api/access/sign-on', pin('580316'))).status).toBe(200);
    expect((await here.send('PUT', '/api/access/pin', { ...asked, pin: '603158' })).status).toBe(200);
    expect(await person(station)).toBeNull();
    expect(await person(here)).toMatchObject({ user: 'changing' });
  });
});

describe('a code', () => {
  it('lets in one device, however many bring it at once', async () => {
    const { code } = await admin.post<{ code: string }>('/api/devices/codes', {
      name: 'Race',
      role: 'station',
      lines: '*',
    });
    const devices = Array.from({ length: 5 }, () => new EnrolledDevice(gateway.address));
    const results = await Promise.allSettled(devices.map((device) => device.enrol(code)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('makes nobody the gateway itself, nor another device, and never one that cannot be revoked', async () => {
    const { gateway: own } = await admin.get<AccessAnswer>('/api/access');
    const station = await enrolled(admin, 'station');
    const { code } = await admin.post<{ code: string }>('/api/devices/codes', {
      name: 'Trick',
      role: 'station',
      lines: '*',
    });
    for (const id of [own, station.origin])
      await expect(new EnrolledDevice(gateway.address, id).enrol(code)).rejects.toThrow('409');
    const trick = new EnrolledDevice(gateway.address, 'constructor');
    await trick.enrol(code).catch(() => {});
    const revoke = { name: 'Trick', lines: '*', revoked: true };
    const { devices } = await admin.get<{ devices: { id: string }[] }>('/api/devices');
    if (devices.some(({ id }) => id === 'constructor'))
      expect((await admin.send('PUT', '/api/devices/constructor', revoke)).status).toBe(200);
    expect((await trick.ask('/api/sync/lines')).status).toBe(401);
  });

  it('of an invitation lets in one, once', async () => {
    const { invitation } = await admin.post<{ invitation: { code: string } }>('/api/people', {
      ...{ user: 'invited', name: 'Invited', roles: ['operator'], lines: '*' },
    });
    const accept = () => {
      const visitor = new Visitor(gateway.address);
      const question = { user: 'invited', code: invitation.code, password: PASSWORD, origin: visitor.origin };
      return visitor.send('POST', '/api/access/invitation', question);
    };
    const codes = await Promise.all((await Promise.all([accept(), accept(), accept()])).map(codeOf));
    expect(codes.toSorted()).toEqual(['UNAUTHENTICATED', 'UNAUTHENTICATED', 'ok']);
    expect(await codeOf(await accept())).toBe('UNAUTHENTICATED');
  });

  it('of the first admin is worth nothing afterwards', async () => {
    const code = /first admin with the code (\S+)/.exec(gateway.log.join('\n'))![1]!;
    const visitor = new Visitor(gateway.address);
    await expect(visitor.setUp(code, 'second-admin')).rejects.toThrow('409');
    expect(await admin.get<AccessAnswer>('/api/access')).toMatchObject({ setup: false });
  });
});

describe('the last admin', () => {
  it('stays, however many ways out are taken at once', async () => {
    const other = await admin.invite('other-admin', ['admin']);
    const no = { name: 'x', roles: ['operator'], lines: '*', disabled: false };
    const answers = await Promise.all([
      admin.send('PUT', '/api/people/other-admin', { ...no, disabled: true }),
      admin.send('PUT', '/api/people/admin', no),
      other.send('PUT', '/api/people/admin', { ...no, disabled: true }),
      other.send('POST', '/api/people/admin/invitation', {}),
      other.send('PUT', '/api/people/other-admin', no),
    ]);
    const { people } = await until(async () => {
      for (const visitor of [admin, other]) {
        const response = await visitor.ask('/api/people');
        if (response.ok)
          return (await response.json()) as {
            people: { user: string; roles: string[]; disabled: boolean; has: { password: boolean } }[];
          };
      }
      return null;
    });
    const admins = people.filter(({ roles, disabled, has }) => roles.includes('admin') && !disabled && has.password);
    expect([answers.map(({ status }) => status), admins.length]).toEqual([expect.any(Array), 1]);
    if (admins[0]!.user !== 'admin') throw new Error('the tests go on with the first admin');
  });
});

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

describe('an engineer who looks for secrets', () => {
  let engineer: Visitor;
  const look = async (path: string) => engineer.send('POST', '/api/sources/line8/look', { path });
  beforeAll(async () => {
    engineer = await admin.invite('curious', ['engineer']);
    await symlink(join(directory.dataDir, 'secrets'), join(directory.camera, 'linked'));
    await symlink(join(directory.dataDir, 'secrets', 'pepper'), join(directory.camera, 'linked.txt'));
    await mkdir(join(directory.camera, 'folder.txt'));
  });

  it('finds none, by whatever path', async () => {
    const secrets = await readdir(join(directory.dataDir, 'secrets'));
    expect(secrets).toContain('pepper');
    const ways = [
      ...[
        'data/secrets/pepper',
        'data/secrets/*',
        'data/*',
        '**',
        '*/secrets/*',
        'data/../data/secrets/pepper',
        './data/secrets/*',
      ],
      ...[
        'Line8/linked/*',
        'Line8/linked.txt',
        'Line8/*',
        'Line8/folder.txt',
        'Line8/../data/gateway.json',
        '*/../data/secrets/pepper',
      ],
      ...[
        '/proc/self/environ',
        '/proc/*/environ',
        '/etc/passwd',
        '/dev/zero',
        '/',
        '',
        '..',
        '../*',
        '~/.ssh/*',
        '.env',
        '*/.*',
      ],
      ...[
        'sign-on-secret',
        'sign-*',
        '*',
        'Line8\u0000/../data/secrets/pepper',
        'DATA/secrets/*',
        'data//secrets//pepper',
      ],
      ...[
        join(directory.dataDir, 'secrets', 'pepper'),
        join(directory.dataDir, '*'),
        oidcSecret,
        `${directory.camera}/linked/pepper`,
      ],
    ];
    const hidden = [
      'the-secret-of-the-sign-on-server',
      (await readFile(join(directory.dataDir, 'secrets', 'pepper'), 'utf8')).trim(),
      (JSON.parse(await readFile(join(directory.dataDir, 'gateway.json'), 'utf8')) as { token: string }).token,
      'root:x:0',
      'PATH=',
    ];
    for (const way of ways) {
      const answer = await look(way);
      const said = await answer.text();
      const { sample } = answer.ok ? (JSON.parse(said) as { sample: { base64: string } | null }) : { sample: null };
      const text = said + Buffer.from(sample?.base64 ?? '', 'base64').toString();
      expect([way, answer.status < 500, hidden.filter((secret) => text.includes(secret))]).toEqual([way, true, []]);
    }
  });

  it('makes no source that reads one', async () => {
    const [vision] = PLANT.lines[0]!.sources;
    for (const path of ['data/secrets/*', 'sign-on-secret', '/proc/self/environ', 'Line8/linked/*', '/etc/*']) {
      const definition = { ...vision, id: 'reader', path };
      const answer = await engineer.send('POST', '/api/sources/line8', { definition });
      expect([path, answer.status]).toEqual([path, 400]);
    }
  });
});

describe('a ticket', () => {
  it('opens nothing for another device, another person, another time, or anybody who made it', async () => {
    const [here, there] = [await enrolled(admin, 'station'), await enrolled(admin, 'station')];
    const ticketed = await admin.invite('ticketed', ['operator']);
    await ticketed.send('PUT', '/api/access/pin', { current: PASSWORD, pin: '471108' });
    const begun = Date.now();
    const { ticket } = await here.post<{ ticket: string }>('/api/access/sign-on', {
      ...{ way: 'pin', user: 'ticketed', pin: '471108', origin: here.origin },
    });
    const [said = '', signature = ''] = ticket.split('.');
    const changed = (changes: object) => {
      const all = { ...(JSON.parse(Buffer.from(said, 'base64url').toString()) as object), ...changes };
      return `${Buffer.from(JSON.stringify(all)).toString('base64url')}.${signature}`;
    };
    const use = async (visitor: Visitor, text: string, from = begun, to = Date.now()) => {
      const question = { tickets: [{ ticket: text, from, until: to }] };
      const { results } = await visitor.post<{ results: { ok: boolean }[] }>('/api/access/tickets', question);
      return results[0]!.ok;
    };
    const forged = [
      { user: 'admin' },
      { device: there.origin },
      { notAfter: begun + 1e12 },
      { roles: ['admin'] },
      {},
    ].map(changed);
    for (const text of [...forged.slice(0, 4), `${said}.`, `${said}.${'A'.repeat(86)}`, 'x', '.', '']) {
      expect([text, await use(here, text)]).toEqual([text, false]);
      expect(await use(there, text)).toBe(false);
    }
    expect(await use(there, ticket)).toBe(false);
    expect(await use(here, ticket, begun - HOUR_MS)).toBe(false);
    expect(await use(here, ticket, begun, begun + HOUR_MS)).toBe(false);
    const own = { tickets: [{ ticket, from: begun, until: begun }] };
    expect((await ticketed.send('POST', '/api/access/tickets', own)).status).toBe(403);
    expect(await use(here, ticket)).toBe(true);
    // It covers entries, and lets nobody in.
    await here.send('POST', '/api/access/sign-off', {});
    expect(await person(here)).toBeNull();
  });
});

describe('a table for a spreadsheet', () => {
  it('holds no formula, whatever people call themselves, their devices and their files', async () => {
    const name = '=HYPERLINK("http://elsewhere.example")';
    await admin.post('/api/people', { user: 'formula', name, roles: ['operator'], lines: '*' });
    await admin.post('/api/devices/codes', { name: '+1+cmd|/C calc', role: 'station', lines: '*' });
    await change('formula', { name: '@SUM(1)', why: '-2+3' });
    const text = await (await admin.ask('/api/audit/export?format=csv')).text();
    const cells = text.split('\r\n').flatMap((row) => row.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/));
    expect(text).toContain('SUM(1)');
    expect(cells.filter((cell) => /^"?\s*[=+@]|^"?\s*-(?!\d+(\.\d+)?"?$)/.test(cell))).toEqual([]);
  });
});
