import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deviceRoutes } from '../../../../gateway/api/routes/devices.ts';
import type { Principal } from '../../../../gateway/auth/principal.ts';
import type { DeviceSessionAnswer, DeviceView } from '../../../../shared/access/protocol.ts';
import { enrolledAs, NOBODY, somebody } from '../../../fixtures/principals.ts';
import {
  HOUR_MS,
  makeKey,
  MINUTE_MS,
  NOON,
  plantWithDevices,
  principalOf,
  type PlantWithDevices,
} from '../../auth/plant-with-devices.ts';
import { posted, served, type Served } from '../served.ts';

const ADMIN = somebody(['admin']);
const COOKIE = /^__Host-device=([\w-]{43}); Path=\/; Max-Age=31536000; Secure; HttpOnly; SameSite=Strict$/;
const put = (body: unknown) => ({ ...posted(body), method: 'PUT' });

describe('devices over HTTP', () => {
  let plant: PlantWithDevices;
  let gateway: Served;
  let asking: Principal;

  beforeEach(async () => {
    plant = await plantWithDevices();
    asking = ADMIN;
    gateway = await served(deviceRoutes(plant), () => asking);
  });
  afterEach(async () => {
    expect(gateway.bugs).toEqual([]);
    await gateway.close();
  });

  async function enrolled(id = 'tablet1') {
    asking = ADMIN;
    const place = { name: 'Tablet', role: 'station', lines: ['line8'] };
    const { body } = await gateway.json<{ code: string }>('/api/devices/codes', posted(place));
    asking = NOBODY;
    const key = makeKey();
    const question = posted({ code: body.code, id, key: key.jwk });
    return { key, response: await fetch(`${gateway.address}/api/devices/enrol`, question) };
  }

  it('become some with a code, and carry a cookie that no script can read', async () => {
    const { response } = await enrolled();
    const device = { id: 'tablet1', name: 'Tablet', role: 'station', lines: ['line8'] };
    expect(await response.json()).toEqual({ device });
    const [, token] = COOKIE.exec(response.headers.get('set-cookie') ?? '')!;
    expect(plant.sessions.find(token!)).toMatchObject({ kind: 'device', origin: 'tablet1' });
  });

  it('come in again by their key, with a cookie at home and a token elsewhere', async () => {
    const { key } = await enrolled();
    for (const bearer of [true, false]) {
      const { body } = await gateway.json<{ challenge: string }>('/api/devices/challenge', posted({ id: 'tablet1' }));
      const { challenge } = body;
      const question = posted({ id: 'tablet1', challenge, signature: key.sign(challenge), bearer });
      const response = await fetch(`${gateway.address}/api/devices/session`, question);
      const answer = (await response.json()) as DeviceSessionAnswer;
      expect(answer.device).toEqual({ id: 'tablet1', name: 'Tablet', role: 'station', lines: ['line8'] });
      const cookie = COOKIE.exec(response.headers.get('set-cookie') ?? '')?.[1];
      expect([cookie, answer.token].map((each) => each !== undefined)).toEqual([!bearer, bearer]);
      expect(plant.sessions.find((cookie ?? answer.token)!)).toMatchObject({ by: bearer ? 'bearer' : 'cookie' });
      expect(answer.until).toBe(bearer ? NOON + 10 * MINUTE_MS : undefined);
    }
  });

  it('are asked the same whether they are known or not', async () => {
    await enrolled();
    const ask = async (id: string) =>
      (await gateway.json<{ challenge: string }>('/api/devices/challenge', posted({ id }))).body;
    const shape = ({ challenge }: { challenge: string }) => challenge.replace(/[\w-]/g, 'x');
    expect(shape(await ask('tablet1'))).toBe(shape(await ask('tablet7')));
  });

  it('are listed and changed by an admin, and by nobody else', async () => {
    await enrolled();
    asking = ADMIN;
    const change = { name: 'Tablet 8', lines: '*', revoked: false };
    expect(await gateway.json('/api/devices/tablet1', put(change))).toMatchObject({
      status: 200,
      body: { device: { id: 'tablet1', ...change, role: 'station', enrolledAt: NOON } },
    });
    expect((await gateway.json<{ devices: DeviceView[] }>('/api/devices')).body.devices).toMatchObject([change]);
    expect(await gateway.json('/api/devices/tablet9', put(change))).toMatchObject({ status: 404 });
    for (const other of [NOBODY, enrolledAs('station'), somebody(['operator', 'supervisor', 'engineer', 'quality'])]) {
      asking = other;
      const asked = [
        gateway.json('/api/devices'),
        gateway.json('/api/devices/tablet1', put({ ...change, revoked: true })),
        gateway.json('/api/devices/codes', posted({ name: 'x', role: 'station', lines: '*' })),
      ];
      for (const { status } of await Promise.all(asked)) expect([401, 403]).toContain(status);
    }
    expect(plant.devices.device('tablet1')).toMatchObject({ revoked: false });
  });

  it('with a wrong code are refused, and after ten are not heard', async () => {
    asking = NOBODY;
    const question = posted({ code: 'WRONG234', id: 'tablet1', key: makeKey().jwk });
    for (let i = 0; i < 10; i += 1)
      expect(await gateway.json('/api/devices/enrol', question)).toMatchObject({
        status: 403,
        body: { code: 'FORBIDDEN' },
      });
    expect(await gateway.json('/api/devices/enrol', question)).toMatchObject({
      status: 429,
      body: { code: 'THROTTLED' },
    });
  });

  it.each([
    ['enrol', { code: 'WRONG234', id: 'Tablet 1', key: makeKey().jwk }],
    ['enrol', { code: 'WRONG234', id: 'tablet1', key: { ...makeKey().jwk, d: 'secret' } }],
    ['enrol', { code: 'WRONG234', id: 'tablet1', key: { ...makeKey().jwk, crv: 'P-384' } }],
    ['enrol', { code: 'WRONG234', id: 'tablet1', key: makeKey().jwk, role: 'station' }],
    ['session', { id: 'tablet1', challenge: 'x', signature: 'short' }],
    ['codes', { name: 'x', role: 'admin', lines: '*' }],
  ])('are not heard when they ask %s with %j', async (path, body) => {
    expect(await gateway.json(`/api/devices/${path}`, posted(body))).toMatchObject({ status: 400 });
  });

  describe('tickets', () => {
    const used = (ticket: string) => ({ ticket, from: NOON, until: NOON + HOUR_MS });

    it('are answered one by one', async () => {
      await plant.known('assembler');
      const ticket = plant.tickets.issue({ user: 'assembler', name: 'Assembler', roles: [], lines: '*' }, 'tablet1');
      plant.clock.at += HOUR_MS;
      asking = principalOf('tablet1');
      const tickets = [used(ticket), used('forged'), used(ticket)];
      expect(await gateway.json('/api/access/tickets', posted({ tickets }))).toEqual({
        status: 200,
        body: { results: [{ ok: true }, { ok: false, reason: expect.any(String) }, { ok: true }] },
      });
      expect(plant.sessions.covering('assembler', 'tablet1', NOON)).toHaveLength(1);
    });

    it('are for enrolled devices, and kiosks have none', async () => {
      const tickets = posted({ tickets: [] });
      asking = somebody(['operator']);
      expect(await gateway.json('/api/access/tickets', tickets)).toMatchObject({ status: 403 });
      asking = principalOf('board', 'kiosk');
      expect(await gateway.json('/api/access/tickets', tickets)).toMatchObject({ status: 403 });
      asking = NOBODY;
      expect(await gateway.json('/api/access/tickets', tickets)).toMatchObject({ status: 401 });
    });
  });
});
