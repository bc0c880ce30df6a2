import { createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../shared/access/person.ts';
import { enrolledAs } from '../../../fixtures/principals.ts';
import { Browser, SignOnServer, signedByServer } from '../../auth/sign-on-server.ts';
import { oidcGateway, why } from './oidc-gateway.ts';

const given = oidcGateway();

describe('signing on through the plant’s sign-on server', () => {
  it('lets a member in, on the lines of the group, and goes on where the person was', async () => {
    expect((await given.signOn('/lines/line8?day=1#x')).url).toBe(`${given.home}/lines/line8?day=1#x`);
    expect(given.entered).toMatchObject([
      { user: 'attendant', name: 'Attendant Example', roles: ['operator'], lines: ['line8'], way: 'sso' },
    ]);
    expect(given.entered[0]!.asking).toMatchObject({ origin: 'device-7', knownBrowser: null });
    expect(Object.fromEntries(given.browser.cookies(given.home))).toEqual({
      '__Host-session': 'token-1',
      '__Host-known': 'known',
    });
    expect(given.people.get('attendant')!.sso).toEqual({ issuer: given.server.issuer, subject: 's-1' });
    expect(given.audited.map(({ what, subject }) => `${what} ${subject}`)).toEqual(['person-changed attendant']);
  });

  it('sends a browser there with PKCE, state, nonce and this gateway’s exact address, and nothing readable in its cookie', async () => {
    const response = await given.browser.ask(given.start());
    const { searchParams } = new URL(response.headers.get('location')!);
    expect(searchParams.get('redirect_uri')).toBe(given.callback());
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(searchParams.get(name)!.length).toBeGreaterThan(20);
    const cookie = response.headers.getSetCookie()[0]!;
    expect(cookie).toMatch(/^__Host-sso=[\w-]+; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Lax$/);
    const carried = Buffer.from(/=([\w-]+);/.exec(cookie)![1]!, 'base64url').toString('latin1');
    expect(carried).not.toMatch(/device-7|verifier|lines/);
  });

  it('follows the groups: roles and name change with the next sign-on, the id stays', async () => {
    await given.signOn();
    given.server.member = {
      ...given.server.member,
      preferred_username: 'attendant.new',
      name: 'Attendant New',
      groups: ['packers', 'shift leads'],
    };
    await new Browser().open(given.start(), given.home);
    expect([...given.people.keys()]).toEqual(['attendant']);
    expect(given.people.get('attendant')).toMatchObject({
      name: 'Attendant New',
      roles: ['operator', 'supervisor'],
      lines: ['line8', 'line9'],
    });
    expect(given.audited.filter(({ what }) => what === 'person-changed')).toMatchObject([
      { old: null, new: { roles: ['operator'] } },
      { old: { roles: ['operator'], lines: ['line8'] }, new: { roles: ['operator', 'supervisor'] } },
    ]);
    await given.signOn();
    expect(given.audited.filter(({ what }) => what === 'person-changed')).toHaveLength(2);
  });

  it('asks for groups where the identity token does not name them', async () => {
    await given.server.stop();
    given.server = await SignOnServer.start(given.callback(), { groupsInToken: false });
    given.serve();
    expect((await given.signOn()).url).toBe(`${given.home}/lines/line8`);
    expect(given.server.asked).toContain('/me');
    expect(given.entered).toMatchObject([{ user: 'attendant', roles: ['operator'] }]);
  });

  it('never makes somebody who signs on here by password of somebody who is called the same there', async () => {
    const local: Person = {
      user: 'attendant',
      name: 'Other',
      roles: ['admin'],
      lines: '*',
      disabled: false,
      sso: null,
      demo: false,
    };
    given.people.set('attendant', local);
    await given.signOn();
    expect(given.entered).toMatchObject([{ user: 'attendant-2', roles: ['operator'] }]);
    expect(given.people.get('attendant')).toBe(local);
  });

  it('makes one person of two sign-ons at one moment', async () => {
    await Promise.all([
      given.signOn(),
      new Browser().open(given.start(), given.home),
      new Browser().open(given.start(), given.home),
    ]);
    expect([...given.people.keys()]).toEqual(['attendant']);
    expect(given.entered).toHaveLength(3);
  });

  it('remembers which device asked, although browsers do not say so on the way back', async () => {
    const begun = await given.browser.ask(given.start(), { 'x-station': 'yes' });
    await given.browser.open(begun.headers.get('location')!, given.home);
    expect(given.entered[0]!.asking.principal.device).toEqual(enrolledAs('station').device);
  });

  it('but not when it was revoked meanwhile', async () => {
    const begun = await given.browser.ask(given.start(), { 'x-station': 'yes' });
    given.isRevoked = true;
    expect(await why(given.browser.open(begun.headers.get('location')!, given.home))).toBe('failed');
    expect(given.entered).toEqual([]);
  });
});

describe('who does not get in through the sign-on server is told why', () => {
  it('in none of the groups', async () => {
    given.server.member = { ...given.server.member, groups: ['guests'] };
    expect(await why(given.signOn())).toBe('not-a-member');
    given.server.member = { subject: 's-2', preferred_username: 'binder' };
    expect(await why(new Browser().open(given.start(), given.home))).toBe('not-a-member');
    expect(given.people.size).toBe(0);
    expect(given.entered).toEqual([]);
    expect(given.audited.map(({ what }) => what)).toEqual(['sign-on-failed', 'sign-on-failed']);
  });

  it('disabled here, whatever the groups say', async () => {
    await given.signOn();
    given.people.set('attendant', { ...given.people.get('attendant')!, disabled: true });
    given.server.member = { ...given.server.member, groups: ['IT'] };
    expect(await why(new Browser().open(given.start(), given.home))).toBe('disabled');
    expect(given.entered).toHaveLength(1);
    expect(given.people.get('attendant')).toMatchObject({ disabled: true, roles: ['operator'] });
  });

  it('another state, none, a changed question, an old one, one of another browser', async () => {
    const answer = await answerOf(given.browser);
    const forged = new URL(answer);
    forged.searchParams.set('state', 'x'.repeat(43));
    expect(await why(given.browser.open(forged.href, given.home))).toBe('failed');
    // The question is used up, whatever the answer was.
    expect(await why(given.browser.open(answer, given.home))).toBe('failed');

    const second = new Browser();
    const stolen = await answerOf(second);
    expect(await why(new Browser().open(stolen, given.home))).toBe('failed');
    second.cookies(given.home).set('__Host-sso', `${second.cookies(given.home).get('__Host-sso')!.slice(0, -4)}AAAA`);
    expect(await why(second.open(stolen, given.home))).toBe('failed');

    const slow = new Browser();
    const late = await answerOf(slow);
    given.now += 10 * 60_000;
    expect(await why(slow.open(late, given.home))).toBe('failed');
    expect(given.entered).toEqual([]);
  });

  it('a code that was used before', async () => {
    const answer = await answerOf(given.browser);
    const question = given.browser.cookies(given.home).get('__Host-sso')!;
    await given.browser.open(answer, given.home);
    expect(given.entered).toHaveLength(1);
    given.browser.cookies(given.home).set('__Host-sso', question);
    expect(await why(given.browser.open(answer, given.home))).toBe('failed');
    expect(given.entered).toHaveLength(1);
  });

  it('a code of another question: without its PKCE verifier it is worth nothing', async () => {
    const victim = new Browser();
    const code = new URL(await answerOf(victim)).searchParams.get('code')!;
    const own = new URL(await answerOf(given.browser));
    own.searchParams.set('code', code);
    expect(await why(given.browser.open(own.href, given.home))).toBe('failed');
    expect(given.entered).toEqual([]);
  });

  it.each<[string, (token: string) => string]>([
    ['signed by nobody', (token) => resigned(token, { alg: 'none' }, {}, () => '')],
    ['signed with a key of somebody else', (token) => resigned(token, {}, {}, stranger)],
    ['signed with the client secret’s algorithm', (token) => resigned(token, { alg: 'HS256' }, {}, stranger)],
    ['for another client', (token) => resigned(token, {}, { aud: 'another' }, signedByServer)],
    ['for another question', (token) => resigned(token, {}, { nonce: 'another' }, signedByServer)],
    ['of another server', (token) => resigned(token, {}, { iss: 'http://127.0.0.1:1' }, signedByServer)],
    ['that is long over', (token) => resigned(token, {}, { exp: 1_700_000_000 }, signedByServer)],
    ['with more groups than were signed', (token) => resigned(token, {}, { groups: ['IT'] }, null)],
    ['no token at all', () => 'a.b.c'],
  ])('an identity token %s', async (_, forge) => {
    given.server.forge = forge;
    expect(await why(given.signOn())).toBe('failed');
    expect(given.entered).toEqual([]);
    expect(given.people.size).toBe(0);
  });

  it('a person who gave up there', async () => {
    const { searchParams } = new URL((await given.browser.ask(given.start())).headers.get('location')!);
    const answer = `${given.callback()}?error=access_denied&state=${searchParams.get('state')}&iss=${encodeURIComponent(given.server.issuer)}`;
    expect(await why(given.browser.open(answer, given.home))).toBe('failed');
  });

  it('a page elsewhere that begins for them, or a device that is not theirs', async () => {
    expect((await given.browser.ask(given.start(), { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await given.browser.ask(given.start().replace('device-7', 'device-of-others'))).status).toBe(403);
    for (const origin of ['', 'UPPER', '../x', `a${'x'.repeat(60)}`])
      expect(
        (await given.browser.ask(`${given.home}/api/access/oidc?origin=${encodeURIComponent(origin)}`)).status,
      ).toBe(400);
    expect(given.server.asked).toEqual([]);
  });
});

/** Where the sign-on server sends the browser back to, not yet opened. */
async function answerOf(asking: Browser): Promise<string> {
  for (let at = given.start(); ;) {
    at = new URL((await asking.ask(at)).headers.get('location')!, at).href;
    if (at.startsWith(given.callback())) return at;
  }
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = (signed: string) => createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url');

/** The token with other contents; `sign` null = its old signature. */
function resigned(token: string, header: object, claims: object, sign: ((signed: string) => string) | null): string {
  const [head, body, signature] = token.split('.') as [string, string, string];
  const changed = (part: string, change: object) =>
    Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(part, 'base64url').toString()), ...change })).toString(
      'base64url',
    );
  const signed = `${changed(head, header)}.${changed(body, claims)}`;
  return `${signed}.${sign ? sign(signed) : signature}`;
}
