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
    await add('ann');
    const tablet = browser();
    tablet.cookies.set('__Host-device', (await device('tablet')).token);
    await tablet.ask('POST', '/api/access/sign-on', { way: 'pin', user: 'ann', pin: PIN, origin: 'tablet' });
    expect(await here(tablet)).toMatchObject({
      idleMs: 5 * MINUTE_MS,
      device: { id: 'tablet', role: 'station' },
      person: { user: 'ann', locked: false, hasPin: true },
    });
  });
});

describe('signing on over HTTP', () => {
  it('sets a cookie that no script reads, no other site sends and no other host gets', async () => {
    const { browser, add } = await opened();
    await add('ann');
    const ann = browser();
    const { status, body } = await signOn(ann, 'ann');
    expect(status).toBe(200);
    expect(body).toEqual({ person: expect.objectContaining({ user: 'ann' }), ticket: null });
    expect(ann.setCookies).toHaveLength(2);
    for (const set of ann.setCookies)
      expect(set).toMatch(
        /^__Host-(session|known)=[\w-]{20,}; Path=\/; Max-Age=\d+; Secure; HttpOnly; SameSite=Strict$/,
      );
    expect((await here(ann)).person?.user).toBe('ann');
  });

  it('sets no cookie when it is refused', async () => {
    const { browser, add } = await opened();
    await add('ann');
    const ann = browser();
    expect((await signOn(ann, 'ann', 'a guess')).status).toBe(401);
    for (let n = 0; n < 4; n++) await signOn(ann, 'ann', 'a guess');
    const { status, headers } = await signOn(ann, 'ann');
    expect([status, headers.get('retry-after')]).toEqual([429, '5']);
    expect(ann.setCookies).toEqual([]);
  });

  it('gives a token instead, and no cookie, to a device that carries one', async () => {
    const { browser, add, device } = await opened();
    await add('ann');
    const guest = browser();
    const authorization = `Bearer ${(await device('guest', 'personal', 'bearer')).token}`;
    const question = { way: 'password', user: 'ann', password: PASSWORD, origin: 'guest' };
    const { body } = await guest.ask<SignOnAnswer>('POST', '/api/access/sign-on', question, { authorization });
    expect(guest.setCookies).toEqual([]);
    const own = { authorization: `Bearer ${body.token}` };
    const { body: answer } = await guest.ask<AccessAnswer>('GET', '/api/access', undefined, own);
    expect(answer).toMatchObject({ device: { id: 'guest' }, person: { user: 'ann' } });
  });

  it.each([
    ['a field too many', { way: 'password', user: 'ann', password: PASSWORD, origin: 'browser-1', roles: ['admin'] }],
    ['a way that is none', { way: 'trust-me', user: 'ann', origin: 'browser-1' }],
    ['no origin', { way: 'password', user: 'ann', password: PASSWORD }],
    ['an origin that is no id', { way: 'password', user: 'ann', password: PASSWORD, origin: '../x' }],
    ['a list', []],
  ])('refuses %s', async (_, body) => {
    const { browser, add, bugs } = await opened();
    await add('ann');
    expect((await browser().ask('POST', '/api/access/sign-on', body)).status).toBe(400);
    expect(bugs).toEqual([]);
  });

  it('goes from the first admin by invitation to a person with a PIN', async () => {
    const { browser, said } = await opened();
    const code = /code (\S+)$/.exec(said[0]!)![1];
    const boss = browser();
    const first = { code, user: 'boss', name: 'The boss', password: PASSWORD, origin: 'browser-1' };
    expect((await boss.ask('POST', '/api/access/setup', first)).status).toBe(200);
    expect((await boss.ask('POST', '/api/access/setup', { ...first, user: 'eve' })).status).toBe(409);
    const invited = { user: 'ann', name: 'Ann', roles: ['operator'], lines: ['line8'] };
    const { status, body } = await boss.ask<{ invitation: { code: string } }>('POST', '/api/people', invited);
    expect(status).toBe(201);
    const ann = browser();
    const chosen = {
      user: 'ann',
      code: body.invitation.code,
      password: 'a long enough one',
      pin: PIN,
      origin: 'browser-2',
    };
    expect((await ann.ask('POST', '/api/access/invitation', chosen)).status).toBe(200);
    expect((await here(ann)).person).toMatchObject({
      user: 'ann',
      roles: ['operator'],
      lines: ['line8'],
      hasPin: true,
    });
    expect((await ann.ask('PUT', '/api/access/pin', { current: 'a guess', pin: '1397' })).status).toBe(401);
    expect((await ann.ask('PUT', '/api/access/pin', { current: 'a long enough one', pin: '1397' })).status).toBe(200);
    expect(
      (await ann.ask('PUT', '/api/access/password', { current: 'a long enough one', password: 'short' })).status,
    ).toBe(400);
  });
});

