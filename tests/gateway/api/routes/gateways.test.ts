import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gatewayRoutes } from '../../../../gateway/api/routes/gateways.ts';
import { Gateways } from '../../../../gateway/auth/gateways.ts';
import type { Principal } from '../../../../gateway/auth/principal.ts';
import { Versions } from '../../../../gateway/auth/versions.ts';
import { MemoryStore } from '../../../../gateway/store/memory-store.ts';
import { JoinCodes } from '../../../../gateway/tls/join-codes.ts';
import type { CredentialQuestion, JoinAnswer, JoinCode } from '../../../../shared/access/gateway-protocol.ts';
import type { GatewayView } from '../../../../shared/replication/protocol.ts';
import { NOBODY, somebody } from '../../../fixtures/principals.ts';
import { HeardAudit } from '../../auth/heard-audit.ts';
import { makeKey, NOON } from '../../auth/plant-with-devices.ts';
import { posted, served, type Served } from '../served.ts';

const ADMIN = somebody(['admin']);
const put = (body: unknown) => ({ ...posted(body), method: 'PUT' });
const LINE_8 = {
  ...{ gateway: 'gw-8', name: 'Line 8', origin: 'http://localhost:8081', role: 'line', lines: ['line8'] },
  key: makeKey().jwk,
};

describe('gateways over HTTP', () => {
  let plant: Served;
  let asking: Principal;
  let checked: { question: CredentialQuestion; gateway: string }[];

  beforeEach(async () => {
    const versions = await Versions.open({ store: new MemoryStore(), gateway: 'gw-plant', now: () => NOON });
    const audit = new HeardAudit();
    const key = makeKey().jwk;
    checked = [];
    const routes = gatewayRoutes({
      ...{ codes: new JoinCodes(() => NOON), versions, audit },
      gateways: new Gateways({ versions, audit, gateway: 'gw-plant', role: 'plant' }),
      identity: { ca: null, key, fingerprint: () => '' },
      self: () => ({ id: 'gw-plant', name: 'Plant', origin: 'http://localhost:8080', role: 'plant', lines: [] }),
      figures: () => null,
      credentialCheck: {
        check: async (question, { gateway }) => {
          checked.push({ question, gateway: gateway.id });
          return { right: null };
        },
      },
    });
    plant = await served(routes, () => asking);
  });
  afterEach(async () => {
    expect(plant.bugs).toEqual([]);
    await plant.close();
  });

  async function join(changes: object = {}): Promise<{ status: number; body: JoinAnswer & { code?: string } }> {
    asking = ADMIN;
    const { body } = await plant.json<JoinCode>('/api/gateways/codes', posted({}));
    asking = NOBODY;
    return plant.json('/api/gateways/join', posted({ ...LINE_8, code: body.code, ...changes }));
  }
  const views = async () => (await plant.json<{ gateways: GatewayView[] }>('/api/gateways')).body.gateways;

  it('join with a code, and are seen by whoever sees how things are', async () => {
    const { body } = await join();
    expect(body).toMatchObject({ gateway: 'gw-plant', role: 'plant', ca: null, token: expect.any(String) });
    asking = somebody(['operator']);
    expect((await views()).map(({ id, lines }) => [id, lines])).toEqual([
      ['gw-plant', []],
      ['gw-8', ['line8']],
    ]);
    asking = NOBODY;
    expect((await plant.json('/api/gateways')).status).toBe(401);
  });

  it('are changed by an admin, and by nobody else', async () => {
    await join();
    const change = { name: 'Line 8, new', lines: ['line8', 'line7'], revoked: false, replaces: [] };
    asking = somebody(['operator', 'supervisor', 'planner', 'engineer', 'quality']);
    expect((await plant.json('/api/gateways/gw-8', put(change))).status).toBe(403);
    asking = ADMIN;
    const { body } = await plant.json<{ gateway: GatewayView }>('/api/gateways/gw-8', put(change));
    expect(body.gateway).toMatchObject({ id: 'gw-8', name: 'Line 8, new', lines: ['line8', 'line7'] });
    expect((await plant.json('/api/gateways/gw-8', put({ ...change, tokenHash: 'a'.repeat(64) }))).status).toBe(400);
    expect((await plant.json('/api/gateways/gw-7', put(change))).status).toBe(404);
  });

  it.each([
    ['a key that is none', { key: { kty: 'EC', crv: 'P-256', x: 'short', y: 'short' } }],
    ['an origin in plain HTTP of another machine', { origin: 'http://192.0.2.8:8080' }],
    ['an id that is part of every object', { gateway: 'constructor' }],
    ['an id that is no id', { gateway: 'gw_8' }],
    ['another role', { role: 'admin' }],
    ['something that nobody asked for', { tokenHash: 'a'.repeat(64) }],
  ])('do not join with %s, and the code stays good', async (_what, changes) => {
    expect((await join(changes)).status).toBe(400);
    asking = ADMIN;
    expect((await views()).map(({ id }) => id)).toEqual(['gw-plant']);
  });

  it('ask by their token whether a credential is right, and nobody else does', async () => {
    const question = { kind: 'pin', user: 'assembler', secret: '2580' };
    for (const nobody of [NOBODY, ADMIN]) {
      asking = nobody;
      expect((await plant.json('/api/gateways/check-credential', posted(question))).status).toBe(401);
    }
    asking = { ...NOBODY, gateway: { id: 'gw-8', lines: [] } };
    expect(await plant.json('/api/gateways/check-credential', posted(question))).toMatchObject({
      status: 200,
      body: { right: null },
    });
    expect((await plant.json('/api/gateways/check-credential', posted({ ...question, kind: 'any' }))).status).toBe(400);
    expect(checked).toEqual([{ question, gateway: 'gw-8' }]);
  });

  it('are no person and no device by their token', async () => {
    asking = { ...NOBODY, gateway: { id: 'gw-8', lines: ['line8'] } };
    expect((await plant.json('/api/gateways')).status).toBe(401);
    expect((await plant.json('/api/gateways/codes', posted({}))).status).toBe(401);
  });
});
