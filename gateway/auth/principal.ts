/** Who asks: an enrolled device, a person, both or neither. Made anew for each request from what it carries. */
import type { Authority, Lines } from '../../shared/access/may.ts';
import type { DeviceRole, Role } from '../../shared/access/roles.ts';

export interface DevicePrincipal {
  id: string;
  name: string;
  role: DeviceRole;
  lines: Lines;
  session: string;
}

export interface PersonPrincipal {
  user: string;
  name: string;
  roles: readonly Role[];
  lines: Lines;
  session: string;
  /** The device that the person signed on at: the only one whose entries this session may send. */
  origin: string;
  /** Nobody touched the device for long: what one sees stays, nothing can be done. */
  locked: boolean;
}

export interface GatewayPrincipal {
  id: string;
  /** Bound to it. */
  lines: readonly string[];
}

export interface Principal {
  device: DevicePrincipal | null;
  person: PersonPrincipal | null;
  /** Another gateway of the plant; absent = none. It is nobody else beside. */
  gateway?: GatewayPrincipal;
  /** Where the request came from, for limits and the audit trail. */
  address: string;
}

/** A kiosk is never more than a kiosk. A locked person still sees what he or she saw. */
export function authoritiesOf({ device, person }: Principal): Authority[] {
  const ofDevice: Authority[] = device ? [{ roles: [device.role], lines: device.lines }] : [];
  if (device?.role === 'kiosk' || !person) return ofDevice;
  if (person.locked) return [...ofDevice, { roles: ['kiosk'], lines: person.lines }];
  return [...ofDevice, { roles: person.roles, lines: person.lines }];
}

/** What the device shows: an enrolled one the lines that it was enrolled for, whoever signs on there. */
export function viewOf(principal: Principal): Authority[] {
  const { device } = principal;
  if (device && device.role !== 'personal') return [{ roles: [device.role], lines: device.lines }];
  return authoritiesOf(principal);
}

/** Who did it and where, for the audit trail. */
export function actorOf({ device, person }: Principal): {
  user: string | null;
  device: string | null;
  roles: string[];
} {
  return {
    user: person?.user ?? null,
    device: device?.id ?? person?.origin ?? null,
    roles: person ? [...person.roles] : device ? [device.role] : [],
  };
}
