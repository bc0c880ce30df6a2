import { describe, expect, it } from 'vitest';
import {
  ADMIN,
  asking,
  failure,
  HOUR_MS,
  MINUTE_MS,
  NOON,
  PASSWORD,
  PIN,
  plantWithPeople,
  stranger,
} from './plant-with-people.ts';

const byPin = (user: string, pin = PIN) => ({ way: 'pin' as const, user, pin });
const byPassword = (user: string, password = PASSWORD) => ({ way: 'password' as const, user, password });

describe('signing on', () => {
  it('by password lets somebody in for a shift, and the trail says so', async () => {
    const { access, add, sessions, audit } = await plantWithPeople();
    await add('assembler');
    const { token, person, ticket } = await access.signOn.signOn(byPassword('assembler'), stranger());
    expect(person).toMatchObject({ user: 'assembler', until: NOON + 12 * HOUR_MS, locked: false, hasPin: true });
    expect(ticket).toBeNull();
    expect(sessions.find(token)).toMatchObject({ user: 'assembler', way: 'password', origin: 'browser-1' });
    expect(audit.of('sign-on')).toMatchObject([{ subject: 'assembler', user: 'assembler', device: 'browser-1' }]);
  });

  it('of somebody who is disabled or changed in that very moment makes no session of what they were', async () => {
    const { access, add, sessions, audit } = await plantWithPeople();
    for (const [user, change] of [
      ['assembler', { disabled: true, roles: ['operator'] }],
      ['borer', { disabled: false, roles: ['planner'] }],
    ] as const) {
      await add(user);
      const record = audit.record.bind(audit);
      audit.record = async (happened) => {
        audit.record = record;
        await record(happened);
        await access.people.change(user, { name: user, lines: '*', ...change, roles: [...change.roles] }, ADMIN);
      };
      const signOn = access.signOn.signOn(byPassword(user), stranger());
      if (change.disabled) expect(await failure(signOn)).toBe('UNAUTHENTICATED');
      else expect((await signOn).person.roles).toEqual(['planner']);
    }
    expect(sessions.active().map(({ user, roles }) => [user, roles])).toEqual([['borer', ['planner']]]);
  });

  it('lasts as long as the plant file says', async () => {
    const { access, add } = await plantWithPeople({ settings: { sessionHours: 8 } });
    await add('assembler');
    expect((await access.signOn.signOn(byPassword('assembler'), stranger())).person.until).toBe(NOON + 8 * HOUR_MS);
  });

  it('by PIN works at stations, and gives a ticket for the time out of reach', async () => {
    const { access, add, device } = await plantWithPeople();
    await add('assembler');
    const { asking } = await device('tablet');
    expect(await access.signOn.signOn(byPin('assembler'), asking)).toMatchObject({
      ticket: 'ticket of assembler at tablet',
      knownBrowser: null,
    });
    const { asking: phone } = await device('phone', 'personal');
    expect(await failure(access.signOn.signOn(byPin('assembler'), phone))).toBe('FORBIDDEN');
    expect(await failure(access.signOn.signOn(byPin('assembler'), stranger()))).toBe('FORBIDDEN');
  });

  it('at a personal device gives a ticket for the plant’s other gateways; single sign-on may ask for it afterwards', async () => {
    const { access, add, device } = await plantWithPeople();
    await add('assembler');
    const phone = await device('phone', 'personal');
    const { ticket, token } = await access.signOn.signOn(byPassword('assembler'), phone.asking);
    expect(ticket).toBe('ticket of assembler at phone');
    expect(access.entrance.ticketFor(phone.principal(token))).toBe(ticket);
    expect(access.entrance.ticketFor(phone.principal())).toBeNull();
    const own = await access.signOn.signOn(byPassword('assembler'), stranger());
    expect(own.ticket).toBeNull();
    const carried = { session: own.token, device: null, bearer: null, address: '192.0.2.66' };
    expect(access.entrance.ticketFor(access.principal(carried))).toBeNull();
    // A station's needs a PIN, and whoever is there by a ticket gets no longer one.
    const tablet = await device('tablet');
    const there = await access.signOn.signOn(byPassword('assembler'), tablet.asking);
    expect([there.ticket, access.entrance.ticketFor(tablet.principal(there.token))]).toEqual([null, null]);
    const guest = await device('guest', 'personal', 'bearer');
    const elsewhere = await access.signOn.signOn(byPassword('assembler'), guest.asking);
    expect(access.entrance.ticketFor(guest.principal(elsewhere.token))).toBeNull();
  });

  it('by badge needs the PIN too, unless the plant says otherwise', async () => {
    for (const badgeAlone of [false, true]) {
      const { access, add, device } = await plantWithPeople({ settings: { badgeAlone } });
      await add('assembler');
      await access.credentials.change('assembler', { badge: '04A2245B' }, { origin: 'gw', user: null });
      const { asking } = await device('tablet');
      const { signOn } = access;
      expect(await signOn.signOn({ way: 'badge', badge: '04A2245B\n', pin: PIN }, asking)).toMatchObject({
        ticket: expect.any(String),
      });
      expect(await failure(signOn.signOn({ way: 'badge', badge: '04A2245B', pin: '1111' }, asking))).toBe(
        'UNAUTHENTICATED',
      );
      expect(await failure(signOn.signOn({ way: 'badge', badge: 'another', pin: PIN }, asking))).toBe(
        'UNAUTHENTICATED',
      );
      const alone = signOn.signOn({ way: 'badge', badge: '04A2245B' }, asking);
      if (badgeAlone) expect(await alone).toMatchObject({ person: { user: 'assembler' }, ticket: null });
      else expect(await failure(alone)).toBe('REQUEST_INVALID');
    }
  });

  it('works for nobody at a kiosk', async () => {
    const { access, add, device } = await plantWithPeople();
    await add('assembler');
    const { asking } = await device('board', 'kiosk');
    expect(await failure(access.signOn.signOn(byPassword('assembler'), asking))).toBe('FORBIDDEN');
  });

  it('as another device works for nobody', async () => {
    const { access, add, device } = await plantWithPeople();
    await add('assembler');
    const { principal } = await device('tablet');
    const signOn = (who: Parameters<typeof asking>[0], origin: string) =>
      failure(access.signOn.signOn(byPassword('assembler'), asking(who, origin)));
    expect(await signOn(stranger().principal, 'tablet')).toBe('FORBIDDEN');
    expect(await signOn(stranger().principal, 'gw')).toBe('FORBIDDEN');
    expect(await signOn(principal(), 'browser-1')).toBe('FORBIDDEN');
    expect(await signOn(principal(), 'tablet')).toBe('none');
  });

  it('is the same words for a wrong secret, an unknown and a disabled person', async () => {
    const { access, add } = await plantWithPeople();
    for (const user of ['assembler', 'borer', 'boss']) await add(user, ['admin']);
    await access.people.change(
      'borer',
      { name: 'borer', roles: ['admin'], lines: '*', disabled: true },
      { user: 'boss', device: null, roles: [] },
    );
    const refused = await Promise.allSettled([
      access.signOn.signOn(byPassword('assembler', 'something else'), stranger()),
      access.signOn.signOn(byPassword('nobody'), stranger()),
      access.signOn.signOn(byPassword('borer'), stranger()),
      access.signOn.signOn(byPassword('constructor'), stranger()),
    ]);
    const errors = refused.map((each) => (each.status === 'rejected' ? (each.reason as Error) : null));
    expect(
      new Set(errors.map((error) => `${String(error?.message)} ${String((error as { code?: string } | null)?.code)}`))
        .size,
    ).toBe(1);
    expect(errors[0]).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it('takes as long for somebody who is not there as for a wrong secret', async () => {
    const { access, add } = await plantWithPeople();
    await add('assembler');
    const timeOf = async (user: string, n: number) => {
      const began = performance.now();
      await failure(access.signOn.signOn(byPassword(user, 'something else'), stranger(`192.0.2.${n}`)));
      return performance.now() - began;
    };
    const wrong: number[] = [];
    const unknown: number[] = [];
    for (let n = 0; n < 4; n++) {
      wrong.push(await timeOf('assembler', 2 * n));
      unknown.push(await timeOf(`nobody${n}`, 2 * n + 1));
    }
    // One hash each: an answer without it would take a hundredth.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...wrong) / 4);
  });

  it('at a device ends what the person before had there, and leaves other devices alone', async () => {
    const { access, add, device, sessions } = await plantWithPeople();
    await add('assembler');
    await add('borer');
    const tablet = await device('tablet');
    const phone = await device('phone', 'personal');
    const assembler = await access.signOn.signOn(byPin('assembler'), tablet.asking);
    const atPhone = await access.signOn.signOn(byPassword('assembler'), phone.asking);
    const borer = await access.signOn.signOn(byPin('borer'), tablet.asking);
    expect([assembler, atPhone, borer].map(({ token }) => sessions.find(token) !== null)).toEqual([false, true, true]);
  });

  it('from a browser that calls itself like another one ends nobody else’s session', async () => {
    const { access, add, sessions } = await plantWithPeople();
    await add('assembler');
    await add('borer');
    const assembler = await access.signOn.signOn(byPassword('assembler'), stranger('192.0.2.10'));
    await access.signOn.signOn(byPassword('borer'), stranger('192.0.2.66'));
    expect(sessions.find(assembler.token)).not.toBeNull();
    const principal = access.principal({ session: assembler.token, device: null, bearer: null, address: '192.0.2.10' });
    await access.signOn.signOn(byPassword('borer'), asking(principal, 'browser-1'));
    expect(sessions.find(assembler.token)).toBeNull();
  });

  it('lets nobody in when the trail cannot be written', async () => {
    const { access, add, audit, sessions } = await plantWithPeople();
    await add('assembler');
    audit.away = true;
    expect(await failure(access.signOn.signOn(byPassword('assembler'), stranger()))).toBe('STORE_UNREACHABLE');
    expect(sessions.active()).toEqual([]);
  });

  it('of the simulated plant’s people works there and nowhere else', async () => {
    const simulated = await plantWithPeople({ demo: true });
    const { access } = simulated;
    const { person } = await access.signOn.signOn({ way: 'demo', user: 'demo-operator' }, stranger());
    expect(person).toMatchObject({ user: 'demo-operator', name: 'Demo operator', roles: ['operator'] });
    const { token } = await access.signOn.signOn({ way: 'demo', user: 'demo-admin' }, stranger('192.0.2.9'));
    const { memory, dataDir } = simulated;
    const real = await plantWithPeople({ memory, dataDir });
    expect(await failure(real.access.signOn.signOn({ way: 'demo', user: 'demo-operator' }, stranger()))).toBe(
      'FORBIDDEN',
    );
    expect(real.access.principal({ session: token, device: null, bearer: null, address: '' }).person).toBeNull();
    expect(real.access.setup.isOpen()).toBe(true);
  });
});

describe('wrong secrets', () => {
  it('of strangers in any number never keep somebody out at a station, nor where they signed on before', async () => {
    const { access, add, device, audit } = await plantWithPeople();
    await add('assembler');
    const { asking } = await device('tablet');
    const { knownBrowser } = await access.signOn.signOn(byPassword('assembler'), stranger('192.0.2.7'));
    const flood = Array.from({ length: 300 }, (_, n) =>
      failure(access.signOn.signOn(byPassword('assembler', 'wrong password'), stranger(`198.51.100.${n % 200}`))),
    );
    const inTime = await access.signOn.signOn(byPin('assembler'), asking);
    expect(inTime.person.user).toBe('assembler');
    const codes = await Promise.all(flood);
    expect(codes.filter((code) => code === 'UNAUTHENTICATED')).toHaveLength(5);
    expect(codes.filter((code) => code === 'THROTTLED')).toHaveLength(295);
    expect(await failure(access.signOn.signOn(byPassword('assembler'), stranger('203.0.113.5')))).toBe('THROTTLED');
    const known = access.signOn.signOn(byPassword('assembler'), stranger('198.51.100.1', knownBrowser));
    expect((await known).person.user).toBe('assembler');
    expect(audit.of('sign-on-failed').length).toBeLessThan(10);
  });

  it('in a browser that somebody else knows count as a stranger’s', async () => {
    const { access, add } = await plantWithPeople();
    await add('assembler');
    await add('etcher');
    const { knownBrowser } = await access.signOn.signOn(byPassword('etcher'), stranger());
    for (let n = 0; n < 5; n++)
      await failure(access.signOn.signOn(byPassword('assembler', 'guess'), stranger('192.0.2.66', knownBrowser)));
    expect(await failure(access.signOn.signOn(byPassword('assembler'), stranger('192.0.2.67')))).toBe('THROTTLED');
  });

  it('at a station lock the person out there after ten, which the trail tells and a supervisor ends', async () => {
    const { access, add, device, audit, wait, view } = await plantWithPeople();
    await add('assembler');
    await add('borer');
    const { asking } = await device('tablet');
    for (let n = 0; n < 10; n++) {
      await failure(access.signOn.signOn(byPin('assembler', '1397'), asking));
      wait(2 * MINUTE_MS);
    }
    expect(await failure(access.signOn.signOn(byPin('assembler'), asking))).toBe('THROTTLED');
    expect(audit.of('locked-out')).toMatchObject([{ subject: 'assembler', device: 'tablet' }]);
    expect(view('assembler').lockedUntil).toBe(NOON + 18 * MINUTE_MS + 15 * MINUTE_MS);
    expect((await access.signOn.signOn(byPin('borer'), asking)).person.user).toBe('borer');
    await access.attempts.unlock('assembler');
    expect((await access.signOn.signOn(byPin('assembler'), asking)).person.user).toBe('assembler');
  });

  it('are never told to the trail: neither the secret nor a name that nobody has', async () => {
    const { access, add, audit } = await plantWithPeople();
    await add('assembler');
    await failure(access.signOn.signOn(byPassword('assembler', 'my secret words'), stranger()));
    await failure(access.signOn.signOn(byPassword('hunter2'), stranger()));
    const text = JSON.stringify(audit.heard);
    expect(text).not.toContain('my secret words');
    expect(text).not.toContain('hunter2');
    expect(audit.of('sign-on-failed').map(({ subject }) => subject)).toEqual(['assembler', 'unknown']);
  });
});
