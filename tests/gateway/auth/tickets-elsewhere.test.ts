import { describe, expect, it } from 'vitest';
import type { IdentityKey } from '../../../gateway/auth/identity-key.ts';
import { principalOf as whoAsks } from '../../../gateway/auth/principal-of.ts';
import { signTicket } from '../../../gateway/auth/signed-ticket.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { DeviceRole } from '../../../shared/access/roles.ts';
import type { Ticket } from '../../../shared/access/protocol.ts';
import {
  HOUR_MS,
  makeIdentity,
  makeKey,
  MINUTE_MS,
  NOON,
  person,
  plantWithDevices,
  principalOf,
} from './plant-with-devices.ts';

const BEARER = { by: 'bearer' as const, address: '192.0.2.7' };
const BY = { origin: 'gw-plant', user: null };

/** A plant with two lines; a phone that was enrolled at the plant, with an assembler signed on there. */
async function plantOfLines({ role = 'personal' as DeviceRole } = {}) {
  const store = new MemoryStore();
  const clock = { at: NOON };
  const plant = await plantWithDevices({ store, clock, gateway: 'gw-plant' });
  const line = (gateway: string) => plantWithDevices({ store, clock, gateway, plant: 'gw-plant' });
  const [line8, line9] = [await line('gw-8'), await line('gw-9')];
  const gateway = (name: string, { publicKey }: IdentityKey, revoked = false) => ({
    ...{ name, origin: `https://${name}.plant`, revoked, role: 'line' as const, key: publicKey },
  });
  for (const [id, { identity }] of Object.entries({ 'gw-plant': plant, 'gw-8': line8, 'gw-9': line9 }))
    await plant.versions.add('gateway', id, gateway(id, identity), BY);
  await plant.known('assembler');
  const { key, principal } = await plant.enrol('phone', { role });
  const pull = () => Promise.all([line8.versions.reread(), line9.versions.reread()]);
  await pull();
  const signedOn = { user: 'assembler', name: 'Assembler', roles: ['operator' as const], lines: '*' as const };
  /** What the phone does at another gateway than its own. */
  const come = (at: typeof plant, ticket?: string) => {
    const challenge = at.challenges.make('phone');
    const asked = { id: 'phone', challenge, signature: key.sign(challenge) };
    return at.deviceSessions.come(ticket === undefined ? asked : { ...asked, ticket }, BEARER);
  };
  const asking = (at: typeof plant, token: string) => {
    const { sessions, devices, now, versions } = at;
    const people = {
      allowed: (user: string) => {
        const body = versions.get('person', user);
        return body && !body.disabled ? { ...body, user } : null;
      },
    };
    const parts = { sessions, devices, people, gateways: { find: () => null }, settings: {}, now };
    return whoAsks(parts, { session: null, device: null, bearer: token, address: '192.0.2.7' });
  };
  const revoke = async (id: string) => {
    clock.at += 1000;
    await plant.versions.add('gateway', id, { ...plant.versions.get('gateway', id)!, revoked: true }, BY);
  };
  return { clock, plant, line8, line9, pull, come, asking, signedOn, revoke, device: principal.device };
}

