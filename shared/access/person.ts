/**
 * People and devices as configuration versions (`cfg:person:<user>:…`, `cfg:credential:<user>:…`, `cfg:device:<id>:…`):
 * whoever leaves is disabled, never deleted, and an id is never given again, so a name on an old entry stays true.
 */
import { Type, type Static } from 'typebox';
import { EntityId, Instant } from '../documents/document.ts';
import { DEVICE_ROLES, ROLES } from './roles.ts';

const closed = { additionalProperties: false };

/** Names that every object has are refused in paths: who bore one could never be disabled or revoked. */
const UNLIKE_OBJECTS = '^(?!(?:constructor|prototype)$)';
/** What a person types to sign on; it becomes part of document ids. */
export const UserId = Type.String({ pattern: `${UNLIKE_OBJECTS}[a-z][a-z0-9._-]*$`, minLength: 2, maxLength: 40 });
/** What a device calls itself from its enrolment on. */
export const DeviceId = Type.String({ pattern: `${UNLIKE_OBJECTS}[a-z][a-z0-9-]*$`, maxLength: 40 });
export const DisplayName = Type.String({ minLength: 1, maxLength: 80, pattern: '^[^\\u0000-\\u001f\\u007f]+$' });
export const LinesSetting = Type.Union([Type.Literal('*'), Type.Array(EntityId, { maxItems: 200 })]);
export const RolesSetting = Type.Array(Type.Enum([...ROLES]), { minItems: 1, maxItems: ROLES.length });

/** `cfg:person:<user>`. */
export const PersonBody = Type.Object(
  {
    name: DisplayName,
    roles: RolesSetting,
    lines: LinesSetting,
    disabled: Type.Boolean(),
    /** Signs on through the plant's single sign-on. */
    sso: Type.Union([Type.Object({ issuer: Type.String(), subject: Type.String() }, closed), Type.Null()]),
    /** Made for the simulated plant. */
    demo: Type.Boolean(),
  },
  closed,
);
export type PersonBody = Static<typeof PersonBody>;
export type Person = PersonBody & { user: string };

const Hash = Type.Union([Type.String({ maxLength: 400 }), Type.Null()]);
/** `cfg:credential:<user>`: hashes with a pepper that is in no database. */
export const CredentialBody = Type.Object(
  {
    /** argon2id, as its text form. */
    password: Hash,
    /** argon2id; a number of at least 4 digits, good on stations only. */
    pin: Hash,
    /** Keyed hash of what the badge says; a badge can be copied, so it is a name and no secret. */
    badge: Hash,
    /** A code with which the person sets password and PIN; keyed hash. */
    invitation: Type.Union([Type.Object({ hash: Type.String(), until: Instant }, closed), Type.Null()]),
  },
  closed,
);
export type CredentialBody = Static<typeof CredentialBody>;

/** A P-256 key: the private half never leaves the device, not even for its own page. */
export const DeviceKey = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    y: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  },
  closed,
);
export type DeviceKey = Static<typeof DeviceKey>;

/** `cfg:device:<id>`; the id is what the device writes as `by.origin`. */
export const DeviceBody = Type.Object(
  {
    name: DisplayName,
    role: Type.Enum([...DEVICE_ROLES]),
    lines: LinesSetting,
    key: DeviceKey,
    revoked: Type.Boolean(),
  },
  closed,
);
export type DeviceBody = Static<typeof DeviceBody>;
export type EnrolledDevice = DeviceBody & { id: string };

/** `line` reads sources; `plant` has none, and shows the lines of all others. */
export const GATEWAY_ROLES = ['line', 'plant'] as const;
export type GatewayRole = (typeof GATEWAY_ROLES)[number];

/**
 * `cfg:gateway:<id>`: a gateway of the plant that devices may ask; the one that keeps the version is among them. Plain
 * HTTP on the same machine only. What is absent was not told when it joined.
 */
export const GatewayBody = Type.Object(
  {
    name: DisplayName,
    origin: Type.String({
      pattern: '^(https://[a-z0-9.:\\[\\]-]+|http://(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d+)?)$',
      maxLength: 200,
    }),
    revoked: Type.Boolean(),
    role: Type.Optional(Type.Enum([...GATEWAY_ROLES])),
    /** With it the gateway signs tickets and heads of its audit trail. */
    key: Type.Optional(DeviceKey),
    /** SHA-256, hex, of the token with which it replicates to the gateway that keeps this version. */
    tokenHash: Type.Optional(Type.String({ pattern: '^[0-9a-f]{64}$' })),
    /** Lines that are bound to it: it alone speaks for them. */
    lines: Type.Optional(Type.Array(EntityId, { maxItems: 200 })),
    /** Lines that it said it reads, those of somebody else among them. */
    declares: Type.Optional(Type.Array(EntityId, { maxItems: 200 })),
    /** Gateways whose place it took; what they wrote about its lines still counts. */
    replaces: Type.Optional(Type.Array(EntityId, { maxItems: 50 })),
  },
  closed,
);
export type GatewayBody = Static<typeof GatewayBody>;
