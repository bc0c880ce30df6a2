import { describe, expect, it } from 'vitest';
import { SLACK_MS } from '../../../gateway/auth/session.ts';
import { HOUR_MS, makeIdentity, NOON, person, plantWithDevices, principalOf } from './plant-with-devices.ts';

const TABLET = principalOf('tablet1').device;
const ADDRESS = '192.0.2.7';

/** Assembler signed on at noon and got a ticket; the device works out of reach, and it is ten hours later. */
async function outOfReach(parts: Parameters<typeof plantWithDevices>[0] = {}) {
  const plant = await plantWithDevices(parts);
  await plant.known('assembler', person(['operator'], { lines: ['line8'] }));
  const ticket = plant.tickets.issue({ user: 'assembler', name: 'Assembler', roles: ['admin'], lines: '*' }, 'tablet1');
  plant.clock.at = NOON + 10 * HOUR_MS;
  const use = async (from: number, until: number, device = TABLET, text = ticket) =>
    (await plant.tickets.use([{ ticket: text, from, until }], device, ADDRESS))[0];
  return { ...plant, ticket, use };
}

describe('a ticket for the time out of reach', () => {
  it('says to the device who may work there, and until when', async () => {
    const { ticket } = await outOfReach();
    const said: unknown = JSON.parse(Buffer.from(ticket.split('.')[0]!, 'base64url').toString());
    expect(said).toEqual({
      ...{ gateway: 'gw', user: 'assembler', name: 'Assembler', roles: ['admin'], lines: '*', device: 'tablet1' },
      ...{ notBefore: NOON, notAfter: NOON + 12 * HOUR_MS },
    });
    expect(ticket.length).toBeLessThan(4_000);
  });

  it('afterwards makes the session of that time, with what the person might do then', async () => {
    const { use, sessions, audit } = await outOfReach();
    expect(await use(NOON + HOUR_MS, NOON + 2 * HOUR_MS)).toEqual({ ok: true });
    expect(sessions.covering('assembler', 'tablet1', NOON + 90 * 60_000)).toMatchObject([
      { kind: 'ticket', roles: ['operator'], lines: ['line8'], from: NOON + HOUR_MS, until: NOON + 2 * HOUR_MS },
    ]);
    expect(sessions.covering('assembler', 'tablet1', NOON + 3 * HOUR_MS)).toEqual([]);
    expect(audit.of('ticket-used')).toMatchObject([{ subject: 'assembler', user: 'assembler', device: 'tablet1' }]);
  });

  it('is taken again and again, and makes one session', async () => {
    const { use, sessions, audit } = await outOfReach();
    for (const until of [2, 2, 1, 2]) expect(await use(NOON + HOUR_MS, NOON + until * HOUR_MS)).toEqual({ ok: true });
    expect(sessions.covering('assembler', 'tablet1', NOON + HOUR_MS)).toHaveLength(1);
    expect(audit.of('ticket-used')).toHaveLength(1);
    await use(NOON + HOUR_MS, NOON + 3 * HOUR_MS);
    expect(sessions.covering('assembler', 'tablet1', NOON + 3 * HOUR_MS)).toHaveLength(1);
  });

  it('gives no right longer than the person had it, and none that they got afterwards', async () => {
    const { use, sessions, versions, clock } = await outOfReach();
    const change = (at: number, changes: Partial<ReturnType<typeof person>>) => {
      clock.at = at;
      return versions.add('person', 'assembler', person(['operator'], changes), { origin: 'gw', user: null });
    };
    await change(NOON + 2 * HOUR_MS, { lines: ['line9'] });
    await change(NOON + 4 * HOUR_MS, { disabled: true });
    await change(NOON + 5 * HOUR_MS, { lines: '*' });
    clock.at = NOON + 10 * HOUR_MS;
    expect(await use(NOON + HOUR_MS, NOON + 8 * HOUR_MS)).toEqual({ ok: true });
    const linesAt = (hour: number) =>
      sessions.covering('assembler', 'tablet1', NOON + hour * HOUR_MS).map(({ lines }) => lines);
    expect([1.5, 3, 4.5, 6].map(linesAt)).toEqual([[['line8']], [['line9']], [], []]);
  });

  it('opens no session that goes on', async () => {
    const { use, sessions, now } = await outOfReach();
    expect(await use(now() - HOUR_MS, now() + SLACK_MS)).toEqual({ ok: true });
    expect(sessions.active()).toEqual([]);
  });

  it.each<[string, number, number]>([
    ['a time before it was given', -HOUR_MS, HOUR_MS],
    ['a time after it expired', 11 * HOUR_MS, 13 * HOUR_MS],
    ['a time that ends before it begins', 2 * HOUR_MS, HOUR_MS],
    ['a time that is yet to come', 10 * HOUR_MS, 11 * HOUR_MS],
  ])('is not good for %s', async (_what, from, until) => {
    const { use, sessions, audit } = await outOfReach();
    expect(await use(NOON + from, NOON + until)).toMatchObject({ ok: false });
    expect(sessions.covering('assembler', 'tablet1', NOON + Math.max(0, from))).toEqual([]);
    expect(audit.of('ticket-refused')).toMatchObject([{ subject: 'assembler', device: 'tablet1' }]);
  });

  it('fills no trail: of a request there is one entry for all that is refused', async () => {
    const { tickets, ticket, audit } = await outOfReach();
    const forged = Array.from({ length: 50 }, (_, n) => ({ ticket: `${ticket}${n}`, from: NOON, until: NOON }));
    const answers = await tickets.use([...forged, { ticket, from: NOON, until: NOON }], TABLET, ADDRESS);
    expect(answers.map(({ ok }) => ok)).toEqual([...forged.map(() => false), true]);
    expect(audit.of('ticket-refused')).toMatchObject([{ subject: 'tablet1', device: 'tablet1', new: { tickets: 50 } }]);
  });

  it('is good on its own device only', async () => {
    const { use } = await outOfReach();
    expect(await use(NOON, NOON + HOUR_MS, principalOf('tablet2').device)).toMatchObject({ ok: false });
  });

  it('cannot be made by anybody else, nor changed', async () => {
    const { use, ticket } = await outOfReach();
    const [said = '', signature = ''] = ticket.split('.');
    const other = Buffer.from(said, 'base64url').toString().replace('"assembler"', '"borer"');
    const foreign = await outOfReach();
    for (const forged of [
      `${Buffer.from(other).toString('base64url')}.${signature}`,
      `${said}.${signature.slice(0, -2)}AA`,
      `${said}.${signature}.${signature}`,
      ...[said, '', '.', 'x.y', `.${signature}`],
      foreign.ticket,
    ])
      expect(await use(NOON, NOON + HOUR_MS, TABLET, forged)).toMatchObject({ ok: false });
  });

  it('survives a restart of the gateway', async () => {
    const identity = makeIdentity();
    const { ticket, store } = await outOfReach({ identity });
    const { use } = await outOfReach({ identity, store });
    expect(await use(NOON, NOON + HOUR_MS, TABLET, ticket)).toEqual({ ok: true });
  });
});

describe('a ticket of somebody who was disabled', () => {
  const HOURS = (hours: number) => NOON + hours * HOUR_MS;

  it('is worth nothing afterwards, also when they are let in again', async () => {
    const { use, known, clock, now } = await outOfReach();
    clock.at = HOURS(1);
    await known('assembler', person(['operator'], { disabled: true }));
    clock.at = HOURS(3);
    await known('assembler');
    clock.at = HOURS(5);
    expect(now()).toBe(HOURS(5));
    expect(await use(HOURS(2), HOURS(2.5))).toMatchObject({ ok: false });
    // As with a session: let in again, they sign on again.
    expect(await use(HOURS(4), HOURS(4.5))).toMatchObject({ ok: false });
  });

  it('is good for the time before that', async () => {
    const { use, known, clock, sessions } = await outOfReach();
    clock.at = HOURS(2);
    await known('assembler', person(['operator'], { disabled: true }));
    clock.at = HOURS(5);
    expect(await use(HOURS(1), HOURS(4))).toEqual({ ok: true });
    expect(sessions.covering('assembler', 'tablet1', HOURS(1.5))).toHaveLength(1);
    expect(sessions.covering('assembler', 'tablet1', HOURS(3))).toEqual([]);
  });
});
