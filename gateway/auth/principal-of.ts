/** Who asks, from what a request carries. What they may is what is true now, not what was true when they signed on. */
import type { EnrolledDevice } from '../../shared/access/person.ts';
import type { AccessSettings } from '../../shared/access/settings.ts';
import { idleMsOf } from './idle.ts';
import type { People } from './people.ts';
import type { DevicePrincipal, GatewayPrincipal, PersonPrincipal, Principal } from './principal.ts';
import type { Session, Sessions } from './session.ts';

/** Tokens as they came: by their cookies, or one as a bearer. */
export interface Carried {
  session: string | null;
  device: string | null;
  /** Counts alone when it is there. */
  bearer: string | null;
  address: string;
}

/** Of enrolled devices; revoked ones too, whose id is still theirs. */
export interface KnownDevices {
  device(id: string): EnrolledDevice | null;
}

/** Other gateways, by the token that they were given. */
export interface KnownGateways {
  find(token: string): GatewayPrincipal | null;
}

export interface PrincipalParts {
  sessions: Pick<Sessions, 'find' | 'touch'>;
  people: Pick<People, 'allowed'>;
  devices: KnownDevices;
  gateways: KnownGateways;
  settings: AccessSettings;
  now: () => number;
}

export function principalOf(parts: PrincipalParts, { session, device, bearer, address }: Carried): Principal {
  const gateway = bearer === null ? null : parts.gateways.find(bearer);
  if (gateway) return { device: null, person: null, gateway, address };
  const by = bearer === null ? 'cookie' : 'bearer';
  // A token counts only where it was meant to be carried: what leaked from one place opens nothing by another.
  const find = (token: string | null, kind: Session['kind']): Session | null => {
    const found = token === null ? null : parts.sessions.find(token);
    return found?.kind === kind && found.by === by ? found : null;
  };
  const ofPerson = find(bearer ?? session, 'person');
  const ofDevice = find(bearer ?? device, 'device');
  // At a gateway that is not its home a device carries one token: a person's own was given to the device's and speaks for both.
  const here = deviceOf(parts, ofDevice ?? (by === 'bearer' ? ofPerson : null));
  if (ofDevice && here) parts.sessions.touch(ofDevice.id);
  return { device: here, person: personOf(parts, ofPerson, here), address };
}

function deviceOf({ devices }: PrincipalParts, session: Session | null): DevicePrincipal | null {
  const device = session && devices.device(session.origin);
  if (!device || device.revoked) return null;
  const { id, name, role, lines } = device;
  return { id, name, role, lines, session: session.id };
}

/** Nobody at a kiosk, and nobody away from the device where they signed on: a cookie that was carried off is worth nothing. */
function personOf(
  parts: PrincipalParts,
  session: Session | null,
  here: DevicePrincipal | null,
): PersonPrincipal | null {
  if (!session || session.user === null || here?.role === 'kiosk') return null;
  const { origin, lastActiveAt } = session;
  const isTheirs = here ? here.id === origin : parts.devices.device(origin) === null;
  const person = isTheirs ? parts.people.allowed(session.user) : null;
  if (!person) return null;
  const { user, name, roles, lines } = person;
  const locked = parts.now() - lastActiveAt > idleMsOf(parts.settings, here?.role ?? null);
  return { user, name, roles, lines, session: session.id, origin, locked };
}
