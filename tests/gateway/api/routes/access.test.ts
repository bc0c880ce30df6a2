import { describe, expect, it } from 'vitest';
import type { AccessAnswer, PersonView, SessionView, SignOnAnswer } from '../../../../shared/access/protocol.ts';
import { MINUTE_MS, NOON, PASSWORD, PIN, plantWithPeople, type Former } from '../../auth/plant-with-people.ts';
import { servedAccess, type Browser } from './browser.ts';

async function opened(former: Former = {}) {
  const plant = await plantWithPeople(former);
  return { ...plant, ...(await servedAccess(plant)) };
}

const signOn = (browser: Browser, user: string, password = PASSWORD) =>
  browser.ask<SignOnAnswer>('POST', '/api/access/sign-on', { way: 'password', user, password, origin: 'browser-1' });
const here = async (browser: Browser) => (await browser.ask<AccessAnswer>('GET', '/api/access')).body;

describe('GET /api/access', () => {
  it('tells anybody how to get in, and of the plant no more than its name', async () => {
    const { browser } = await opened();
    expect(await here(browser())).toEqual({
      ...{ gateway: 'gw', plantName: 'Demo plant', setup: true, idleMs: 60 * MINUTE_MS },
      ways: { sso: null, demo: null, badgeAlone: false },
      ...{ device: null, person: null, now: NOON },
    });
  });

  it('offers the people of the simulated plant there only', async () => {
    const { browser } = await opened({ demo: true });
    const { setup, ways } = await here(browser());
    expect(setup).toBe(false);
    expect(ways.demo?.map(({ user }) => user)).toContain('demo-operator');
  });

  it('knows device and person, and how long the person may stay away there', async () => {
    const { browser, add, device } = await opened();
    await add('assembler');
    const tablet = browser();
    tablet.cookies.set('__Host-device', (await device('tablet')).token);
    await tablet.ask('POST', '/api/access/sign-on', { way: 'pin', user: 'assembler', pin: PIN, origin: 'tablet' });
    expect(await here(tablet)).toMatchObject({
      idleMs: 5 * MINUTE_MS,
      device: { id: 'tablet', role: 'station' },
      person: { user: 'assembler', locked: false, hasPin: true },
    });
  });
});