describe('a device at a gateway that is not its home', () => {
  it('has one token for itself and its person, who may what is known there now', async () => {
    const { clock, plant, line8, pull, come, asking, signedOn } = await plantOfLines();
    const ticket = plant.tickets.issue(signedOn, 'phone');
    clock.at += HOUR_MS;
    await plant.known('assembler', person(['supervisor'], { lines: ['line8'] }));
    await pull();
    const answer = await come(line8, ticket);
    expect(answer).toMatchObject({
      device: { id: 'phone', role: 'personal' },
      person: { user: 'assembler', roles: ['supervisor'], lines: ['line8'], until: NOON + 12 * HOUR_MS },
      until: clock.at + 10 * MINUTE_MS,
    });
    expect(asking(line8, answer.token)).toMatchObject({
      device: { id: 'phone' },
      person: { user: 'assembler', roles: ['supervisor'], origin: 'phone', locked: false },
    });
    clock.at += 10 * MINUTE_MS;
    expect(asking(line8, answer.token)).toMatchObject({ device: null, person: null });
    expect((await come(line8, ticket)).person?.user).toBe('assembler');
  });

  it('comes with a ticket of another line, and entries that were made there are of its person', async () => {
    const { clock, line8, line9, come, signedOn, device } = await plantOfLines();
    const ticket = line8.tickets.issue(signedOn, 'phone');
    expect((await come(line9, ticket)).person?.user).toBe('assembler');
    const entry = {
      _id: 'x',
      at: NOON,
      by: { origin: 'phone', user: 'assembler' },
    };
    const needed = [{ right: 'give-reason' as const, line: 'line8' }];
    expect(line9.authorship.whyNotBy(entry, needed)).toBeNull();
    clock.at += 2 * HOUR_MS;
    expect(line9.authorship.whyNotBy({ ...entry, at: NOON + HOUR_MS }, needed)).toMatchObject({ code: 'author' });
    const used = { ticket, from: NOON + HOUR_MS, until: NOON + HOUR_MS + MINUTE_MS };
    expect(await line9.tickets.use([used], device, '192.0.2.7')).toEqual([{ ok: true }]);
    expect(line9.authorship.whyNotBy({ ...entry, at: NOON + HOUR_MS }, needed)).toBeNull();
  });

  it('is told of once, however often its token is renewed', async () => {
    const { clock, plant, line8, come, signedOn } = await plantOfLines();
    const ticket = plant.tickets.issue(signedOn, 'phone');
    for (let n = 0; n < 5; n++) {
      await come(line8, ticket);
      clock.at += 9 * MINUTE_MS;
    }
    expect(line8.audit.of('sign-on')).toMatchObject([
      { subject: 'assembler', device: 'phone', new: { way: 'ticket' } },
    ]);
  });

  it('has room for one person: who comes next ends what the one before had there', async () => {
    const { plant, line8, pull, come, asking, signedOn } = await plantOfLines({ role: 'station' });
    await plant.known('borer');
    await pull();
    const first = await come(line8, plant.tickets.issue(signedOn, 'phone'));
    const second = await come(line8, plant.tickets.issue({ ...signedOn, user: 'borer' }, 'phone'));
    expect([first, second].map(({ token }) => asking(line8, token).person?.user)).toEqual([undefined, 'borer']);
  });

  it('is itself without its person when there is none to be shown', async () => {
    const { line8, come, asking } = await plantOfLines();
    const answer = await come(line8);
    expect(answer).not.toHaveProperty('person');
    expect(asking(line8, answer.token)).toMatchObject({ device: { id: 'phone' }, person: null });
  });

  it('has nobody when it is a kiosk, whatever it shows', async () => {
    const { plant, line8, come, signedOn } = await plantOfLines({ role: 'kiosk' });
    expect(await come(line8, plant.tickets.issue(signedOn, 'phone'))).not.toHaveProperty('person');
  });

  it('has nobody by a cookie: at home people sign on', async () => {
    const { plant, signedOn } = await plantOfLines();
    const { key } = await plant.enrol('phone2', { role: 'personal' });
    const challenge = plant.challenges.make('phone2');
    const ticket = plant.tickets.issue(signedOn, 'phone2');
    const asked = { id: 'phone2', challenge, signature: key.sign(challenge), ticket };
    expect(await plant.deviceSessions.come(asked, { ...BEARER, by: 'cookie' })).not.toHaveProperty('person');
  });

  it('is out when the plant revoked it and the line has heard of it', async () => {
    const { clock, plant, line8, pull, come, signedOn } = await plantOfLines();
    const ticket = plant.tickets.issue(signedOn, 'phone');
    clock.at += 1000;
    await plant.devices.change('phone', { name: 'phone', lines: '*', revoked: true }, principalOf('x'));
    await come(line8, ticket);
    await pull();
    await expect(come(line8, ticket)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a ticket shown at another gateway', () => {
  it('is worth nothing when it is over, or its person was disabled since, also when they are let in again', async () => {
    const { clock, plant, line8, pull, come, signedOn } = await plantOfLines();
    const ticket = plant.tickets.issue(signedOn, 'phone');
    const user = async () => {
      await pull();
      return (await come(line8, ticket)).person?.user ?? null;
    };
    expect(await user()).toBe('assembler');
    clock.at += 1000;
    await plant.known('assembler', person(['operator'], { disabled: true }));
    expect(await user()).toBeNull();
    clock.at += 1000;
    await plant.known('assembler');
    expect(await user()).toBeNull();
    const later = plant.tickets.issue(signedOn, 'phone');
    expect((await come(line8, later)).person?.user).toBe('assembler');
    clock.at += 12 * HOUR_MS;
    expect((await come(line8, later)).person).toBeUndefined();
  });

  it('is worth nothing when its gateway was revoked, as soon as that is known', async () => {
    const { plant, line8, line9, pull, come, signedOn, revoke, device } = await plantOfLines();
    const ticket = line8.tickets.issue(signedOn, 'phone');
    expect((await come(plant, ticket)).person?.user).toBe('assembler');
    await revoke('gw-8');
    expect((await come(plant, ticket)).person).toBeUndefined();
    await pull();
    expect((await come(line9, ticket)).person).toBeUndefined();
    const used = { ticket, from: NOON, until: NOON };
    expect(await line9.tickets.use([used], device, '192.0.2.7')).toMatchObject([{ ok: false }]);
    expect(line9.audit.of('ticket-refused')).toMatchObject([{ device: 'phone' }, { device: 'phone' }]);
  });

  it('of somebody whom only that line knows is worth nothing elsewhere', async () => {
    const { plant, line8, line9, come, signedOn } = await plantOfLines();
    await line8.known('intruder', person(['admin']));
    const ticket = line8.tickets.issue({ ...signedOn, user: 'intruder', roles: ['admin'] }, 'phone');
    for (const at of [plant, line9]) expect((await come(at, ticket)).person).toBeUndefined();
  });

  it('gives no role that is not known here, whatever the line wrote into it', async () => {
    const { line8, plant, come, signedOn } = await plantOfLines();
    const ticket = line8.tickets.issue({ ...signedOn, roles: ['admin'] }, 'phone');
    expect((await come(plant, ticket)).person?.roles).toEqual(['operator']);
  });

  it.each<[string, (said: Ticket, identity: IdentityKey, other: IdentityKey) => string]>([
    ['signed by a key that nobody knows', (said, _own, other) => signTicket(other, said)],
    ['signed by one line in the name of another', (said, own) => signTicket(own, { ...said, gateway: 'gw-9' })],
    ['of a gateway that never joined', (said, own) => signTicket(own, { ...said, gateway: 'gw-7' })],
    ['good for ever', (said, own) => signTicket(own, { ...said, notAfter: said.notBefore + 9_000 * HOUR_MS })],
    ['for another device', (said, own) => signTicket(own, { ...said, device: 'phone9' })],
    ['of a time to come', (said, own) => signTicket(own, { ...said, notBefore: NOON + HOUR_MS })],
    ['that is none', () => 'e30.e30'],
    ['with something else in it', (said, own) => signTicket(own, { ...said, user: { $ne: '' } } as never)],
  ])('is refused when it is %s', async (_what, forge) => {
    const { plant, line8, come, signedOn } = await plantOfLines();
    const said = { ...signedOn, gateway: 'gw-8', device: 'phone', notBefore: NOON, notAfter: NOON + 12 * HOUR_MS };
    expect((await come(plant, signTicket(line8.identity, said))).person?.user).toBe('assembler');
    const answer = await come(plant, forge(said, line8.identity, await makeIdentity()));
    expect(answer).not.toHaveProperty('person');
    expect(plant.audit.of('ticket-refused')).toHaveLength(1);
  });

  it('cannot be shown by another device that was given it', async () => {
    const { plant, signedOn } = await plantOfLines();
    const thief = await plant.enrol('thief', { role: 'personal', key: makeKey() });
    const challenge = plant.challenges.make('thief');
    const ticket = plant.tickets.issue(signedOn, 'phone');
    const asked = { id: 'thief', challenge, signature: thief.key.sign(challenge), ticket };
    expect(await plant.deviceSessions.come(asked, BEARER)).not.toHaveProperty('person');
  });
});
