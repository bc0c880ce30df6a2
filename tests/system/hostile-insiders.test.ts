/** What people would try who have an account, a station, or somebody's cookies. */
import { describe, expect, it } from 'vitest';
import type { AccessAnswer } from '../../shared/access/protocol.ts';
import { admin, attacked, carrying, change, codeOf, DEVICE, gateway, SESSION, token } from './attacked-gateway.ts';
import { enrolled } from './enrolled-device.ts';
import { until } from './gateway-process.ts';
import { PASSWORD, Visitor } from './visitor.ts';

attacked();

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

describe('somebody who asks for very much', () => {
  it('gets a few event streams, and another as soon as one of them has ended', async () => {
    const here = await admin.invite('greedy', ['operator']);
    const ending = new AbortController();
    const stream = () => here.ask('/api/events', { signal: ending.signal });
    const statuses = (await Promise.all(Array.from({ length: 30 }, stream))).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 429]));
    expect(statuses.filter((status) => status === 200).length).toBeLessThan(15);
    ending.abort();
    await until(async () => {
      const again = await here.ask('/api/events');
      await again.body?.cancel();
      return again.status === 200;
    });
  });
});
