import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceData } from '../../../pwa/data/app-data.ts';
import { Versions } from '../../../pwa/data/sync-versions.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '../../../shared/sync/compatibility.ts';
import { Device, HOUR, hourRow, jam, lineRow, referenceRows, thisHour, until, when } from './device.ts';
import { FakeGateway } from './fake-gateway.ts';

const LINE = 'line8';
let gateway: FakeGateway;
let device: Device;
let data: DeviceData;

beforeEach(async () => {
  gateway = await new FakeGateway().start();
  gateway.put('reference', ...referenceRows(LINE));
  gateway.put('lines', lineRow(LINE));
  gateway.put('hours', hourRow(LINE, thisHour() - HOUR));
  device = new Device(gateway);
});

afterEach(async () => {
  await data.close();
  await gateway.stop();
  expect(device.faults).toEqual([]);
});

const give = (changes: object = {}) => data.giveReason({ ...jam(LINE, thisHour() - HOUR), ...changes });
const waiting = (n: number) => when(data.sync.now, (sync) => sync.waiting.length === n);

describe('what a device knows of itself', () => {
  it('is when everything was here last, row by row, also over a restart', async () => {
    data = await device.open();
    const before = Date.now();
    const { progress, rows } = await when(
      data.sync.now,
      ({ progress, rows }) => progress.fullAt !== null && rows.reference === 3,
    );
    expect(progress.fullAt).toBeGreaterThanOrEqual(before - 1_000);
    expect(rows).toEqual({ hours: 1, lines: 1, reference: 3, plan: 0, lots: 0 });
    for (const { behindSince, total } of Object.values(progress.collections))
      expect({ behindSince, total }).toEqual({ behindSince: null, total: null });
    await data.close();
    await gateway.stop();
    data = await device.open();
    const again = await when(data.sync.now, () => true);
    expect(again.progress.fullAt).toBe(progress.fullAt);
    expect(again.gateway).toEqual({ id: 'gw-1', version: '0.1.0' });
    await gateway.start();
  });

  it('is since when something of the gateway is missing, until it comes', async () => {
    gateway.faults.pull.push(...Array.from({ length: 60 }, () => 'error' as const));
    data = await device.open();
    const late = await when(data.sync.now, ({ progress }) => progress.collections.hours.behindSince !== null);
    expect(Math.abs(Date.now() - late.progress.collections.hours.behindSince!)).toBeLessThan(2_000);
    await when(data.sync.now, ({ progress }) => progress.collections.hours.behindSince === null);
  });

  it('names the device, its version and what waits', async () => {
    gateway.faults.push.push('error');
    data = await device.open();
    const id = await give();
    const sync = await waiting(1);
    expect(sync.waiting[0]).toMatchObject({ id, acceptedAt: null, waits: null });
    expect(sync).toMatchObject({ version: '0.2.0', device: expect.stringMatching(/^device-/) as string, leads: true });
    await waiting(0);
  });
});

describe('an entry that the gateway does not take yet', () => {
  it('keeps why, over a restart, until it is taken', async () => {
    gateway.answer = (fact) => ({ id: fact._id, status: 'later', code: 'line', reason: 'line 5 is elsewhere' });
    data = await device.open();
    await give();
    const told = (sync: { waiting: { waits: unknown }[] }) => sync.waiting[0]?.waits != null;
    expect((await when(data.sync.now, told)).waiting[0]?.waits).toEqual({
      code: 'line',
      reason: 'line 5 is elsewhere',
    });
    await data.close();
    data = await device.open();
    expect((await waiting(1)).waiting[0]?.waits?.code).toBe('line');
    gateway.answer = (fact) => ({ id: fact._id, status: 'accepted' });
    data.sync.again();
    await waiting(0);
  });

  it('waits for a reason that this version does not know, in the words of the gateway', async () => {
    gateway.answer = (fact) => ({ id: fact._id, status: 'later', code: 'full-moon' as never, reason: 'tomorrow' });
    data = await device.open();
    await give();
    const { waiting } = await when(data.sync.now, (sync) => sync.waiting[0]?.waits != null);
    expect(waiting[0]?.waits).toEqual({ code: null, reason: 'tomorrow' });
  });
});

