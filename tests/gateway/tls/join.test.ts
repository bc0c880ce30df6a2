import { once } from 'node:events';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../../gateway/api/app.ts';
import { gatewayRoutes } from '../../../gateway/api/routes/gateways.ts';
import { routing } from '../../../gateway/api/routing.ts';
import type { Happened } from '../../../gateway/audit/audit.ts';
import { leafOf } from '../../../gateway/tls/certificate.ts';
import { JoinCodes } from '../../../gateway/tls/join-codes.ts';
import { joinPlant } from '../../../gateway/tls/join.ts';
import type { PlantCa } from '../../../gateway/tls/plant-ca.ts';
import { createGatewayServer } from '../../../gateway/tls/secure-server.ts';
import type { GatewayBody } from '../../../shared/access/person.ts';
import type { JoinCode } from '../../../shared/access/protocol.ts';
import { NOBODY, somebody } from '../../fixtures/principals.ts';
import { namesFrom, TlsDesk } from './tls-desk.ts';

const NEW = { gateway: 'gw-9', name: 'Line 9', origin: 'https://line9.plant.local' };

/** An admin's page. */
function askedOver(ca: PlantCa, address: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const asked = request(address, { method: 'POST', ca: ca.chain, headers, agent: false }, (answer) => {
      text(answer).then((body) => resolve({ status: answer.statusCode!, body }), reject);
    });
    asked.on('error', reject);
    asked.end();
  });
}

describe('a gateway joins the plant', () => {
  /** The plant's first gateway, with an admin who makes codes. */
  async function first(options: { withCa?: boolean } = {}) {
    const desk = await TlsDesk.open();
    desk.now = Date.now();
    desk.names = namesFrom('line8.plant.local', '127.0.0.1');
    const { own } = await desk.certificate();
    const enrolled = new Map<string, GatewayBody>();
    const happened: Happened[] = [];
    let principal = NOBODY;
    const routes = gatewayRoutes({
      codes: new JoinCodes(() => desk.now),
      ca: options.withCa === false ? null : own.ca,
      self: () => ({ gateway: 'gw-8', name: 'Line 8', origin: 'https://line8.plant.local' }),
      enrolled: { add: async (id, body) => void enrolled.set(id, body) },
      audit: { record: async (one) => void happened.push(one) },
    });
    const ready = routing(routes, { principal: () => principal, token: 'token' });
    const bugs: unknown[] = [];
    const nowhere = { hosts: () => [], origins: () => [] };
    const app = createApp({ pages: '/nowhere', routing: () => ready, ...nowhere, bug: (error) => bugs.push(error) });
    const gateway = createGatewayServer({ answer: app.callback(), certificate: own.current });
    gateway.server.listen(0, '127.0.0.1');
    await once(gateway.server, 'listening');
    onTestFinished(() => gateway.end());
    const origin = `https://127.0.0.1:${(gateway.server.address() as AddressInfo).port}`;
    const code = async (): Promise<JoinCode> => {
      principal = somebody(['admin']);
      const { status, body } = await askedOver(own.ca, `${origin}/api/gateways/codes`);
      principal = NOBODY;
      if (status !== 200) throw new Error(body);
      return JSON.parse(body) as JoinCode;
    };
    return { desk, own, origin, code, enrolled, happened, bugs };
  }

  it('with a code and a fingerprint, and has the CA that devices trust; the plant knows it', async () => {
    const { own, origin, code, enrolled, happened, bugs } = await first();
    const { code: said, fingerprint } = await code();
    const second = await TlsDesk.open();
    second.names = namesFrom('line9.plant.local');
    const joined = await joinPlant({ origin, code: said, fingerprint, self: NEW, secrets: second.secrets });
    expect(joined).toEqual({ gateway: 'gw-8', name: 'Line 8', origin: 'https://line8.plant.local' });
    const { own: theirs } = await second.certificate();
    expect(leafOf(theirs.current).verify(own.ca.certificate.publicKey)).toBe(true);
    expect(enrolled.get('gw-9')).toEqual({ name: 'Line 9', origin: NEW.origin, revoked: false });
    expect(happened.map(({ what, subject, user }) => ({ what, subject, user }))).toEqual([
      { what: 'device-code', subject: 'gateway', user: 'tester' },
      { what: 'gateway-joined', subject: 'gw-9', user: 'tester' },
    ]);
    expect(JSON.stringify(happened)).not.toContain(said);
    expect(bugs).toEqual([]);
  });

  it('and keeps the CA that it had made for itself before, aside', async () => {
    const { origin, code } = await first();
    const second = await TlsDesk.open();
    const before = await second.certificate();
    await joinPlant({ ...(await code()), origin, self: NEW, secrets: second.secrets });
    expect(await second.secrets.read('former-ca.crt.pem')).toContain(before.own.ca.chain);
    expect((await second.certificate()).own.ca.chain).not.toBe(before.own.ca.chain);
  });

  it('never twice with one code, nor after ten minutes, nor with a guessed one', async () => {
    const { desk, origin, code, enrolled } = await first();
    const { code: once, fingerprint } = await code();
    const join = async (said: string) =>
      joinPlant({ origin, code: said, fingerprint, self: NEW, secrets: (await TlsDesk.open()).secrets });
    await join(once.toLowerCase().replaceAll('-', ' '));
    await expect(join(once)).rejects.toThrow('was used');
    const { code: late } = await code();
    desk.now += 11 * 60_000;
    await expect(join(late)).rejects.toThrow('ten minutes are over');
    await expect(join('AAAA-BBBB-CCCC')).rejects.toThrow('not known');
    expect(enrolled.size).toBe(1);
  });

  it('sends nothing to a machine in between that shows another CA', async () => {
    const [plant, between] = [await first(), await first()];
    const { code, fingerprint } = await plant.code();
    const { secrets } = await TlsDesk.open();
    const joining = joinPlant({ origin: between.origin, code, fingerprint, self: NEW, secrets });
    await expect(joining).rejects.toThrow('somebody is in between');
    expect(await secrets.read('ca.crt.pem')).toBeNull();
    await joinPlant({ origin: plant.origin, code, fingerprint, self: NEW, secrets });
  });

  it('not under a name that the CA may not vouch for; the code stays good', async () => {
    const { origin, code } = await first();
    const { code: said, fingerprint } = await code();
    const { secrets } = await TlsDesk.open();
    const foreign = { ...NEW, origin: 'https://line9.example.com' };
    await expect(joinPlant({ origin, code: said, fingerprint, self: foreign, secrets })).rejects.toThrow(
      'PUBLIC_NAMES',
    );
    await joinPlant({ origin, code: said, fingerprint, self: NEW, secrets });
  });

  it('not a gateway that has no CA to hand over', async () => {
    const { own, origin, code } = await first({ withCa: false });
    await expect(code()).rejects.toThrow('CONFLICT');
    const { secrets } = await TlsDesk.open();
    const fingerprint = own.ca.root.fingerprint256;
    await expect(joinPlant({ origin, code: 'AAAA', fingerprint, self: NEW, secrets })).rejects.toThrow(
      'no CA of its own',
    );
  });

  it('refuses a fingerprint or an address that is none, before anything is sent', async () => {
    const { secrets } = await TlsDesk.open();
    const parts = { code: 'A', self: NEW, secrets };
    await expect(joinPlant({ ...parts, origin: 'https://x.local', fingerprint: 'AB:CD' })).rejects.toThrow('32 pairs');
    await expect(joinPlant({ ...parts, origin: 'http://x.local', fingerprint: 'AB' })).rejects.toThrow('no address');
  });
});