describe('signing on over HTTP', () => {
  it('sets a cookie that no script reads, no other site sends and no other host gets', async () => {
    const { browser, add } = await opened();
    await add('assembler');
    const assembler = browser();
    const { status, body } = await signOn(assembler, 'assembler');
    expect(status).toBe(200);
    expect(body).toEqual({ person: expect.objectContaining({ user: 'assembler' }), ticket: null });
    expect(assembler.setCookies).toHaveLength(2);
    for (const set of assembler.setCookies)
      expect(set).toMatch(
        /^__Host-(session|known)=[\w-]{20,}; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Strict$/,
      );
    expect((await here(assembler)).person?.user).toBe('assembler');
  });

  it('sets no cookie when it is refused', async () => {
    const { browser, add } = await opened();
    await add('assembler');
    const assembler = browser();
    expect((await signOn(assembler, 'assembler', 'a guess')).status).toBe(401);
    for (let n = 0; n < 4; n++) await signOn(assembler, 'assembler', 'a guess');
    const { status, headers } = await signOn(assembler, 'assembler');
    expect([status, headers.get('retry-after')]).toEqual([429, '5']);
    expect(assembler.setCookies).toEqual([]);
  });

  it('gives a token instead, and no cookie, to a device that carries one', async () => {
    const { browser, add, device } = await opened();
    await add('assembler');
    const guest = browser();
    const authorization = `Bearer ${(await device('guest', 'personal', 'bearer')).token}`;
    const question = { way: 'password', user: 'assembler', password: PASSWORD, origin: 'guest' };
    const { body } = await guest.ask<SignOnAnswer>('POST', '/api/access/sign-on', question, { authorization });
    expect(guest.setCookies).toEqual([]);
    const own = { authorization: `Bearer ${body.token}` };
    const { body: answer } = await guest.ask<AccessAnswer>('GET', '/api/access', undefined, own);
    expect(answer).toMatchObject({ device: { id: 'guest' }, person: { user: 'assembler' } });
  });

  it.each([
    [
      'a field too many',
      { way: 'password', user: 'assembler', password: PASSWORD, origin: 'browser-1', roles: ['admin'] },
    ],
    ['a way that is none', { way: 'trust-me', user: 'assembler', origin: 'browser-1' }],
    ['no origin', { way: 'password', user: 'assembler', password: PASSWORD }],
    ['an origin that is no id', { way: 'password', user: 'assembler', password: PASSWORD, origin: '../x' }],
    ['a list', []],
  ])('refuses %s', async (_, body) => {
    const { browser, add, bugs } = await opened();
    await add('assembler');
    expect((await browser().ask('POST', '/api/access/sign-on', body)).status).toBe(400);
    expect(bugs).toEqual([]);
  });

  it('goes from the first admin by invitation to a person with a PIN', async () => {
    const { browser, said } = await opened();
    const code = /code (\S+)$/.exec(said[0]!)![1];
    const boss = browser();
    const first = { code, user: 'boss', name: 'The boss', password: PASSWORD, origin: 'browser-1' };
    expect((await boss.ask('POST', '/api/access/setup', first)).status).toBe(200);
    expect((await boss.ask('POST', '/api/access/setup', { ...first, user: 'etcher' })).status).toBe(409);
    const invited = { user: 'assembler', name: 'Assembler', roles: ['operator'], lines: ['line8'] };
    const { status, body } = await boss.ask<{ invitation: { code: string } }>('POST', '/api/people', invited);
    expect(status).toBe(201);
    const assembler = browser();
    const chosen = {
      user: 'assembler',
      code: body.invitation.code,
      password: 'a long enough one',
      pin: PIN,
      origin: 'browser-2',
    };
    expect((await assembler.ask('POST', '/api/access/invitation', chosen)).status).toBe(200);
    expect((await here(assembler)).person).toMatchObject({
      user: 'assembler',
      roles: ['operator'],
      lines: ['line8'],
      hasPin: true,
    });
    expect((await assembler.ask('PUT', '/api/access/pin', { current: 'a guess', pin: '1397' })).status).toBe(401);
    expect((await assembler.ask('PUT', '/api/access/pin', { current: 'a long enough one', pin: '1397' })).status).toBe(
      200,
    );
    expect(
      (await assembler.ask('PUT', '/api/access/password', { current: 'a long enough one', password: 'short' })).status,
    ).toBe(400);
  });
});

describe('staying and leaving', () => {
  it('keeps a person who is there from being locked, and lets nobody unlock by saying so later', async () => {
    const { browser, add, wait } = await opened();
    await add('assembler');
    const assembler = browser();
    await signOn(assembler, 'assembler');
    const active = async () =>
      (await assembler.ask<AccessAnswer>('POST', '/api/access/active', {})).body.person?.locked;
    for (let n = 0; n < 3; n++) {
      wait(50 * MINUTE_MS);
      expect(await active()).toBe(false);
    }
    wait(60 * MINUTE_MS + 1);
    expect([await active(), await active()]).toEqual([true, true]);
    expect((await assembler.ask('PUT', '/api/access/pin', { current: PASSWORD, pin: '1397' })).status).toBe(401);
    expect((await signOn(assembler, 'assembler')).body.person.locked).toBe(false);
    expect((await here(assembler)).person?.locked).toBe(false);
  });

  it('signs off, also when the store takes nothing, and as of when the person left', async () => {
    const { browser, add, away, audit, wait, sessions } = await opened();
    await add('assembler');
    const assembler = browser();
    await signOn(assembler, 'assembler');
    const token = assembler.cookies.get('__Host-session')!;
    wait(10 * MINUTE_MS);
    away.store = true;
    expect((await assembler.ask('POST', '/api/access/sign-off', { at: NOON + MINUTE_MS })).status).toBe(200);
    expect(assembler.cookies.has('__Host-session')).toBe(false);
    expect(sessions.find(token)).toBeNull();
    expect(sessions.onDevice('browser-1')).toMatchObject([{ endedAt: NOON + MINUTE_MS }]);
    expect(audit.of('sign-off')).toMatchObject([
      { subject: 'assembler', user: 'assembler', clientAt: NOON + MINUTE_MS },
    ]);
    expect((await assembler.ask('POST', '/api/access/sign-off', {})).status).toBe(200);
  });
});

