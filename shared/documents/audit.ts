/**
 * One entry of the audit trail: insert-only, each holding the hash of the one before (`audit_<gateway>_<yyyy_mm>`).
 * `at` never falls within a chain, so ids sort as entries were made; `received` is what the gateway's clock said.
 */
import { Type, type Static } from 'typebox';
import { envelope, Instant, padded } from './document.ts';

/** What can happen. A new one is added at the end; none is ever renamed. */
export const AUDITED = [
  'entry', // a person's fact was accepted
  'entry-refused',
  'sign-on',
  'sign-on-failed',
  'sign-off',
  'locked-out',
  'unlocked',
  'setup',
  'person-invited',
  'person-changed',
  'person-disabled',
  'credential-changed',
  'invitation-used',
  'session-revoked',
  'device-code',
  'device-enrolled',
  'device-changed',
  'device-revoked',
  'ticket-used',
  'ticket-refused',
  'source-added',
  'source-changed',
  'configuration-changed',
  'import',
  'export',
  'reprocess',
  'gateway-joined',
  'certificate',
  'command',
  'not-done', // an entry was kept, but the act was refused: the store answered too late
  'trail-broken', // what is stored is not what was kept once
  'source-removed', // its rows stay
  'gateway-changed',
  'gateway-revoked',
  'hold', // months of a line stay whatever their age
  'hold-released',
  'month-dropped',
] as const;
export type Audited = (typeof AUDITED)[number];

export const AuditEntry = Type.Object(
  {
    ...envelope,
    type: Type.Literal('audit'),
    seq: Type.Integer({ minimum: 1 }),
    /** Hash of the entry before; 64 zeros for the first. */
    prev: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    /** SHA-256 over `prev` and the canonical JSON of all other fields. */
    hash: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    what: Type.Enum([...AUDITED]),
    /** Id of what it is about: a fact, a user, a device, a source. */
    subject: Type.String({ maxLength: 300 }),
    roles: Type.Array(Type.String()),
    /** When the device says that it happened; null = the gateway itself did it. */
    clientAt: Type.Union([Instant, Type.Null()]),
    old: Type.Unknown(),
    new: Type.Unknown(),
    reason: Type.Union([Type.String({ maxLength: 500 }), Type.Null()]),
  },
  { additionalProperties: false },
);
export type AuditEntry = Static<typeof AuditEntry>;

export function auditId(at: number, seq: number): string {
  return `audit:${padded(at)}:${padded(seq)}`;
}
