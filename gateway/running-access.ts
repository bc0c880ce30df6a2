/** Everything about who is who and who did what, put together: people, sessions, devices, the audit trail, and the routes to them. */
import { readFile } from 'node:fs/promises';
import type { Context } from 'koa';
import type { PlantDefinition } from '../shared/equipment.ts';
import { carriedBy } from './api/carried.ts';
import type { Route } from './api/route.ts';
import { accessRoutes } from './api/routes/access.ts';
import { auditRoutes } from './api/routes/audit.ts';
import { deviceRoutes } from './api/routes/devices.ts';
import { gatewayRoutes } from './api/routes/gateways.ts';
import { oidcRoutes } from './api/routes/oidc.ts';
import { peopleRoutes } from './api/routes/people.ts';
import { AuditChain } from './audit/audit-chain.ts';
import { openFactEntries } from './audit/fact-entries.ts';
import { headFileIn } from './audit/head-file.ts';
import { stateHeads } from './audit/signed-heads.ts';
import { openAccess, type Access } from './auth/access.ts';
import { Authorship } from './auth/authorship.ts';
import { DeviceChallenges } from './auth/device-challenge.ts';
import { DeviceSessions } from './auth/device-sessions.ts';
import { Devices } from './auth/devices.ts';
import { enrolledGateways } from './auth/enrolled-gateways.ts';
import { Enrolment } from './auth/enrolment.ts';
import { EnrolmentCodes } from './auth/enrolment-codes.ts';
import { sessionMsOf } from './auth/idle.ts';
import { IdentityKey } from './auth/identity-key.ts';
import { OidcClient } from './auth/oidc-client.ts';
import { OidcMembers } from './auth/oidc-members.ts';
import { Pepper } from './auth/pepper.ts';
import type { Principal } from './auth/principal.ts';
import type { SecretFiles } from './auth/secret-files.ts';
import { SessionTable } from './auth/session-table.ts';
import { Tickets } from './auth/tickets.ts';
import { Versions } from './auth/versions.ts';
import { WrongCodes } from './auth/wrong-codes.ts';
import type { Config } from './config.ts';
import type { FactFeed } from './projections/fact-feed.ts';
import type { KnownSecrets } from './redaction.ts';
import type { Store } from './store/store.ts';
import { JoinCodes } from './tls/join-codes.ts';
import type { PlantCa } from './tls/plant-ca.ts';

export interface RunningAccessParts {
  config: Config;
  store: Store;
  gateway: string;
  plant: PlantDefinition;
  secrets: SecretFiles;
  /** What no message may carry. */
  known: KnownSecrets;
  /** Null = there is none to hand over. */
  ca: PlantCa | null;
  /** `https://line8.plant.local` */
  origin: string;
  now: () => number;
  monotonic: () => number;
  log: (message: string) => void;
  /** The same, for what is meant to be read by whoever stands at the console: a code. */
  print: (message: string) => void;
  bug: (error: unknown) => void;
}

export interface RunningAccess {
  access: Access;
  audit: AuditChain;
  authorship: Authorship;
  identity: IdentityKey;
  routes: Route[];
  feeds: FactFeed[];
  principal: (ctx: Context) => Principal;
  /** Of the plant's other gateways. */
  origins: () => readonly string[];
  start(signal: AbortSignal): void;
  close(): Promise<void>;
}

/** Rejects with STORE_UNREACHABLE, or what is wrong with a secret's file. */
export async function openRunningAccess(parts: RunningAccessParts): Promise<RunningAccess> {
  const { config, store, gateway, plant, secrets, now, log, bug } = parts;
  const settings = plant.access ?? {};
  const demo = config.plantFile === null;
  const identity = await IdentityKey.open(secrets);
  const headFile = headFileIn(config.dataDir);
  const audit = await AuditChain.open({ store, gateway, now, headFile, log });
  const versions = await Versions.open({ store, gateway, now });
  const sessions = await SessionTable.open({ store, gateway, now });
  const devices = new Devices({ versions, sessions, audit, gateway });
  const goodForMs = sessionMsOf(settings);
  const tickets = new Tickets({ identity, gateway, store, sessions, audit, goodForMs, now });
  const access = await openAccess({
    ...{ store, gateway, secrets, versions, sessions, devices, audit, settings, demo, now },
    monotonic: parts.monotonic,
    log: parts.print,
    issueTicket: (person, device) => tickets.issue(person, device.id),
  });
  const pepper = await Pepper.open(secrets);
  parts.known.add((await secrets.read('pepper'))!);
  const hash = (code: string) => pepper.keyedHash('enrolment', code);
  const codes = await EnrolmentCodes.open({ store, gateway, hash, now });
  const challenges = new DeviceChallenges({ now });
  const deviceSessions = new DeviceSessions({ devices, challenges, sessions, now });
  const wrongCodes = new WrongCodes();
  const enrolment = new Enrolment({
    ...{ codes, wrongCodes, devices, deviceSessions, sessions, versions, audit },
    isGateway: (id) => id === gateway || versions.get('gateway', id) !== null,
  });
  const authorship = new Authorship({ sessions, audit, now });
  const entries = await openFactEntries({
    ...{ store, gateway, chain: audit, now },
    rolesOf: (by, at) => authorship.rolesOf(by, at),
  });
  const self = () => ({ gateway, name: plant.plant.name, origin: parts.origin });
  const enrolled = {
    add: (id: string, body: Parameters<typeof versions.add<'gateway'>>[2]) =>
      versions.add('gateway', id, body, { origin: gateway, user: null }),
  };
  return {
    ...{ access, audit, identity },
    authorship,
    feeds: [entries],
    principal: (ctx) => access.principal(carriedBy(ctx)),
    origins: () => enrolledGateways(versions),
    routes: [
      ...accessRoutes({ access, gateway, plantName: plant.plant.name, sso: config.oidc?.name ?? null, now }),
      ...(await singleSignOn(parts, { access, audit })),
      ...peopleRoutes(access),
      ...deviceRoutes({ enrolment, devices, challenges, deviceSessions, tickets }),
      // Everybody can be the admin of a simulated plant: its CA stays where it is.
      ...gatewayRoutes({ codes: new JoinCodes(now), ca: demo ? null : parts.ca, self, enrolled, audit }),
      ...auditRoutes({
        ...{ chain: audit, store, gateway, zone: plant.plant.timezone, now },
        names: {
          person: (user) => access.people.get(user)?.name ?? null,
          device: (id) => devices.device(id)?.name ?? null,
        },
      }),
    ],
    start: (signal) => {
      const sign = (text: string) => identity.sign(text);
      stateHeads({ store, gateway, head: () => audit.head(), sign, now, log, bug }, signal);
    },
    close: async () => {
      await codes.close();
      await access.close();
      await audit.close();
    },
  };
}

/** None where nobody configured a sign-on server. */
async function singleSignOn(
  { config: { oidc }, plant, known, now, log }: RunningAccessParts,
  { access, audit }: Pick<RunningAccess, 'access' | 'audit'>,
): Promise<Route[]> {
  if (!oidc) return [];
  const { clientSecretFile, ...rest } = oidc;
  const clientSecret = (await readFile(clientSecretFile, 'utf8')).trim();
  known.add(clientSecret);
  const { people, sessions, entrance } = access;
  return oidcRoutes({
    client: new OidcClient({ settings: { ...rest, clientSecret }, now }),
    members: new OidcMembers({ people, audit, groups: plant.access?.groups ?? [] }),
    ...{ entrance, sessions, audit, now, log },
  });
}
