/** What gateways of a plant say to each other about who they are, and about people. HTTP paths are in the comments. */
import { Type, type Static } from 'typebox';
import { EntityId } from '../documents/document.ts';
import { DeviceId, DeviceKey, DisplayName, GATEWAY_ROLES, GatewayBody, UserId } from './person.ts';
import { Code, Password, Pin } from './protocol.ts';

const closed = { additionalProperties: false };

/**
 * `POST /api/gateways/codes` (manage-devices) → `JoinCode`: with it and the fingerprint, another gateway joins the plant:
 * `npx lineside join <origin> --code <code> --fingerprint <fingerprint>`.
 */
export interface JoinCode {
  code: string;
  until: number;
  origin: string;
  /** SHA-256 of the plant's CA, or of a certificate above the gateway's own, `AB:CD:…`. Empty = plain HTTP on one machine. */
  fingerprint: string;
}

/** `POST /api/gateways/join`: a gateway with a code → `JoinAnswer`. */
export const JoinQuestion = Type.Object(
  {
    code: Code,
    gateway: DeviceId,
    name: DisplayName,
    origin: GatewayBody.properties.origin,
    /** What it signs with. */
    key: DeviceKey,
    role: Type.Enum([...GATEWAY_ROLES]),
    /** Lines that it reads. */
    lines: Type.Array(EntityId, { maxItems: 200 }),
    /** It wants the CA; what need not be handed over stays where it is. Absent = it does. */
    withCa: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type JoinQuestion = Static<typeof JoinQuestion>;

export const JoinAnswer = Type.Object({
  /** The gateway that answers. */
  gateway: EntityId,
  name: DisplayName,
  origin: GatewayBody.properties.origin,
  role: Type.Enum([...GATEWAY_ROLES]),
  key: DeviceKey,
  /** PEM; null = it has none to hand over (certificates of the plant's own, or plain HTTP on one machine), or none was wanted. */
  ca: Type.Union([Type.Object({ certificate: Type.String(), key: Type.String() }), Type.Null()]),
  /** With it the gateway that joins replicates to this one; null = this one is no plant, or the other is one too. */
  token: Type.Union([Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }), Type.Null()]),
});
export type JoinAnswer = Static<typeof JoinAnswer>;

/** `PUT /api/gateways/:id` (manage-devices), at the gateway that keeps the version → `{ gateway: GatewayView }`. */
export const GatewayChange = Type.Object(
  {
    name: DisplayName,
    /** Bound to it from now on, and to nobody else. */
    lines: Type.Array(EntityId, { maxItems: 200 }),
    revoked: Type.Boolean(),
    replaces: Type.Array(EntityId, { maxItems: 50 }),
  },
  closed,
);
export type GatewayChange = Static<typeof GatewayChange>;

/**
 * `POST /api/gateways/check-credential`: a line asks its plant whether what somebody typed there is right, or whose badge
 * it is. Wrong tries are counted by both.
 */
export const CredentialQuestion = Type.Union([
  Type.Object({ kind: Type.Literal('password'), user: UserId, secret: Password }, closed),
  Type.Object({ kind: Type.Literal('pin'), user: UserId, secret: Pin }, closed),
  Type.Object({ kind: Type.Literal('badge'), badge: Type.String({ minLength: 4, maxLength: 200 }) }, closed),
]);
export type CredentialQuestion = Static<typeof CredentialQuestion>;
/** null = it is not right. */
export const CredentialAnswer = Type.Object({
  right: Type.Union([
    Type.Object({
      user: UserId,
      /** Id of the version of their credentials that it was compared with: good until a newer one comes. */
      version: Type.String({ maxLength: 200 }),
    }),
    Type.Null(),
  ]),
});
export type CredentialAnswer = Static<typeof CredentialAnswer>;
