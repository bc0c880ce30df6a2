/** People, devices and their sessions on a store in memory, with a clock that the test sets. */
import { createHmac, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Authorship } from '../../../gateway/auth/authorship.ts';
import { DeviceChallenges } from '../../../gateway/auth/device-challenge.ts';
import { DeviceSessions } from '../../../gateway/auth/device-sessions.ts';
import { Devices } from '../../../gateway/auth/devices.ts';
import { EnrolmentCodes } from '../../../gateway/auth/enrolment-codes.ts';
import { Enrolment } from '../../../gateway/auth/enrolment.ts';
import { IdentityKey } from '../../../gateway/auth/identity-key.ts';
import type { DevicePrincipal, Principal } from '../../../gateway/auth/principal.ts';
import { SecretFiles } from '../../../gateway/auth/secret-files.ts';
import { SessionTable } from '../../../gateway/auth/session-table.ts';
import { Tickets } from '../../../gateway/auth/tickets.ts';
import { Versions } from '../../../gateway/auth/versions.ts';
import { WrongCodes } from '../../../gateway/auth/wrong-codes.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { DeviceKey, PersonBody } from '../../../shared/access/person.ts';
import type { Lines } from '../../../shared/access/may.ts';
import type { DeviceRole, Role } from '../../../shared/access/roles.ts';
import { HeardAudit } from './heard-audit.ts';

export const NOON = Date.UTC(2022, 9, 10, 12);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

/** Nobody is signed on, and the device is not enrolled. */
export const STRANGER: Principal = { device: null, person: null, address: '192.0.2.7' };

/** A key that a browser made. */
export interface Key {
  jwk: DeviceKey;
  sign: (text: string) => string;
}

export function makeKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const { x, y } = publicKey.export({ format: 'jwk' });
  return { jwk: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, sign: (text) => signed(privateKey, text) };
}

function signed(key: KeyObject, text: string): string {
  return sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url');
}

export function person(roles: Role[] = ['operator'], rest: Partial<PersonBody> = {}): PersonBody {
  return { name: 'Assembler', roles, lines: '*', disabled: false, sso: null, demo: false, ...rest };
}

export async function makeIdentity(): Promise<IdentityKey> {
  const directory = await mkdtemp(join(tmpdir(), 'lineside-identity-'));
  try {
    return await IdentityKey.open(await SecretFiles.open(directory));
  } finally {
    await rm(directory, { recursive: true });
  }
}

/** `store` of a former run = the gateway was started again. */
export async function plantWithDevices({
  store = new MemoryStore(),
  identity = makeIdentity(),
  gateway = 'gw',
  plant = null as string | null,
  clock = { at: NOON },
} = {}) {
  const now = () => clock.at;
  const audit = new HeardAudit();
  const versions = await Versions.open({ store, gateway, plant, now });
  const sessions = await SessionTable.open({ store, gateway, now });
  const devices = new Devices({ versions, sessions, audit, gateway });
  const challenges = new DeviceChallenges({ now });
  const signer = await identity;
  const tickets = new Tickets({
    ...{ identity: signer, gateway, store, versions, sessions, audit, now },
    goodForMs: 12 * HOUR_MS,
  });
  const people = {
    allowed: (user: string) => {
      const body = versions.get('person', user);
      return body && !body.disabled ? { ...body, user } : null;
    },
  };
  const credentials = { has: () => ({ password: true, pin: true, badge: false }) };
  const deviceSessions = new DeviceSessions({
    ...{ devices, challenges, sessions, tickets, people, credentials, audit, now },
  });
  const hash = (code: string) => createHmac('sha256', 'pepper').update(code).digest('hex');
  const codes = await EnrolmentCodes.open({ store, gateway, hash, now });
  const wrongCodes = new WrongCodes();
  const enrolment = new Enrolment({
    ...{ codes, wrongCodes, devices, deviceSessions, sessions, versions, audit },
    isGateway: (id) => id === gateway,
  });
  const authorship = new Authorship({ sessions, audit, now });

  return {
    ...{ clock, now, store, audit, versions, sessions, devices, challenges, deviceSessions, codes, enrolment, tickets },
    authorship,
    identity: signer,
    known: (user: string, body = person()) => versions.add('person', user, body, { origin: gateway, user: null }),
    enrol: async (id: string, { role = 'station' as DeviceRole, key = makeKey() } = {}) => {
      const { code } = await enrolment.invite({ name: id, role, lines: '*' }, STRANGER);
      const { token } = await enrolment.enrol({ code, id, key: key.jwk }, STRANGER);
      return { key, token, principal: principalOf(id, role, sessions.find(token)!.id) };
    },
    /** What a sign-on does. */
    signOn: async (user: string, origin: string, { roles = ['operator'] as Role[], lines = '*' as Lines } = {}) => {
      const who = { user, name: user, roles, lines, origin, address: '192.0.2.7' };
      const times = { from: now(), until: now() + 12 * HOUR_MS };
      return (await sessions.start({ kind: 'person', way: 'password', by: 'cookie', ...who, ...times })).session;
    },
  };
}

export type PlantWithDevices = Awaited<ReturnType<typeof plantWithDevices>>;

export function principalOf(
  id: string,
  role: DeviceRole = 'station',
  session = 's',
): Principal & { device: DevicePrincipal } {
  return { device: { id, name: id, role, lines: '*', session }, person: null, address: '192.0.2.7' };
}