describe('staying and leaving', () => {
  it('keeps a person who is there from being locked, and lets nobody unlock by saying so later', async () => {
    const { browser, add, wait } = await opened();
    await add('ann');
    const ann = browser();
    await signOn(ann, 'ann');
    const active = async () => (await ann.ask<AccessAnswer>('POST', '/api/access/active', {})).body.person?.locked;
    for (let n = 0; n < 3; n++) {
      wait(50 * MINUTE_MS);
      expect(await active()).toBe(false);
    }
    wait(60 * MINUTE_MS + 1);
    expect([await active(), await active()]).toEqual([true, true]);
    expect((await ann.ask('PUT', '/api/access/pin', { current: PASSWORD, pin: '1397' })).status).toBe(401);
    expect((await signOn(ann, 'ann')).body.person.locked).toBe(false);
    expect((await here(ann)).person?.locked).toBe(false);
  });

  it('signs off, also when the store takes nothing, and as of when the person left', async () => {
    const { browser, add, away, audit, wait, sessions } = await opened();
    await add('ann');
    const ann = browser();
    await signOn(ann, 'ann');
    const token = ann.cookies.get('__Host-session')!;
    wait(10 * MINUTE_MS);
    away.store = true;
    expect((await ann.ask('POST', '/api/access/sign-off', { at: NOON + MINUTE_MS })).status).toBe(200);
    expect(ann.cookies.has('__Host-session')).toBe(false);
    expect(sessions.find(token)).toBeNull();
    expect(sessions.onDevice('browser-1')).toMatchObject([{ endedAt: NOON + MINUTE_MS }]);
    expect(audit.of('sign-off')).toMatchObject([{ subject: 'ann', user: 'ann', clientAt: NOON + MINUTE_MS }]);
    expect((await ann.ask('POST', '/api/access/sign-off', {})).status).toBe(200);
  });
});

describe('looking after people', () => {
  async function withBoss() {
    const plant = await opened();
    await plant.add('boss', ['admin']);
    await plant.add('ann');
    await plant.add('sue', ['supervisor']);
    const [boss, ann, sue] = [plant.browser(), plant.browser(), plant.browser()];
    await signOn(boss, 'boss');
    await signOn(ann, 'ann');
    await signOn(sue, 'sue');
    return { ...plant, boss, ann, sue };
  }

  it('shows who there is to admins; to supervisors who is locked out; to nobody else anything', async () => {
    const { boss, ann, sue, access, wait } = await withBoss();
    const people = async (browser: Browser) =>
      (await browser.ask<{ people: PersonView[] }>('GET', '/api/people')).body.people;
    expect((await people(boss)).map(({ user }) => user)).toEqual(['ann', 'boss', 'sue']);
    expect((await people(boss))[0]).toMatchObject({
      has: { password: true, pin: true, badge: false },
      lastSignOnAt: NOON,
    });
    expect(JSON.stringify(await people(boss))).not.toContain('argon2');
    expect(await people(sue)).toEqual([]);
    expect((await ann.ask('GET', '/api/people')).status).toBe(403);
    for (let n = 0; n < 10; n++) {
      await (await access.attempts.begin('ann', { device: 'tablet' })).wrong();
      wait(90_000);
    }
    expect((await people(sue)).map(({ user }) => user)).toEqual(['ann']);
    expect((await sue.ask('POST', '/api/people/ann/unlock')).status).toBe(200);
    expect(await people(sue)).toEqual([]);
    expect((await sue.ask('POST', '/api/people/nobody/unlock')).status).toBe(404);
  });

  it('is for admins: a supervisor changes nobody and sees no session', async () => {
    const { sue } = await withBoss();
    const change = { name: 'Sue', roles: ['admin'], lines: '*', disabled: false };
    expect((await sue.ask('PUT', '/api/people/sue', change)).status).toBe(403);
    expect((await sue.ask('POST', '/api/people/ann/invitation')).status).toBe(403);
    expect((await sue.ask('GET', '/api/sessions')).status).toBe(403);
  });

  it('puts a person out by disabling them or by ending their session', async () => {
    const { boss, ann, sue, audit } = await withBoss();
    const change = { name: 'Ann', roles: ['operator'], lines: '*', disabled: true };
    expect((await boss.ask('PUT', '/api/people/ann', change)).status).toBe(200);
    expect((await here(ann)).person).toBeNull();
    const { sessions } = (await boss.ask<{ sessions: SessionView[] }>('GET', '/api/sessions')).body;
    expect(sessions.map(({ user, own, deviceName }) => [user, own, deviceName])).toEqual([
      ['boss', true, null],
      ['sue', false, null],
    ]);
    const ofSue = sessions.find(({ user }) => user === 'sue')!.id;
    expect((await boss.ask('DELETE', `/api/sessions/${ofSue}`)).status).toBe(200);
    expect((await here(sue)).person).toBeNull();
    expect((await boss.ask('DELETE', `/api/sessions/${ofSue}`)).status).toBe(404);
    expect(audit.of('session-revoked')).toMatchObject([{ subject: 'sue', user: 'boss' }]);
  });

  it('hands out a new invitation, and cannot take away the last admin', async () => {
    const { boss } = await withBoss();
    const { body } = await boss.ask<{ invitation: { code: string } }>('POST', '/api/people/ann/invitation');
    expect(body.invitation.code).toHaveLength(14);
    const change = { name: 'Boss', roles: ['engineer'], lines: '*', disabled: false };
    expect((await boss.ask('PUT', '/api/people/boss', change)).status).toBe(409);
    expect((await boss.ask('PUT', '/api/people/nobody', change)).status).toBe(404);
  });
});
