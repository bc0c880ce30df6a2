import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceKey } from '../../../shared/access/person.ts';
import type { KnownDevice } from '../../../shared/access/protocol.ts';
import { NotSignedOn, type AccessData } from '../../../pwa/data/access.ts';
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import { openEntries } from '../../../pwa/data/database.ts';
import { Device, HOUR, hourRow, jam, lineRow, referenceRows, thisHour, until, when } from './device.ts';
import { FakeGateway } from './fake-gateway.ts';

const LINE = 'line8';
const MINUTE = 60_000;
let gateway: FakeGateway;
let device: Device;
let data: DeviceData;
let access: AccessData;

beforeEach(async () => {
  gateway = await new FakeGateway().start();
  gateway.put('reference', ...referenceRows(LINE));
  gateway.put('lines', lineRow(LINE));
  gateway.put('hours', hourRow(LINE, thisHour() - HOUR));
  gateway.access.people.set('attendant', {
    ...{ name: 'Attendant', roles: ['operator'], lines: [LINE] },
    ...{ password: 'a long password', pin: '4711', badge: '0012345678' },
  });
  gateway.access.people.set('quality', { name: 'Quality', roles: ['quality'], lines: '*', pin: '1234' });
  device = new Device(gateway);
});

afterEach(async () => {
  await data.close();
  await gateway.stop();
  expect(device.faults).toEqual([]);
});

async function open(): Promise<void> {
  data = await device.open();
  access = data.access;
}

/** A browser that nobody has signed on at. */
async function openAlone(): Promise<void> {
  gateway.access.person = null;
  await open();
}

async function openStation(): Promise<void> {
  gateway.access.person = null;
  gateway.access.device = gateway.access.station();
  device.place.keep.setItem('device', 'device-station');
  await open();
  await when(data.connection, ({ synced, state }) => synced && state === 'live');
}

async function restart(): Promise<void> {
  await data.close();
  await open();
}

const give = () => data.giveReason(jam(LINE, thisHour() - HOUR));
const attendant = () => access.signOn({ way: 'pin', user: 'attendant', pin: '4711' });
const hours = () => when(data.line(LINE), (line) => line?.hours.length === 1);
const nobody = () => when(access.now, ({ phase }) => phase === 'nobody');
const author = (id: string) => gateway.facts.get(id)?.by.user;

describe('a browser that nobody has signed on at', () => {
  it('asks for nothing but whether somebody is there, and begins by itself when somebody is', async () => {
    await openAlone();
    expect(access.state).toMatchObject({ phase: 'nobody', reachable: true, person: null });
    expect(gateway.log).toEqual([]);
    expect(gateway.listeners).toBe(0);
    expect(await access.signOn({ way: 'password', user: 'attendant', password: 'a long password' })).toEqual({
      kind: 'ok',
    });
    expect(access.state).toMatchObject({ phase: 'here', person: { user: 'attendant', byTicket: false } });
    await hours();
    await until(() => gateway.listeners === 1);
  });

  it('says when it cannot know whether anybody is known', async () => {
    await gateway.stop();
    await open();
    expect(access.state).toMatchObject({ phase: 'nobody', reachable: false, remembered: false });
    await gateway.start();
    await when(access.now, ({ phase, reachable }) => phase === 'here' && reachable);
  });

  it('makes the first admin with the code of the console', async () => {
    gateway.access.setup = true;
    await openAlone();
    expect(access.state.phase).toBe('setup');
    const first = { user: 'chief', name: 'The chief', password: 'ten letters' };
    expect(await access.setup({ ...first, code: 'guessed' })).toEqual({ kind: 'wrong' });
    expect(await access.setup({ ...first, code: 'first-code' })).toEqual({ kind: 'ok' });
    await when(access.now, ({ phase, person }) => phase === 'here' && person?.user === 'chief');
    expect(access.may('manage-people')).toBe(true);
    expect(access.may('give-reason', LINE)).toBe(false);
  });

  it('tells wrong, throttled, refused and out of reach apart', async () => {
    await openAlone();
    const how = { way: 'password', user: 'attendant', password: 'guessed' } as const;
    expect(await access.signOn(how)).toEqual({ kind: 'wrong' });
    const answers = async (fault: { status: number; retryAfter?: number }) => {
      const result = access.signOn(how);
      gateway.access.faults.push(fault);
      return result;
    };
    expect(await answers({ status: 429, retryAfter: 40 })).toEqual({ kind: 'throttled', seconds: 40 });
    expect(await answers({ status: 403 })).toEqual({ kind: 'refused', why: 'as told' });
    expect(await answers({ status: 502 })).toEqual({ kind: 'out-of-reach' });
  });
});