describe('looking after people', () => {
  async function withBoss() {
    const plant = await opened();
    await plant.add('boss', ['admin']);
    await plant.add('assembler');
    await plant.add('tester', ['supervisor']);
    const [boss, assembler, tester] = [plant.browser(), plant.browser(), plant.browser()];
    await signOn(boss, 'boss');
    await signOn(assembler, 'assembler');
    await signOn(tester, 'tester');
    return { ...plant, boss, assembler, tester };
  }

  it('shows who there is to admins; to supervisors who is locked out; to nobody else anything', async () => {
    const { boss, assembler, tester, access, wait } = await withBoss();
    const people = async (browser: Browser) =>
      (await browser.ask<{ people: PersonView[] }>('GET', '/api/people')).body.people;
    expect((await people(boss)).map(({ user }) => user)).toEqual(['assembler', 'boss', 'tester']);
    expect((await people(boss))[0]).toMatchObject({
      has: { password: true, pin: true, badge: false },
      lastSignOnAt: NOON,
    });
    expect(JSON.stringify(await people(boss))).not.toContain('argon2');
    expect(await people(tester)).toEqual([]);
    expect((await assembler.ask('GET', '/api/people')).status).toBe(403);
    for (let n = 0; n < 10; n++) {
      await (await access.attempts.begin('assembler', { device: 'tablet' })).wrong();
      wait(90_000);
    }
    expect((await people(tester)).map(({ user }) => user)).toEqual(['assembler']);
    expect((await tester.ask('POST', '/api/people/assembler/unlock')).status).toBe(200);
    expect(await people(tester)).toEqual([]);
    expect((await tester.ask('POST', '/api/people/nobody/unlock')).status).toBe(404);
  });

  it('is for admins: a supervisor changes nobody and sees no session', async () => {
    const { tester } = await withBoss();
    const change = { name: 'Tester', roles: ['admin'], lines: '*', disabled: false };
    expect((await tester.ask('PUT', '/api/people/tester', change)).status).toBe(403);
    expect((await tester.ask('POST', '/api/people/assembler/invitation')).status).toBe(403);
    expect((await tester.ask('GET', '/api/sessions')).status).toBe(403);
  });

  it('puts a person out by disabling them or by ending their session', async () => {
    const { boss, assembler, tester, audit } = await withBoss();
    const change = { name: 'Assembler', roles: ['operator'], lines: '*', disabled: true };
    expect((await boss.ask('PUT', '/api/people/assembler', change)).status).toBe(200);
    expect((await here(assembler)).person).toBeNull();
    const { sessions } = (await boss.ask<{ sessions: SessionView[] }>('GET', '/api/sessions')).body;
    expect(sessions.map(({ user, own, deviceName }) => [user, own, deviceName])).toEqual([
      ['boss', true, null],
      ['tester', false, null],
    ]);
    const ofTester = sessions.find(({ user }) => user === 'tester')!.id;
    expect((await boss.ask('DELETE', `/api/sessions/${ofTester}`)).status).toBe(200);
    expect((await here(tester)).person).toBeNull();
    expect((await boss.ask('DELETE', `/api/sessions/${ofTester}`)).status).toBe(404);
    expect(audit.of('session-revoked')).toMatchObject([{ subject: 'tester', user: 'boss' }]);
  });

  it('hands out a new invitation, and cannot take away the last admin', async () => {
    const { boss } = await withBoss();
    const { body } = await boss.ask<{ invitation: { code: string } }>('POST', '/api/people/assembler/invitation');
    expect(body.invitation.code).toHaveLength(14);
    const change = { name: 'Boss', roles: ['engineer'], lines: '*', disabled: false };
    expect((await boss.ask('PUT', '/api/people/boss', change)).status).toBe(409);
    expect((await boss.ask('PUT', '/api/people/nobody', change)).status).toBe(404);
  });
});