describe('an entry that is only wanted until some moment', () => {
  const expiring = (expiresAt: number) => give({ expiresAt });

  it('is sent in time', async () => {
    data = await device.open();
    const expiresAt = Date.now() + HOUR;
    const id = await expiring(expiresAt);
    await until(() => gateway.facts.has(id));
    expect(gateway.facts.get(id)).toMatchObject({ expiresAt });
    await waiting(0);
  });

  it('is never sent late, but comes back as not done', async () => {
    data = await device.open();
    await gateway.stop();
    const id = await expiring(Date.now() + 80);
    const [refused] = await when(data.refused, (list) => list.length === 1);
    expect(refused).toMatchObject({ id, code: 'expired', fact: { code: 'jam' } });
    await waiting(0);
    await gateway.start();
    const next = await give();
    await until(() => gateway.facts.has(next));
    expect([...gateway.facts.keys()]).toEqual([next]);
  });

  it('is never sent late after the device was off meanwhile', async () => {
    data = await device.open();
    await gateway.stop();
    const id = await expiring(Date.now() + 10_000);
    await data.close();
    const now = device.clock;
    device.clock = () => now() + 20_000;
    await gateway.start();
    data = await device.open();
    const [refused] = await when(data.refused, (list) => list.length === 1);
    expect(refused).toMatchObject({ id, code: 'expired' });
    expect(gateway.facts.size).toBe(0);
  });

  it('that was sent in time and whose answer was lost is asked about, for the gateway may have it', async () => {
    data = await device.open();
    gateway.faults.push.push('lost answer');
    const expiresAt = Date.now() + 30;
    const id = await expiring(expiresAt);
    await until(() => gateway.facts.has(id));
    await until(() => Date.now() > expiresAt);
    await waiting(0);
    expect(await when(data.refused, () => true)).toEqual([]);
  });

  it('is refused by a gateway whose clock says that it is too late', async () => {
    gateway.answer = (fact) => ({ id: fact._id, status: 'rejected', code: 'expired', reason: 'too late' });
    data = await device.open();
    await expiring(Date.now() + HOUR);
    const [refused] = await when(data.refused, (list) => list.length === 1);
    expect(refused?.code).toBe('expired');
  });
});

describe('the time of an entry', () => {
  it.each([-180_000, 3 * 24 * HOUR])('is the gateway’s, on a device whose clock is out by %d ms', async (out) => {
    device.clock = () => Date.now() + out;
    data = await device.open();
    await when(data.connection, ({ state, synced }) => state === 'live' && synced);
    const id = await give();
    await until(() => gateway.facts.has(id));
    expect(Math.abs(gateway.facts.get(id)!.at - Date.now())).toBeLessThan(2_000);
    expect(Number(id.split(':')[1])).toBe(gateway.facts.get(id)!.at);
    const { clockOffsetMs } = await when(data.connection, ({ clockOffsetMs }) => Math.abs(clockOffsetMs) > 1_000);
    expect(Math.abs(clockOffsetMs + out)).toBeLessThan(2_000);
  });
});

describe('an app and a gateway that do not understand each other', () => {
  const asked = () => gateway.log.filter((request) => /^(GET|POST facts)/.test(request)).length;

  it('say so, keep what was entered, and do not ask in a storm', async () => {
    data = await device.open();
    await when(data.connection, ({ synced }) => synced);
    gateway.protocol = PROTOCOL + 2;
    gateway.cutStreams();
    await give();
    const { fit, notSent } = await when(data.connection, ({ fit }) => fit !== 'fine');
    expect({ fit, notSent }).toEqual({ fit: 'app-too-old', notSent: 1 });
    const before = asked();
    await give();
    await waiting(2);
    // Many times the delays of this device.
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(asked() - before).toBeLessThanOrEqual(4);
    gateway.protocol = PROTOCOL;
    data.sync.again();
    await waiting(0);
    await when(data.connection, ({ fit, state }) => fit === 'fine' && state === 'live');
    expect(gateway.facts.size).toBe(2);
  });

  it('go on as soon as one of them is a neighbour', async () => {
    gateway.protocol = PROTOCOL + 1;
    data = await device.open();
    await give();
    await waiting(0);
    expect((await when(data.connection, () => true)).fit).toBe('fine');
  });
});

describe('requests of an app', () => {
  it('say which protocol it speaks, and none of sync leaves it while it is not understood', async () => {
    data = await device.open();
    const sent: (string | null)[] = [];
    let now = 0;
    const versions = new Versions({ clock: () => now, random: () => 0, protocol: 5 });
    const ask = versions.speaking((url, init) => {
      sent.push(`${url} ${new Headers(init.headers).get(PROTOCOL_HEADER)}`);
      return Promise.resolve(new Response('{}', { status: 426, headers: { [PROTOCOL_HEADER]: '8' } }));
    });
    await ask('/api/sync/hours', {});
    expect(versions.fit$.value).toBe('app-too-old');
    await expect(ask('/api/sync/facts', { method: 'POST' })).rejects.toThrow(TypeError);
    await ask('/api/access', {});
    now = 61_000;
    await ask('/api/sync/lines', {});
    expect(sent).toEqual(['/api/sync/hours 5', '/api/access 5', '/api/sync/lines 5']);
  });

  it.each([
    [7, 'app-too-old'],
    [6, 'fine'],
    [4, 'fine'],
    [3, 'gateway-too-old'],
    [undefined, 'gateway-too-old'],
  ])('are compared with what the gateway says it speaks: %s', async (protocol, fit) => {
    data = await device.open();
    const versions = new Versions({ clock: () => 0, random: () => 0, protocol: 5 });
    const hello = { type: 'hello' as const, gateway: 'gw', epoch: 'e', now: 0, version: '1' };
    versions.heard(protocol === undefined ? hello : { ...hello, protocol });
    expect(versions.fit$.value).toBe(fit);
  });
});