describe('somebody who is signed on', () => {
  it('goes on out of reach and after a restart, until the session ends', async () => {
    await open();
    await hours();
    await gateway.stop();
    await restart();
    await hours();
    expect(access.state).toMatchObject({ person: { user: 'operator' } });
    const id = await give();
    const line = await when(data.line(LINE), (l) => l?.given.some((reason) => reason.id === id) ?? false);
    expect(line?.given.at(-1)?.unsent).toBe(true);
    await data.close();
    device.clock = () => Date.now() + 13 * HOUR;
    await open();
    await nobody();
  });

  it('is asked for when the gateway has ended the session', async () => {
    await open();
    await hours();
    gateway.access.endSession();
    gateway.put('hours', hourRow(LINE, thisHour() - 2 * HOUR));
    await nobody();
  });

  it('that leaves takes along what was pulled, never what was entered', async () => {
    await open();
    await hours();
    gateway.faults.push.push(...Array.from({ length: 200 }, () => ({ status: 503 })));
    const id = await give();
    gateway.faults.pull.push(...Array.from({ length: 200 }, () => 'error' as const));
    await access.signOff();
    expect(access.state).toMatchObject({ phase: 'nobody', person: null });
    await until(() => gateway.access.signedOff.length === 1);
    expect(gateway.access.signedOff).toEqual([null]);
    await when(data.lines, (lines) => lines.length === 0);
    await until(() => device.forgotten === 1);
    await data.close();
    const entries = await openEntries(device.place, device.safe);
    expect((await entries.outbox.find().exec()).map((entry) => entry.id)).toEqual([id]);
    await entries.close();
    gateway.faults.pull.length = gateway.faults.push.length = 0;
    await open();
    expect(await access.signOn({ way: 'password', user: 'attendant', password: 'a long password' })).toEqual({
      kind: 'ok',
    });
    await hours();
    await until(() => gateway.facts.has(id));
    expect(author(id)).toBe('operator');
  });

  it('that leaves out of reach has left at that time', async () => {
    await open();
    await hours();
    await gateway.stop();
    await when(access.now, ({ reachable }) => !reachable);
    const left = Date.now();
    await access.signOff();
    device.clock = () => Date.now() + 10 * MINUTE;
    gateway.access.clock = device.clock;
    await gateway.start();
    await until(() => gateway.access.signedOff.length === 1);
    expect(Math.abs((gateway.access.signedOff[0] ?? 0) - left)).toBeLessThan(2_000);
    expect(access.state.phase).toBe('nobody');
  });
});

