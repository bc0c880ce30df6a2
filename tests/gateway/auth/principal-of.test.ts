import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeToken, tokenHash } from '../../../gateway/auth/gateway-tokens.ts';
import { authoritiesOf } from '../../../gateway/auth/principal.ts';
import { HOUR_MS, MINUTE_MS, PASSWORD, PIN, plantWithPeople, stranger } from './plant-with-people.ts';

const cookies = (session: string | null, device: string | null = null) => ({
  session,
  device,
  bearer: null,
  address: '192.0.2.1',
});
const bearing = (bearer: string) => ({ session: null, device: null, bearer, address: '192.0.2.1' });

async function annAtTheTablet() {
  const here = await plantWithPeople();
  await here.add('boss', ['admin']);
  await here.add('assembler');
  const tablet = await here.device('tablet');
  const { token } = await here.access.signOn.signOn({ way: 'pin', user: 'assembler', pin: PIN }, tablet.asking);
  return { ...here, tablet, token };
}

describe('who asks', () => {
  it('is nobody without a token, with an unknown one and with one of the wrong kind', async () => {
    const { access, tablet, token } = await annAtTheTablet();
    for (const carried of [cookies(null), cookies('x', 'y'), bearing('x'), cookies(tablet.token, token)])
      expect(access.principal(carried)).toMatchObject({ device: null, person: null });
  });

  it('is the device, and the person at it', async () => {
    const { tablet, token } = await annAtTheTablet();
    expect(tablet.principal()).toMatchObject({ device: { id: 'tablet', role: 'station' }, person: null });
    expect(tablet.principal(token)).toMatchObject({
      device: { id: 'tablet' },
      person: { user: 'assembler', roles: ['operator'], origin: 'tablet', locked: false },
    });
  });

  it('is not a person whose cookie was carried to another place', async () => {
    const { access, token, device } = await annAtTheTablet();
    expect(access.principal(cookies(token)).person).toBeNull();
    const other = await device('other');
    expect(other.principal(token)).toMatchObject({ device: { id: 'other' }, person: null });
  });

  it('is not whoever carries a cookie as a bearer token, or the other way round', async () => {
    const { access, token, tablet, device } = await annAtTheTablet();
    expect(access.principal(bearing(token)).person).toBeNull();
    expect(access.principal(bearing(tablet.token)).device).toBeNull();
    const guest = await device('guest', 'personal', 'bearer');
    expect(access.principal(cookies(null, guest.token)).device).toBeNull();
  });

  it('is person and device by one token at a gateway that is not their home', async () => {
    const { access, device } = await annAtTheTablet();
    const guest = await device('guest', 'personal', 'bearer');
    const { session, token } = await access.signOn.signOn(
      { way: 'password', user: 'assembler', password: PASSWORD },
      guest.asking,
    );
    expect(session.by).toBe('bearer');
    expect(access.principal(bearing(token))).toMatchObject({ device: { id: 'guest' }, person: { user: 'assembler' } });
  });

  it('is another gateway by the token that it was given, and nobody else beside', async () => {
    const { access, versions, tablet, token } = await annAtTheTablet();
    const given = makeToken();
    const gateway = { name: 'Line 8', origin: 'https://line8.plant', revoked: false, lines: ['line8'] };
    const by = { origin: 'gw', user: null };
    await versions.add('gateway', 'gw-8', { ...gateway, tokenHash: tokenHash(given) }, by);
    const carried = { session: token, device: tablet.token, bearer: given, address: '192.0.2.1' };
    const asking = access.principal(carried);
    expect(asking).toEqual({
      device: null,
      person: null,
      gateway: { id: 'gw-8', lines: ['line8'] },
      address: '192.0.2.1',
    });
    expect(authoritiesOf(asking)).toEqual([]);
    expect(access.principal({ ...carried, bearer: null })).not.toHaveProperty('gateway');
    await versions.add('gateway', 'gw-8', { ...gateway, tokenHash: tokenHash(given), revoked: true }, by);
    expect(access.principal(carried)).toEqual({ device: null, person: null, address: '192.0.2.1' });
  });

  it('is nobody at a kiosk', async () => {
    const { access, versions, token, tablet } = await annAtTheTablet();
    const body = versions.get('device', 'tablet')!;
    await versions.add('device', 'tablet', { ...body, role: 'kiosk' }, { origin: 'gw', user: null });
    expect(access.principal(cookies(token, tablet.token))).toMatchObject({ device: { role: 'kiosk' }, person: null });
  });

  it('is nobody on a device that was revoked', async () => {
    const { versions, token, tablet } = await annAtTheTablet();
    const body = versions.get('device', 'tablet')!;
    await versions.add('device', 'tablet', { ...body, revoked: true }, { origin: 'gw', user: null });
    expect(tablet.principal(token)).toMatchObject({ device: null, person: null });
  });

  it('may what is true now, not what was true at the sign-on', async () => {
    const { versions, token, tablet } = await annAtTheTablet();
    const assembler = versions.get('person', 'assembler')!;
    const now = { ...assembler, name: 'Assembler', roles: ['supervisor' as const], lines: ['line8'] };
    await versions.add('person', 'assembler', now, { origin: 'gw', user: null });
    expect(tablet.principal(token).person).toMatchObject({
      name: 'Assembler',
      roles: ['supervisor'],
      lines: ['line8'],
    });
  });

  it('is seen by the device’s session, which keeps count of it', async () => {
    const { tablet, sessions, wait } = await annAtTheTablet();
    wait(3 * MINUTE_MS);
    const { device } = tablet.principal();
    expect(sessions.get(device!.session)?.lastActiveAt).toBe(sessions.get(device!.session)!.from + 3 * MINUTE_MS);
  });
});

describe('a session that nobody touches', () => {
  it('is locked after five minutes at a station and an hour elsewhere, unless the plant file says otherwise', async () => {
    const { access, tablet, token, wait } = await annAtTheTablet();
    const own = await access.signOn.signOn({ way: 'password', user: 'assembler', password: PASSWORD }, stranger());
    const locked = () =>
      [tablet.principal(token), access.principal(cookies(own.token))].map(({ person }) => person?.locked);
    wait(5 * MINUTE_MS);
    expect(locked()).toEqual([false, false]);
    wait(1);
    expect(locked()).toEqual([true, false]);
    wait(55 * MINUTE_MS);
    expect(locked()).toEqual([true, true]);
  });

  it('locks when it should and only then, and ends when it should, whatever is touched when', async () => {
    const { access, clock, tablet, sessions } = await annAtTheTablet();
    const { idle, length } = { idle: 5 * MINUTE_MS, length: 12 * HOUR_MS };
    const times = { from: 0, until: 0 };
    const who = {
      user: 'assembler',
      name: 'Assembler',
      roles: [],
      lines: '*' as const,
      origin: 'tablet',
      address: '192.0.2.1',
    };
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20 * MINUTE_MS), { maxLength: 100 }), async (waits) => {
        const from = clock.at;
        Object.assign(times, { from, until: from + length });
        const { token } = await sessions.start({ kind: 'person', way: 'pin', by: 'cookie', ...who, ...times });
        let touchedAt = from;
        let locked = false;
        for (const wait of waits) {
          clock.at += wait;
          const { person } = tablet.principal(token);
          locked ||= clock.at - touchedAt > idle;
          expect(person?.locked ?? null).toBe(clock.at - from < length ? locked : null);
          if (person && !person.locked) access.sessions.touch(person.session);
          if (!locked) touchedAt = clock.at;
        }
      }),
      { numRuns: 40 },
    );
  });
});
