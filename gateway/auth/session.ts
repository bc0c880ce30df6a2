/**
 * Sessions: of people, of devices, and the times out of reach that a ticket covers. They are kept for as long as entries
 * made in them may still arrive, so that an author can be checked weeks later.
 */
import type { Lines } from '../../shared/access/may.ts';
import type { DeviceRole, Role } from '../../shared/access/roles.ts';

/** Entries may arrive so long after their session. */
export const KEPT_MS = 60 * 24 * 3_600_000;
/** Clocks of device and gateway, and the moment between a sign-on and its answer. */
export const SLACK_MS = 60_000;

export interface Session {
  /** Public: in lists and in the audit trail. The token is known to its holder only; here is its hash. */
  id: string;
  kind: 'person' | 'device' | 'ticket';
  /** null = of a device. */
  user: string | null;
  name: string;
  /** What the person may, as it was when the session began. */
  roles: readonly (Role | DeviceRole)[];
  lines: Lines;
  /** The device that it is on; what it writes as `by.origin`. */
  origin: string;
  way: 'setup' | 'invitation' | 'password' | 'pin' | 'badge' | 'sso' | 'demo' | 'ticket' | 'device';
  /** How it is carried. */
  by: 'cookie' | 'bearer' | 'ticket';
  address: string;
  from: number;
  /** Ends then at the latest. */
  until: number;
  endedAt: number | null;
  lastActiveAt: number;
}

export type NewSession = Omit<Session, 'id' | 'endedAt' | 'lastActiveAt'>;

export interface Sessions {
  /** Resolves when it is kept; the token is told this once. */
  start(session: NewSession): Promise<{ token: string; session: Session }>;
  /** The session of a token, unless it has ended; from memory. */
  find(token: string): Session | null;
  get(id: string): Session | null;
  /** The holder is still there; kept at most once a minute. */
  touch(id: string): void;
  /** `at` = when it ended, if that was before now. */
  end(id: string, at?: number): Promise<void>;
  /** Answers how many. */
  endAll(of: { user?: string; origin?: string }): Promise<number>;
  /** Those that have not ended. */
  active(): Session[];
  /** A session of the user on the device that covers the moment, give or take `SLACK_MS`; the one with most rights first. */
  covering(user: string, origin: string, at: number): Session[];
  /** All that are kept of people on the device, ended ones too. */
  onDevice(origin: string): Session[];
  /** When the user last signed on; null = not for as long as sessions are kept. */
  lastSignOn(user: string): number | null;
}