describe('an entry that nobody may make yet', () => {
  it('is made by whoever signs on for it, as soon as that is done', async () => {
    await openStation();
    const given = give();
    await when(access.asked, (asked) => asked?.right === 'give-reason' && asked.line === LINE);
    await attendant();
    const id = await given;
    await until(() => gateway.facts.has(id));
    expect(author(id)).toBe('attendant');
    await when(access.asked, (asked) => asked === null);
  });

  it('is not made when that is dismissed, and whoever wanted it knows', async () => {
    await openStation();
    const given = give();
    await when(access.asked, (asked) => asked !== null);
    access.dismiss();
    await expect(given).rejects.toBeInstanceOf(NotSignedOn);
    await when(access.asked, (asked) => asked === null);
  });

  it('waits on when somebody signs on who may not', async () => {
    await openStation();
    const given = give();
    await when(access.asked, (asked) => asked !== null);
    await access.signOn({ way: 'pin', user: 'quality', pin: '1234' });
    await when(access.asked, (asked) => asked?.notBy === 'Quality');
    await attendant();
    await until(() => gateway.facts.size === 1);
    expect(author(await given)).toBe('attendant');
  });

  it('is never offered where nobody can sign on', async () => {
    gateway.access.person = null;
    gateway.access.device = { ...gateway.access.station(), role: 'kiosk' };
    await open();
    expect(access.offers('give-reason', LINE)).toBe(false);
    expect(access.may('see', LINE)).toBe(true);
    await expect(give()).rejects.toBeInstanceOf(NotSignedOn);
    access.ask();
    await when(access.asked, (asked) => asked === null);
  });
});

describe('a station', () => {
  it('shows its lines with nobody signed on, and lets people switch by a badge', async () => {
    await openStation();
    await hours();
    await attendant();
    expect(await access.signOn({ way: 'badge', badge: '0012345678' })).toEqual({ kind: 'ok' });
    await access.signOn({ way: 'pin', user: 'quality', pin: '1234' });
    expect(access.state.person?.user).toBe('quality');
    expect(access.state.recent.map(({ user }) => user)).toEqual(['quality', 'attendant']);
    await access.signOff();
    expect(access.state).toMatchObject({ phase: 'here', person: null });
    expect(device.forgotten).toBe(0);
    await hours();
  });

  it('warns, and then signs off whoever walked away, at the time when that was due', async () => {
    gateway.access.idleMs = 5 * MINUTE;
    await openStation();
    await attendant();
    let ahead = 4.8 * MINUTE;
    device.clock = () => Date.now() + ahead;
    gateway.access.clock = () => Date.now() + ahead;
    await when(access.now, ({ lockingIn }) => lockingIn !== null);
    access.touched();
    expect(access.state.lockingIn).toBeNull();
    ahead += 15 * MINUTE;
    await when(access.now, ({ person }) => person === null);
    await until(() => gateway.access.signedOff.length === 1);
    expect(Math.abs(gateway.access.signedOff[0]! - (Date.now() + 9.8 * MINUTE))).toBeLessThan(3_000);
    await hours();
  });

  it('reports that somebody is there at most once a minute', async () => {
    await openStation();
    await attendant();
    const reports = () => gateway.access.said.filter((said) => said === 'active').length;
    for (let i = 0; i < 20; i++) access.touched();
    await until(() => reports() === 1);
    device.clock = () => Date.now() + MINUTE;
    access.touched();
    await until(() => reports() === 2);
  });
});

describe('a browser of one person', () => {
  it('locks entry and keeps what one sees; the same person goes on after a sign-on', async () => {
    await open();
    await hours();
    let ahead = 0;
    device.clock = () => Date.now() + ahead;
    gateway.access.clock = device.clock;
    access.touched();
    ahead = 61 * MINUTE;
    await when(access.now, ({ locked }) => locked);
    expect(access.state).toMatchObject({ phase: 'here', person: { user: 'operator' } });
    await hours();
    // Touching it, asking the gateway and starting anew let nobody in.
    access.touched();
    await access.refresh();
    await restart();
    expect(access.state.locked).toBe(true);
    gateway.access.people.set('operator', { name: 'Operator', roles: ['operator'], lines: '*', password: 'mine' });
    const given = give();
    await when(access.asked, (asked) => asked !== null && asked.notBy === null);
    await access.signOn({ way: 'password', user: 'operator', password: 'mine' });
    expect(author(await given.then((id) => until(() => gateway.facts.has(id)).then(() => id)))).toBe('operator');
    expect(device.forgotten).toBe(0);
  });
});

