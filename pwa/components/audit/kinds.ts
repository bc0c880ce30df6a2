/** What can happen, in groups that a person looks for. */
import { AUDITED, type Audited } from '../../../shared/documents/audit.ts';

export const AUDIT_GROUPS = ['entries', 'access', 'people', 'devices', 'settings', 'files', 'trail'] as const;
export type AuditGroup = (typeof AUDIT_GROUPS)[number];

const GROUP_OF: Record<Audited, AuditGroup> = {
  entry: 'entries',
  'entry-refused': 'entries',
  'sign-on': 'access',
  'sign-on-failed': 'access',
  'sign-off': 'access',
  'locked-out': 'access',
  unlocked: 'access',
  setup: 'access',
  'invitation-used': 'access',
  'session-revoked': 'access',
  'ticket-used': 'access',
  'ticket-refused': 'access',
  'person-invited': 'people',
  'person-changed': 'people',
  'person-disabled': 'people',
  'credential-changed': 'people',
  'device-code': 'devices',
  'device-enrolled': 'devices',
  'device-changed': 'devices',
  'device-revoked': 'devices',
  'gateway-joined': 'devices',
  'gateway-changed': 'devices',
  'gateway-revoked': 'devices',
  'source-added': 'settings',
  'source-changed': 'settings',
  'source-removed': 'settings',
  'configuration-changed': 'settings',
  certificate: 'settings',
  import: 'files',
  export: 'files',
  reprocess: 'files',
  command: 'files',
  hold: 'files',
  'hold-released': 'files',
  'month-dropped': 'files',
  'not-done': 'trail',
  'trail-broken': 'trail',
};

export function kindsOf(group: AuditGroup): Audited[] {
  return AUDITED.filter((kind) => GROUP_OF[kind] === group);
}

/** What somebody should look at. */
const ALARMING: readonly Audited[] = [
  'entry-refused',
  'sign-on-failed',
  'locked-out',
  'ticket-refused',
  'not-done',
  'trail-broken',
];

export function isAlarming(kind: Audited): boolean {
  return ALARMING.includes(kind);
}

export function isAudited(text: string): text is Audited {
  return AUDITED.some((kind) => kind === text);
}
