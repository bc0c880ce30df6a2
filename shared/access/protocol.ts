/** What device and gateway say to each other about access. HTTP paths are in the comments; bodies are JSON. */
import { Type, type Static } from 'typebox';
import { EntityId, Instant } from '../documents/document.ts';
import type { Lines } from './may.ts';
import { DeviceId, DeviceKey, DisplayName, LinesSetting, RolesSetting, UserId } from './person.ts';
import { DEVICE_ROLES, type DeviceRole, type Role } from './roles.ts';

const closed = { additionalProperties: false };
/** The device's id in all that it writes. Whoever signs on says at which device. */
const origin = EntityId;
/** As it is typed; what somebody chooses must be longer. */
export const Password = Type.String({ minLength: 1, maxLength: 200 });
export const NewPassword = Type.String({ minLength: 10, maxLength: 200 });
export const Pin = Type.String({ pattern: '^\\d{4,12}$' });
/** What an admin hands over; good for minutes. */
export const Code = Type.String({ minLength: 4, maxLength: 40 });

export interface SignedOnPerson {
  user: string;
  name: string;
  roles: Role[];
  lines: Lines;
  /** When the session ends whatever happens, ms. */
  until: number;
  /** Nobody touched anything for so long: what one sees stays, entering asks for a new sign-on. */
  locked: boolean;
  /** They have a PIN: without one, a station cannot let them in. */
  hasPin: boolean;
}

export interface KnownDevice {
  id: string;
  name: string;
  role: DeviceRole;
  lines: Lines;
}

/** `GET /api/access`: anyone. */
export interface AccessAnswer {
  gateway: string;
  plantName: string;
  /** Nobody is known yet: the code from the console makes the first admin. */
  setup: boolean;
  /** `sso` = name of the plant's sign-on server. `demo` = people of the simulated plant, one tap each. */
  ways: { sso: string | null; demo: { user: string; name: string; roles: Role[] }[] | null; badgeAlone: boolean };
  /** How long a person may stay away before entry is locked, ms. */
  idleMs: number;
  device: KnownDevice | null;
  person: SignedOnPerson | null;
  now: number;
}

/** `POST /api/access/setup`: anyone, once. Answers like a sign-on. */
export const SetupQuestion = Type.Object(
  { code: Code, user: UserId, name: DisplayName, password: NewPassword, origin },
  closed,
);
export type SetupQuestion = Static<typeof SetupQuestion>;

/** `POST /api/access/sign-on`: anyone. `pin` and `badge` on stations only, `demo` in the simulated plant only. */
export const SignOnQuestion = Type.Union([
  Type.Object({ way: Type.Literal('password'), user: UserId, password: Password, origin }, closed),
  Type.Object({ way: Type.Literal('pin'), user: UserId, pin: Pin, origin }, closed),
  Type.Object(
    {
      way: Type.Literal('badge'),
      badge: Type.String({ minLength: 4, maxLength: 200 }),
      pin: Type.Optional(Pin),
      origin,
    },
    closed,
  ),
  Type.Object({ way: Type.Literal('demo'), user: UserId, origin }, closed),
]);
export type SignOnQuestion = Static<typeof SignOnQuestion>;

export interface SignOnAnswer {
  person: SignedOnPerson;
  /** For the time out of reach, at a station where a PIN was typed. */
  ticket: string | null;
  /** Instead of a cookie, at a gateway that is not the device's home. */
  token?: string;
}

/** `POST /api/access/sign-off` `{ at? }`: `at` = when the person left, if that was out of reach. */
export const SignOffQuestion = Type.Object({ at: Type.Optional(Instant) }, closed);
/** `POST /api/access/active` `{}` → AccessAnswer: the person is still there; at most once a minute. */

/** `POST /api/access/invitation`: anyone. Answers like a sign-on; `user` is in the invitation that the admin hands over. */
export const InvitationQuestion = Type.Object(
  { user: UserId, code: Code, password: NewPassword, pin: Type.Optional(Pin), origin },
  closed,
);
/** `PUT /api/access/password` and `PUT /api/access/pin`: one's own; the present password is asked for again. */
export const PasswordQuestion = Type.Object({ current: Password, password: NewPassword }, closed);
export const PinQuestion = Type.Object({ current: Password, pin: Pin }, closed);

/**
 * `POST /api/access/ticket` `{}`: a ticket for whoever is signed on at a personal device, at its home: the same that came
 * with a sign-on by password, for those who came by single sign-on. It ends with their session.
 */
export interface OwnTicket {
  /** null = not at this device. */
  ticket: string | null;
}

