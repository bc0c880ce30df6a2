/** A gateway that others join over real connections, with an admin who makes codes; and the ones that join. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { createApp } from '../../../gateway/api/app.ts';
import { gatewayRoutes } from '../../../gateway/api/routes/gateways.ts';
import { routing } from '../../../gateway/api/routing.ts';
import { askGateway } from '../../../gateway/auth/ask-gateway.ts';
import { Gateways } from '../../../gateway/auth/gateways.ts';
import { GatewayTokens } from '../../../gateway/auth/gateway-tokens.ts';
import { IdentityKey } from '../../../gateway/auth/identity-key.ts';
import { recordJoined } from '../../../gateway/auth/joined-gateways.ts';
import { Versions } from '../../../gateway/auth/versions.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import { fingerprintOf, fingerprintOfTopmost } from '../../../gateway/tls/fingerprint.ts';
import { JoinCodes } from '../../../gateway/tls/join-codes.ts';
import { joinPlant, type Joined } from '../../../gateway/tls/join.ts';
import { createGatewayServer } from '../../../gateway/tls/secure-server.ts';
import type { GatewayRole } from '../../../shared/access/person.ts';
import type { JoinCode } from '../../../shared/access/gateway-protocol.ts';
import { HeardAudit } from '../auth/heard-audit.ts';
import { NOBODY, somebody } from '../../fixtures/principals.ts';
import { namesFrom, TlsDesk } from './tls-desk.ts';

export interface Parts {
  gateway?: string;
  role?: GatewayRole;
  lines?: string[];
  /** `files` = with a certificate that somebody else made; `leaf` = and shows nothing above it. */
  tls?: 'own' | 'files' | 'leaf' | 'off';
  /** In the simulated plant. */
  demo?: boolean;
}

/** Before it is started: its folder, its key, and what it keeps. */
export async function gatewayDesk({ gateway = 'gw-8', role = 'line', lines = ['line8'], tls = 'own' }: Parts = {}) {
  const desk = await TlsDesk.open();
  desk.now = Date.now();
  const host = gateway.replace('gw-', 'line');
  desk.names = namesFrom(`${host}.plant.local`, '127.0.0.1');
  const identity = await IdentityKey.open(desk.secrets);
  const store = new MemoryStore();
  const audit = new HeardAudit();
  const { secrets } = desk;
  const name = `Gateway ${gateway}`;
  const self = { gateway, name, origin: `https://${host}.plant.local`, role, lines, key: identity.publicKey };
  const versionsNow = () => Versions.open({ store, gateway, now: () => desk.now });
  return {
    ...{ desk, secrets, identity, store, audit, self, role, lines, tls, gateway, versionsNow },
    /** As `npx lineside join` does. */
    join: (origin: string, said: Pick<JoinCode, 'code' | 'fingerprint'>): Promise<Joined> =>
      joinPlant({ ...said, origin, self, secrets, ownCertificate: tls === 'own' }),
    /** What the next start makes of it. */
    joined: async () => {
      const versions = await versionsNow();
      await recordJoined({ secrets, versions, audit, gateway });
      return versions;
    },
  };
}
export type GatewayDesk = Awaited<ReturnType<typeof gatewayDesk>>;

/** Runs until the test is over. */
export async function joinableGateway(parts: Parts & { at?: GatewayDesk } = {}) {
  const at = parts.at ?? (await gatewayDesk(parts));
  const { desk, identity, audit, self, role, lines, gateway, tls } = at;
  const own = tls === 'off' ? null : (await desk.certificate()).own;
  const certificate = own && {
    ...own.current,
    ...(tls === 'leaf' && { cert: own.current.cert.replace(own.ca.chain, '') }),
  };
  const versions = await at.joined();
  const gateways = new Gateways({ versions, audit, gateway, role });
  const ca = tls === 'own' ? own!.ca : null;
  const fingerprint = () => (ca ? fingerprintOf(ca.root) : certificate ? fingerprintOfTopmost(certificate.cert) : '');
  let principal = NOBODY;
  let origin = '';
  const { name } = self;
  const routes = gatewayRoutes({
    ...{ codes: new JoinCodes(() => desk.now), gateways, versions, audit, figures: () => null },
    identity: parts.demo ? null : { ca, key: identity.publicKey, fingerprint },
    self: () => ({ id: gateway, name, origin: tls === 'off' ? origin : self.origin, role, lines }),
    credentialCheck: { check: async () => ({ right: null }) },
  });
  const ready = routing(routes, { principal: () => principal, token: 'token' });
  const bugs: unknown[] = [];
  const nowhere = { hosts: () => [], origins: () => [] };
  const app = createApp({ pages: '/nowhere', routing: () => ready, ...nowhere, bug: (error) => bugs.push(error) });
  const served = createGatewayServer({ answer: app.callback(), certificate });
  served.server.listen(0, '127.0.0.1');
  await once(served.server, 'listening');
  onTestFinished(() => served.end());
  origin = `${certificate ? 'https' : 'http'}://127.0.0.1:${(served.server.address() as AddressInfo).port}`;
  const code = async (): Promise<JoinCode> => {
    principal = somebody(['admin']);
    const asked = { origin, path: '/api/gateways/codes', body: {}, ca: certificate?.cert ?? null, timeoutMs: 5_000 };
    const { status, body } = await askGateway(asked);
    principal = NOBODY;
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as JoinCode;
  };
  return { ...at, own, origin, code, versions, gateways, tokens: new GatewayTokens(versions), bugs };
}
