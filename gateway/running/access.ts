/** Everything about who is who and who did what, put together: people, sessions, devices, the audit trail, and the routes to them. */
import { readFile } from 'node:fs/promises';
import type { Context } from 'koa';
import type { PlantDefinition } from '../../shared/equipment.ts';
import { AppError } from '../../shared/errors.ts';
import { carriedBy } from '../api/carried.ts';
import type { Route } from '../api/route.ts';
import { accessRoutes } from '../api/routes/access.ts';
import { auditRoutes } from '../api/routes/audit.ts';
import { deviceRoutes } from '../api/routes/devices.ts';
import { gatewayRoutes } from '../api/routes/gateways.ts';
import { oidcRoutes } from '../api/routes/oidc.ts';
import { peopleRoutes } from '../api/routes/people.ts';
import { AuditChain } from '../audit/audit-chain.ts';
import { openFactEntries } from '../audit/fact-entries.ts';
import { headFileIn } from '../audit/head-file.ts';
import { stateHeads } from '../audit/signed-heads.ts';
import { openAccess, type Access } from '../auth/access.ts';
import { askPlantBy } from '../auth/ask-plant.ts';
import { Authorship } from '../auth/authorship.ts';
import { DeviceChallenges } from '../auth/device-challenge.ts';
import { DeviceSessions } from '../auth/device-sessions.ts';
import { Devices } from '../auth/devices.ts';
import { Enrolment } from '../auth/enrolment.ts';
import { EnrolmentCodes } from '../auth/enrolment-codes.ts';
import { enrolledGateways, gatewayReferences, type GatewayFigures } from '../auth/gateway-views.ts';
import { Gateways } from '../auth/gateways.ts';
import { sessionMsOf } from '../auth/idle.ts';
import { IdentityKey } from '../auth/identity-key.ts';
import { recordJoined, recordSelf } from '../auth/joined-gateways.ts';
import { OidcClient } from '../auth/oidc-client.ts';
import { OidcMembers } from '../auth/oidc-members.ts';
import { Pepper } from '../auth/pepper.ts';
import { planPeople } from '../auth/plan-people.ts';
import { readPlantLink, type PlantLink } from '../auth/plant-link.ts';
import type { Principal } from '../auth/principal.ts';
import type { SecretFiles } from '../auth/secret-files.ts';
import { SessionTable } from '../auth/session-table.ts';
import { Tickets } from '../auth/tickets.ts';
import { Versions } from '../auth/versions.ts';
import { WrongCodes } from '../auth/wrong-codes.ts';
import type { Config } from '../config.ts';
import type { FactFeed } from '../projections/fact-feed.ts';
import type { KnownSecrets } from './redaction.ts';
import type { GatewayReference, PersonReference } from '../../shared/sync/rows.ts';
import type { Store } from '../store/store.ts';
import { fingerprintOf, fingerprintOfTopmost } from '../tls/fingerprint.ts';
import { JoinCodes } from '../tls/join-codes.ts';
import type { PlantCa } from '../tls/plant-ca.ts';

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
  /** `https://line8.plant.local`; empty = a command at work, nobody can come here. */
  origin: string;
  /** What the gateway shows who it is by, PEM with the way up; null = plain HTTP. */
  shown?: () => string | null;
  /** What is heard of another gateway at this moment. */
  figures?: (id: string) => GatewayFigures | null;
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
  /** Who is who; `reread()` after the plant's configuration was pulled. */
  versions: Versions;
  /** Of a plant: what its lines declare. */
  gateways: Gateways;
  /** Of a line that joined a plant; null = none. */
  plantLink: PlantLink | null;
  /** This one and those that devices may ask, for the reference row `gateways`. */
  references: () => GatewayReference[];
  /** For the reference row `plant`. */
  people: () => PersonReference[];
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
  const plantLink = config.role === 'line' ? await readPlantLink(secrets) : null;
  if (plantLink) parts.known.add(plantLink.token);
  const versions = await Versions.open({ store, gateway, plant: plantLink?.gateway ?? null, now });
  const self = (): GatewayReference => ({
    ...{ id: gateway, name: plant.plant.name, origin: parts.origin, role: config.role },
    lines: config.role === 'plant' ? [] : plant.lines.map(({ id }) => id),
  });
  await recordGateways({ ...parts, versions, audit, identity, self: self() });
  const sessions = await SessionTable.open({ store, gateway, now });
  const devices = new Devices({ versions, sessions, audit, gateway });
  const goodForMs = sessionMsOf(settings);
  const tickets = new Tickets({ identity, gateway, store, versions, sessions, audit, goodForMs, now });
  const access = await openAccess({
    ...{ store, gateway, secrets, versions, sessions, devices, audit, settings, demo, now },
    monotonic: parts.monotonic,
    log: parts.print,
    issueTicket: (person, device, atMost) => tickets.issue(person, device.id, atMost),
    askPlant: plantLink && askPlantBy(plantLink),
  });
  const pepper = await Pepper.open(secrets);
  parts.known.add((await secrets.read('pepper'))!);
  const hash = (code: string) => pepper.keyedHash('enrolment', code);
  const codes = await EnrolmentCodes.open({ store, gateway, hash, now });
  const challenges = new DeviceChallenges({ now });
  const deviceSessions = new DeviceSessions({
    ...{ devices, challenges, sessions, tickets, audit, now },
    ...{ people: access.people, credentials: access.credentials },
  });
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
  const gateways = new Gateways({ versions, audit, gateway, role: config.role });
  return {
    ...{ access, audit, identity, versions, gateways, plantLink },
    references: () => gatewayReferences(versions, self()),
    people: () => planPeople(versions),
    authorship,
    feeds: entries,
    principal: (ctx) => access.principal(carriedBy(ctx)),
    origins: () => enrolledGateways(versions, gateway),
    routes: [
      ...accessRoutes({ access, gateway, plantName: plant.plant.name, sso: config.oidc?.name ?? null, now }),
      ...(await singleSignOn(parts, { access, audit })),
      ...peopleRoutes(access),
      ...deviceRoutes({ enrolment, devices, challenges, deviceSessions, tickets }),
      ...gatewayRoutes({
        ...{ codes: new JoinCodes(now), self, gateways, versions, audit },
        credentialCheck: access.credentialCheck,
        figures: parts.figures ?? (() => null),
        identity: demo ? null : { ca: parts.ca, key: identity.publicKey, fingerprint: () => fingerprintToBring(parts) },
      }),
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

/** What is new of this gateway and those that it joined. A store that takes nothing just now must not keep it from starting. */
async function recordGateways({
  secrets,
  versions,
  audit,
  identity,
  self: { id: gateway, name, origin, role },
  log,
}: Pick<RunningAccessParts, 'secrets' | 'log'> &
  Pick<RunningAccess, 'versions' | 'audit' | 'identity'> & { self: GatewayReference }): Promise<void> {
  try {
    await recordJoined({ secrets, versions, audit, gateway });
    if (origin === '' || role !== 'plant') return;
    await recordSelf({ versions }, { gateway, name, origin, role, key: identity.publicKey });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log(`What was learnt of other gateways is not kept yet; the next start tries again: ${error.message}`);
  }
}

/** What a person who lets another gateway join compares. */
function fingerprintToBring({ ca, shown }: Pick<RunningAccessParts, 'ca' | 'shown'>): string {
  if (ca) return fingerprintOf(ca.root);
  const chain = shown?.() ?? null;
  return chain === null ? '' : fingerprintOfTopmost(chain);
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