describe('somebody who comes back', () => {
  it('from the sign-on server after a long time is not locked at once', async () => {
    await openAlone();
    device.place.keep.setItem('active', String(Date.now() - 3 * HOUR));
    gateway.access.person = {
      ...{ user: 'attendant', name: 'Attendant', roles: ['operator'], lines: '*', until: Date.now() + HOUR },
      ...{ locked: false, hasPin: false },
    };
    await access.refresh();
    await when(access.now, ({ person }) => person?.user === 'attendant');
    access.touched();
    expect(access.state.locked).toBe(false);
  });

  it('finds entry locked when the gateway says so', async () => {
    await open();
    await hours();
    gateway.access.person = { ...gateway.access.person!, locked: true };
    await access.refresh();
    await when(access.now, ({ locked }) => locked);
    expect(access.may('give-reason', LINE)).toBe(false);
    expect(access.may('see', LINE)).toBe(true);
  });
});

describe('a device that is enrolled', () => {
  const enrol = async () => {
    await openAlone();
    gateway.access.codes.set('ABCD2345', { name: 'Packing 1', role: 'station', lines: [LINE] });
    expect(await access.enrol('WRONG234')).toEqual({ kind: 'wrong' });
    expect(await access.enrol('ABCD2345')).toEqual({ kind: 'ok' });
    await hours();
  };

  it('is known by its key, of which the gateway has the public half', async () => {
    await enrol();
    const [{ key, device: known }] = [...gateway.access.enrolled.values()] as [{ key: DeviceKey; device: KnownDevice }];
    expect(Object.keys(key).sort()).toEqual(['crv', 'kty', 'x', 'y']);
    expect(known.id).toBe(device.place.keep.getItem('device'));
    const pair = (await device.safe.get('signing')) as CryptoKeyPair;
    expect(pair.privateKey.extractable).toBe(false);
    expect(access.state.device).toMatchObject({ name: 'Packing 1', role: 'station' });
  });

  it('renews its session by itself when that is over', async () => {
    await enrol();
    gateway.access.device = null;
    gateway.put('hours', hourRow(LINE, thisHour() - 2 * HOUR));
    await when(data.line(LINE), (line) => line?.hours.length === 2);
    expect(gateway.access.said).toContain('session');
    expect(access.state.phase).toBe('here');
    expect(device.forgotten).toBe(0);
  });

  it('that was revoked shows nothing any more, and comes back as another one', async () => {
    await enrol();
    const [former] = [...gateway.access.enrolled.keys()];
    const { device: known, key } = gateway.access.enrolled.get(former!)!;
    gateway.access.enrolled.clear();
    gateway.access.device = null;
    await access.refresh();
    await nobody();
    await until(() => device.forgotten === 1);
    gateway.access.enrolled.set(former!, { device: known, key });
    gateway.access.codes.set('EFGH2345', { name: 'Packing 1', role: 'station', lines: [LINE] });
    expect(await access.enrol('EFGH2345')).toEqual({ kind: 'ok' });
    expect(access.state.device?.id).not.toBe(former);
    await hours();
  });

  it('does not become another one while it has entries that only it may send', async () => {
    await open();
    await hours();
    gateway.faults.push.push(...Array.from({ length: 200 }, () => ({ status: 503 })));
    await give();
    const id = device.place.keep.getItem('device')!;
    gateway.access.enrolled.set(id, { device: gateway.access.station(), key: {} as DeviceKey });
    gateway.access.codes.set('ABCD2345', { name: 'Packing 1', role: 'station', lines: [LINE] });
    expect(await access.enrol('ABCD2345')).toEqual({ kind: 'refused', why: 'The id is taken.' });
    expect(device.place.keep.getItem('device')).toBe(id);
  });

  it('renews its session when that is what keeps somebody from signing on', async () => {
    await enrol();
    gateway.access.device = null;
    gateway.access.faults.push({ status: 403 });
    expect(await attendant()).toEqual({ kind: 'ok' });
    expect(gateway.access.said.slice(-2)).toEqual(['session', 'sign-on pin attendant']);
  });
});
