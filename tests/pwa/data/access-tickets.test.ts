import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import { DeviceKeys } from '../../../pwa/data/device-key.ts';
import { TicketVault } from '../../../pwa/data/ticket-vault.ts';
import { lockTicket, openTicket, PIN_ITERATIONS } from '../../../pwa/data/ticket.ts';
import { Device, HOUR, hourRow, jam, lineRow, newSafe, referenceRows, thisHour, until, when } from './device.ts';
import { FakeGateway } from './fake-gateway.ts';

const LINE = 'line8';
const PIN = '4711';

describe('a station out of reach', () => {
  let gateway: FakeGateway;
  let device: Device;
  let data: DeviceData;

  beforeEach(async () => {
    gateway = await new FakeGateway().start();
    gateway.put('reference', ...referenceRows(LINE));
    gateway.put('lines', lineRow(LINE));
    gateway.put('hours', hourRow(LINE, thisHour() - HOUR));
    gateway.access.person = null;
    gateway.access.device = gateway.access.station();
    gateway.access.people.set('attendant', { name: 'Attendant', roles: ['operator'], lines: [LINE], pin: PIN });
    gateway.access.people.set('binder', { name: 'Binder', roles: ['operator'], lines: [LINE], pin: '9999' });
    device = new Device(gateway);
    device.place.keep.setItem('device', 'device-station');
    data = await device.open();
    await when(data.connection, ({ synced, state }) => synced && state === 'live');
  });
  afterEach(async () => {
    await data.close();
    await gateway.stop();
    expect(device.faults).toEqual([]);
  });

  const signOn = (user = 'attendant', pin = PIN) => data.access.signOn({ way: 'pin', user, pin });
  const give = () => data.giveReason(jam(LINE, thisHour() - HOUR));
  /** Attendant was here today. */
  const known = async () => {
    expect(await signOn()).toEqual({ kind: 'ok' });
    await until(async () => (await device.safe.get('ticket:attendant')) !== undefined);
    await data.access.signOff();
    await until(() => gateway.access.signedOff.length === 1);
  };
  const outOfReach = async () => {
    await gateway.stop();
    await when(data.access.now, ({ reachable }) => !reachable);
  };
  const person = () => data.access.state.person;

  it('lets in who typed the PIN here before, for entries only, and these wait to be checked', async () => {
    await known();
    await outOfReach();
    expect(await signOn()).toEqual({ kind: 'ok' });
    expect(person()).toMatchObject({ user: 'attendant', name: 'Attendant', byTicket: true });
    expect(data.access.may('give-reason', LINE)).toBe(true);
    expect(data.access.may('analyse', LINE)).toBe(false);
    const id = await give();
    await when(data.access.now, ({ pending }) => pending === 1);
    await gateway.start();
    await until(() => gateway.facts.has(id));
    await when(data.access.now, ({ pending }) => pending === 0);
    expect(gateway.facts.get(id)).toMatchObject({ by: { origin: 'device-station', user: 'attendant' } });
    expect(gateway.facts.get(id)).not.toHaveProperty('pending');
  });

  it('tells the gateway of the ticket before it sends what was entered with it', async () => {
    await known();
    await outOfReach();
    const from = Date.now() - 1_000;
    await signOn();
    await give();
    await data.access.signOff();
    await data.close();
    gateway.log.length = 0;
    data = await device.open();
    gateway.access.faults.push({ status: 503 });
    await gateway.start();
    await until(() => gateway.facts.size === 1);
    const sent = gateway.log.filter((request) => request.startsWith('POST'));
    expect(sent).toEqual(['POST tickets 1', 'POST facts 1']);
    const [used] = gateway.access.tickets;
    expect(used!.from).toBeGreaterThanOrEqual(from);
    expect(used!.until).toBeGreaterThanOrEqual(used!.from);
    expect(used!.until).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  it('keeps entries back while the gateway cannot look at tickets', async () => {
    await known();
    await outOfReach();
    await signOn();
    await give();
    gateway.access.faults.push(...Array.from({ length: 30 }, () => ({ status: 503 })));
    await gateway.start();
    await until(() => gateway.access.faults.length === 0);
    expect(gateway.facts.size).toBe(0);
    await until(() => gateway.facts.size === 1);
  });

  it('gives each their own when people switch', async () => {
    await known();
    await signOn('binder', '9999');
    await until(async () => (await device.safe.get('ticket:binder')) !== undefined);
    await outOfReach();
    await signOn();
    const first = await give();
    await signOn('binder', '9999');
    const second = await give();
    await gateway.start();
    await until(() => gateway.facts.size === 2);
    expect([first, second].map((id) => gateway.facts.get(id)?.by.user)).toEqual(['attendant', 'binder']);
    // Binder was on when the gateway was lost: that he left is told too.
    await until(() => gateway.access.signedOff.length === 2);
  });

  it('goes on with the same person after a restart, and says nothing of a PIN it cannot check', async () => {
    await known();
    await outOfReach();
    await signOn();
    await data.close();
    data = await device.open();
    expect(person()).toMatchObject({ user: 'attendant', byTicket: true });
    expect(await signOn('binder', '9999')).toEqual({ kind: 'out-of-reach' });
    expect(person()?.user).toBe('attendant');
  });

  it('lets nobody in any more after five wrong PINs, until the gateway is back', async () => {
    await known();
    await outOfReach();
    for (let i = 0; i < 5; i++) expect(await signOn('attendant', '0000')).toEqual({ kind: 'wrong' });
    expect(await signOn()).toEqual({ kind: 'out-of-reach' });
    await gateway.start();
    await when(data.access.now, ({ reachable }) => reachable);
    expect(await signOn()).toEqual({ kind: 'ok' });
  });

  it('lets nobody in after the ticket has run out', async () => {
    await known();
    await outOfReach();
    device.clock = () => Date.now() + 9 * HOUR;
    expect(await signOn()).toEqual({ kind: 'out-of-reach' });
  });
});

describe('a ticket at rest', () => {
  const ticketOf = (user: string) =>
    `${Buffer.from(
      JSON.stringify({
        ...{ gateway: 'gw-1', user, name: user, roles: ['operator'], lines: '*', device: 'd' },
        ...{ notBefore: 0, notAfter: 1_000 },
      }),
    ).toString('base64url')}.x`;

  it('is slow to try PINs on', async () => {
    expect(PIN_ITERATIONS).toBeGreaterThanOrEqual(600_000);
    const key = await new DeviceKeys(newSafe()).forTickets();
    const locked = await lockTicket('text', PIN, key);
    expect(locked.iterations).toBe(PIN_ITERATIONS);
    expect(await openTicket(locked, PIN, key)).toBe('text');
  });

  it('opens with the right PIN on the device that locked it, and nowhere else', async () => {
    const here = await new DeviceKeys(newSafe()).forTickets();
    const elsewhere = await new DeviceKeys(newSafe()).forTickets();
    const locked = await lockTicket('text', PIN, here, 1_000);
    expect(await openTicket(locked, PIN, here)).toBe('text');
    expect(await openTicket(locked, '4712', here)).toBeNull();
    expect(await openTicket(locked, PIN, elsewhere)).toBeNull();
    await expect(crypto.subtle.exportKey('raw', here)).rejects.toThrow();
  });

  it('counts a try before it is made, so that switching off in between gives no free one', async () => {
    const safe = newSafe();
    const put: number[] = [];
    const watched = {
      ...safe,
      put: (name: string, value: unknown) => {
        if (name.startsWith('ticket:')) put.push((value as { wrong: number }).wrong);
        return safe.put(name, value);
      },
    };
    const vault = new TicketVault(watched, new DeviceKeys(watched), 1_000);
    await vault.keep(ticketOf('attendant'), PIN);
    const answers = await Promise.all(['1', '2', '3'].map((pin) => vault.open('attendant', pin, 5)));
    expect(answers.map(({ kind }) => kind)).toEqual(['wrong', 'wrong', 'wrong']);
    expect(put).toEqual([0, 1, 2, 3]);
    expect((await vault.open('attendant', PIN, 5)).kind).toBe('opened');
    // A right PIN forgets none of the wrong tries: only the gateway does.
    expect(put.at(-1)).toBe(3);
  });
});