/** `POST /api/access/tickets`: tickets with which people worked while this was out of reach, before their entries are sent. */
export const UsedTickets = Type.Object(
  {
    tickets: Type.Array(
      Type.Object({ ticket: Type.String({ maxLength: 4_000 }), from: Instant, until: Instant }, closed),
      {
        maxItems: 100,
      },
    ),
  },
  closed,
);
export type UsedTickets = Static<typeof UsedTickets>;

/** What a ticket says, signed by the gateway: `base64url(JSON) "." base64url(ECDSA P-256, SHA-256)`. */
export interface Ticket {
  gateway: string;
  user: string;
  name: string;
  roles: Role[];
  lines: Lines;
  device: string;
  notBefore: number;
  notAfter: number;
}

/** `POST /api/devices/enrol`: anyone with a code. Answers `{ device: KnownDevice }` and a cookie. */
export const EnrolQuestion = Type.Object({ code: Code, id: DeviceId, key: DeviceKey }, closed);
export type EnrolQuestion = Static<typeof EnrolQuestion>;
/** `POST /api/devices/challenge` `{ id }` → `{ challenge }`, good for a minute. */
export const ChallengeQuestion = Type.Object({ id: EntityId }, closed);
/**
 * `POST /api/devices/session` → `{ device, token? }`. `signature` = ECDSA over the challenge's bytes, `r ‖ s` in base64url.
 * `bearer` = a token for ten minutes instead of the cookie: for gateways that are not the device's home. With a `ticket`
 * that a gateway of the plant signed it speaks for the person too, who is then in the answer (`DeviceSessionAnswer`).
 */
export const DeviceSessionQuestion = Type.Object(
  {
    id: EntityId,
    challenge: Type.String({ maxLength: 200 }),
    signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
    bearer: Type.Optional(Type.Boolean()),
    /** Of the person who is signed on at the device's home, by the gateway of that home; with `bearer` only. */
    ticket: Type.Optional(Type.String({ maxLength: 4_000 })),
  },
  closed,
);
export interface DeviceSessionAnswer {
  device: KnownDevice;
  token?: string;
  /** When the token ends, ms. */
  until?: number;
  person?: SignedOnPerson;
}
/** `POST /api/devices/codes` (admin) → `{ code, until }`: 8 characters, 10 minutes, one device. */
export const CodeQuestion = Type.Object(
  { name: DisplayName, role: Type.Enum([...DEVICE_ROLES]), lines: LinesSetting },
  closed,
);
/** `PUT /api/devices/:id` (admin). */
export const DeviceChange = Type.Object({ name: DisplayName, lines: LinesSetting, revoked: Type.Boolean() }, closed);
/** `GET /api/devices` → `{ devices: DeviceView[] }`. */
export interface DeviceView extends KnownDevice {
  revoked: boolean;
  enrolledAt: number;
  /** null = not since the gateway keeps count. */
  lastSeenAt: number | null;
}

/** `GET /api/people` → `{ people: PersonView[] }`. */
export interface PersonView {
  user: string;
  name: string;
  roles: Role[];
  lines: Lines;
  disabled: boolean;
  demo: boolean;
  sso: boolean;
  has: { password: boolean; pin: boolean; badge: boolean };
  /** An invitation that waits, until then. */
  invitedUntil: number | null;
  /** Too many wrong tries; see `unlock`. */
  lockedUntil: number | null;
  lastSignOnAt: number | null;
}
/** `POST /api/people` (admin) → `{ person: PersonView, invitation: { code, until } }`. */
export const InviteQuestion = Type.Object(
  { user: UserId, name: DisplayName, roles: RolesSetting, lines: LinesSetting },
  closed,
);
/** `PUT /api/people/:user` (admin) → `{ person }`. Badge: what the scanner reads; null takes it away; absent leaves it. */
export const PersonChange = Type.Object(
  {
    name: DisplayName,
    roles: RolesSetting,
    lines: LinesSetting,
    disabled: Type.Boolean(),
    badge: Type.Optional(Type.Union([Type.String({ minLength: 4, maxLength: 200 }), Type.Null()])),
    /** Why: kept in the audit trail. */
    why: Type.Optional(Type.String({ maxLength: 200 })),
  },
  closed,
);
/** `POST /api/people/:user/invitation` (admin): password and PIN are void, a new code → `{ invitation }`. */
/** `POST /api/people/:user/unlock` (admin, supervisor). */
export interface Invitation {
  code: string;
  until: number;
}

/** `GET /api/sessions` (admin) → `{ sessions: SessionView[] }`; `DELETE /api/sessions/:id` ends one. */
export interface SessionView {
  id: string;
  user: string;
  name: string;
  device: string;
  /** Name of the enrolled device; null = a browser of its own. */
  deviceName: string | null;
  way: string;
  address: string;
  from: number;
  lastActiveAt: number;
  until: number;
  /** The one that asks. */
  own: boolean;
}
