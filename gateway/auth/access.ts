/** How people get in, put together: who there is, how they show it, what is counted, and who asks. */
import type { AccessSettings } from '../../shared/access/settings.ts';
import type { LateAudit } from '../audit/audit.ts';
import type { Store } from '../store/store.ts';
import type { AskPlant } from './ask-plant.ts';
import { Attempts } from './attempts.ts';
import { CredentialCheck } from './credential-check.ts';
import { Credentials } from './credentials.ts';
import { addDemoPeople } from './demo-people.ts';
import { Entrance, type EntranceParts } from './entrance.ts';
import { FailedSignOns } from './failed-sign-ons.ts';
import { GatewayTokens } from './gateway-tokens.ts';
import { KnownBrowsers } from './known-browsers.ts';
import { endOutdatedSessions } from './outdated-sessions.ts';
import { OwnSecrets } from './own-secrets.ts';
import { People } from './people.ts';
import { Pepper } from './pepper.ts';
import { PlantCredentials } from './plant-credentials.ts';
import { principalOf, type Carried, type KnownDevices } from './principal-of.ts';
import type { Principal } from './principal.ts';
import type { SecretFiles } from './secret-files.ts';
import type { SessionTable } from './session-table.ts';
import { Setup } from './setup.ts';
import { SignOn } from './sign-on.ts';
import type { Versions } from './versions.ts';
import { WrongCodes } from './wrong-codes.ts';

export interface AccessParts {
  store: Store;
  gateway: string;
  secrets: SecretFiles;
  versions: Versions;
  sessions: SessionTable;
  devices: KnownDevices;
  audit: LateAudit;
  settings: AccessSettings;
  /** The simulated plant: with its people, and only there. */
  demo: boolean;
  issueTicket: EntranceParts['issueTicket'];
  /** Of a line that joined a plant; null = there is none to ask. */
  askPlant?: AskPlant | null;
  now: () => number;
  /** ms from anywhere; setting the clock does not move it. */
  monotonic: () => number;
  log: (message: string) => void;
}

export interface Access {
  people: People;
  credentials: Credentials;
  sessions: SessionTable;
  attempts: Attempts;
  devices: KnownDevices;
  entrance: Entrance;
  signOn: SignOn;
  ownSecrets: OwnSecrets;
  setup: Setup;
  /** What a plant answers its lines. */
  credentialCheck: CredentialCheck;
  audit: LateAudit;
  settings: AccessSettings;
  demo: boolean;
  principal(carried: Carried): Principal;
  /** Writes what is counted and not yet kept; the sessions too. */
  close(): Promise<void>;
}

/** Rejects with STORE_UNREACHABLE. */
export async function openAccess(parts: AccessParts): Promise<Access> {
  const { store, versions, sessions, devices, audit, settings, demo, gateway, askPlant: ask = null, now } = parts;
  const isPerson = (user: string) => versions.get('person', user) !== null;
  const attempts = await Attempts.open({ ...parts, isPerson });
  const knownBrowsers = await KnownBrowsers.open(parts);
  const pepper = await Pepper.open(parts.secrets);
  const plant = ask && (await PlantCredentials.open({ store, gateway, versions, ask }));
  const credentials = await Credentials.open({ versions, pepper, gateway, plant, now });
  const people = new People({ versions, credentials, sessions, attempts, audit, gateway, demo });
  const allowed = (user: string) => people.allowed(user);
  const entrance = new Entrance({ ...parts, credentials, knownBrowsers, allowed });
  const failed = new FailedSignOns(audit);
  const signOn = new SignOn({ people, credentials, attempts, knownBrowsers, entrance, failed, audit, settings, demo });
  const wrongCodes = new WrongCodes();
  const ownSecrets = new OwnSecrets({
    ...{ versions, people, credentials, sessions },
    signOn,
    entrance,
    wrongCodes,
    audit,
  });
  if (demo) await addDemoPeople(people);
  const setup = await Setup.open({ ...parts, people, entrance, wrongCodes, pepper });
  const credentialCheck = new CredentialCheck({ people, credentials, attempts, failed, versions });
  const gateways = new GatewayTokens(versions);
  const stopEnding = endOutdatedSessions({ versions, sessions, people, devices });
  return {
    ...{ people, credentials, sessions, attempts, devices, entrance, signOn, ownSecrets, setup, audit, settings, demo },
    credentialCheck,
    principal: (carried) => principalOf({ sessions, people, devices, gateways, settings, now }, carried),
    close: async () => {
      failed.close();
      stopEnding();
      await Promise.all([attempts.close(), knownBrowsers.close(), sessions.close(), plant?.close()]);
    },
  };
}
