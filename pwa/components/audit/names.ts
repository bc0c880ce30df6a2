/** What ids in entries are called. */
import { DEVICE_ROLES, ROLES } from '../../../shared/access/roles.ts';
import { deviceRoleName, roleName } from '../../locales/people-roles.ts';

/** As they are now, by id. */
export interface AuditNames {
  people: Readonly<Record<string, string>>;
  devices: Readonly<Record<string, string>>;
  lines: ReadonlyMap<string, string>;
  /** By code. */
  reasons: ReadonlyMap<string, string>;
  /** A value of a field of the plan, in words. */
  planned: (field: string, value: unknown) => string;
}

export function roleText(id: string): string {
  const role = ROLES.find((one) => one === id);
  if (role) return roleName(role);
  const ofDevice = DEVICE_ROLES.find((one) => one === id);
  return ofDevice ? deviceRoleName(ofDevice) : id;
}
