/** A gateway's access on a store in memory, with clocks and a trail that the test holds. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AskPlant } from '../../../gateway/auth/ask-plant.ts';
import { openAccess } from '../../../gateway/auth/access.ts';
import type { Asking } from '../../../gateway/auth/entrance.ts';
import type { Principal } from '../../../gateway/auth/principal.ts';
import { SecretFiles } from '../../../gateway/auth/secret-files.ts';
import { SessionTable } from '../../../gateway/auth/session-table.ts';
import { Versions } from '../../../gateway/auth/versions.ts';
import { readOnlyWhen } from '../../../gateway/store/read-only-when.ts';
import { MemoryStore } from '../../../gateway/store/memory-store.ts';
import type { DeviceRole, Role } from '../../../shared/access/roles.ts';
import type { AccessSettings } from '../../../shared/access/settings.ts';
import type { PersonView } from '../../../shared/access/protocol.ts';
import { HeardAudit } from './heard-audit.ts';
import { makeKey } from './plant-with-devices.ts';

export const NOON = Date.UTC(2022, 9, 10, 12);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const PASSWORD = 'correct horse battery';
export const PIN = '2580';
export const ADMIN = { user: 'boss', device: null, roles: ['admin'] };

export interface Former {
  memory?: MemoryStore;
  dataDir?: string;
  settings?: AccessSettings;
  demo?: boolean;
  clock?: { at: number; ticks: number };
  /** A line that joined the plant's gateway of that id. */
  gateway?: string;
  plant?: string | null;
  askPlant?: AskPlant | null;
}

/** `memory` and `dataDir` of a former run = the gateway was started again. */
export async function plantWithPeople({ settings = {}, demo = false, ...former }: Former = {}) {
  const { gateway = 'gw', plant = null, askPlant = null } = former;
  const clock = former.clock ?? { at: NOON, ticks: 0 };
  const now = () => clock.at;
  const dataDir = former.dataDir ?? (await mkdtemp(join(tmpdir(), 'lineside-access-')));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const memory = former.memory ?? new MemoryStore();
  const away = { store: false };
  const store = readOnlyWhen(() => away.store, memory);
  const audit = new HeardAudit();
  const said: string[] = [];
  const versions = await Versions.open({ store, gateway, plant, now });
  const sessions = await SessionTable.open({ store, gateway, now });
  const devices = {
    device: (id: string) => {
      const body = versions.get('device', id);
      return body && { ...body, id };
    },
  };
  const access = await openAccess({
    ...{ store, gateway, versions, sessions, devices, audit, settings, demo, now },
    secrets: await SecretFiles.open(dataDir),
    askPlant,
    issueTicket: ({ user }, device) => `ticket of ${user} at ${device.id}`,
    monotonic: () => clock.at + clock.ticks,
    log: (message) => said.push(message),
  });
  const { credentials } = access;
  const by = { origin: gateway, user: null };
  const here = {
    ...{ clock, dataDir, memory, store, away, audit, said, versions, sessions, access, settings, demo },
    /** Somebody who has signed on before: with password and PIN. */
    add: async (user: string, roles: Role[] = ['operator']) => {
      const body = { name: user, roles, lines: '*' as const, disabled: false, sso: null, demo: false };
      await versions.add('person', user, body, by);
      await credentials.change(user, { password: PASSWORD, pin: PIN }, by);
    },
    /** An enrolled device, and what its requests say. */
    device: async (id: string, role: DeviceRole = 'station', carriedAs: 'cookie' | 'bearer' = 'cookie') => {
      await versions.add('device', id, { name: id, role, lines: '*', key: makeKey().jwk, revoked: false }, by);
      const who = { user: null, name: id, roles: [role], lines: '*' as const, origin: id, address: '192.0.2.1' };
      const times = { from: clock.at, until: clock.at + 365 * 24 * HOUR_MS };
      const { token } = await sessions.start({ kind: 'device', way: 'device', by: carriedAs, ...who, ...times });
      const principal = (session: string | null = null): Principal =>
        access.principal(
          carriedAs === 'cookie'
            ? { session, device: token, bearer: null, address: '192.0.2.1' }
            : { session: null, device: null, bearer: session ?? token, address: '192.0.2.1' },
        );
      return { token, principal, asking: asking(principal(), id) };
    },
    /** A minute passes, or as long as is said. */
    wait: (ms: number = MINUTE_MS) => void (clock.at += ms),
    view: (user: string): PersonView => access.people.view(access.people.get(user)!),
    restart: async () => {
      await access.close();
      return plantWithPeople({ memory, dataDir, settings, demo, clock, gateway, plant, askPlant });
    },
  };
  return here;
}

export type PlantWithPeople = Awaited<ReturnType<typeof plantWithPeople>>;

export function asking(principal: Principal, origin: string, knownBrowser: string | null = null): Asking {
  return { principal, origin, knownBrowser };
}

/** A browser that nobody knows. */
export function stranger(address = '192.0.2.66', knownBrowser: string | null = null): Asking {
  return asking({ device: null, person: null, address }, 'browser-1', knownBrowser);
}

/** Code of the failure that was expected. */
export async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'none',
    (error: { code?: string }) => error.code ?? String(error),
  );
}
