/**
 * How an enrolled device comes in: it signs a challenge with its key, and gets a year by cookie. At a gateway that is not
 * its home it gets ten minutes by a bearer token, with its person if it shows their ticket, again and again.
 */
import { AppError } from '../../shared/errors.ts';
import type { Person } from '../../shared/access/person.ts';
import type { DeviceSessionAnswer, KnownDevice, SignedOnPerson } from '../../shared/access/protocol.ts';
import type { DeviceChallenges } from './device-challenge.ts';
import { isSignedBy, publicKeyOf } from './device-key.ts';
import type { Devices } from './devices.ts';
import type { LateAudit } from '../audit/audit.ts';
import type { Credentials } from './credentials.ts';
import type { People } from './people.ts';
import type { Session, Sessions } from './session.ts';
import type { Tickets } from './tickets.ts';

/** Begun anew with each challenge: a device that is used stays in. */
export const COOKIE_MS = 365 * 24 * 3_600_000;
const BEARER_MS = 10 * 60_000;
/** Tabs of a device that come in at the same moment do not put each other out. */
const TOGETHER_MS = 60_000;

export interface DeviceSessionsParts {
  devices: Pick<Devices, 'device'>;
  challenges: DeviceChallenges;
  sessions: Pick<Sessions, 'start' | 'end' | 'active'>;
  tickets: Pick<Tickets, 'present'>;
  people: Pick<People, 'allowed'>;
  credentials: Pick<Credentials, 'has'>;
  audit: LateAudit;
  now: () => number;
}

export interface Carried {
  by: 'cookie' | 'bearer';
  address: string;
}

export class DeviceSessions {
  readonly #parts: DeviceSessionsParts;

  constructor(parts: DeviceSessionsParts) {
    this.#parts = parts;
  }

  /** The token of a new session, beside who it is. UNAUTHENTICATED when the device cannot show who it is; FORBIDDEN when it is revoked. */
  async come(
    { id, challenge, signature, ticket }: { id: string; challenge: string; signature: string; ticket?: string },
    carried: Carried,
  ): Promise<DeviceSessionAnswer & { token: string }> {
    const { devices, challenges } = this.#parts;
    const device = devices.device(id);
    const key = device && publicKeyOf(device.key);
    if (!challenges.isOpen(id, challenge) || !device || !key || !isSignedBy(key, challenge, signature))
      throw new AppError('UNAUTHENTICATED', `"${id}" did not show that it is a device of this plant; ask again.`);
    challenges.use(challenge);
    // Told only to who holds the key.
    if (device.revoked) throw new AppError('FORBIDDEN', `"${device.name}" was revoked; an admin can enrol it anew.`);
    const { name, role, lines } = device;
    const said = { device: { id, name, role, lines } };
    const present = carried.by === 'bearer' && ticket !== undefined ? await this.#present(ticket, said.device) : null;
    if (present) return { ...said, ...(await this.#startWith(present, said.device, carried)) };
    const token = await this.start(said.device, carried);
    return { ...said, token, until: this.#parts.now() + lengthOf(carried.by) };
  }

  /** The token of a new session; a cookie replaces what the device had before. */
  async start(device: KnownDevice, { by, address }: Carried): Promise<string> {
    const { sessions, now } = this.#parts;
    const { id, name, role, lines } = device;
    const from = now();
    const until = from + lengthOf(by);
    const who = { user: null, name, roles: [role], lines, origin: id, address };
    const { token } = await sessions.start({ kind: 'device', way: 'device', by, ...who, from, until });
    if (by === 'cookie') {
      const replaced = this.#sessionsAt(id).filter((each) => each.kind === 'device' && each.by === 'cookie');
      for (const each of replaced) if (each.from < from - TOGETHER_MS) await sessions.end(each.id);
    }
    return token;
  }

  /** Nobody at a kiosk, whatever it shows. */
  async #present(ticket: string, device: KnownDevice): Promise<Present | null> {
    if (device.role === 'kiosk') return null;
    const present = await this.#parts.tickets.present(ticket, device);
    const person = present && this.#parts.people.allowed(present.user);
    return person && { person, until: present.until };
  }

  /** One token for both: the person's, which speaks for the device as well. What they may is what is known here now. */
  async #startWith(
    { person, until: end }: Present,
    { id }: KnownDevice,
    { by, address }: Carried,
  ): Promise<{ token: string; until: number; person: SignedOnPerson }> {
    const { sessions, credentials, audit, now } = this.#parts;
    const { user, name, roles, lines } = person;
    const others = this.#sessionsAt(id).filter(({ kind }) => kind === 'person');
    // Said once, not every ten minutes.
    if (!others.some((each) => each.user === user && each.way === 'ticket')) {
      const window = { way: 'ticket', until: end, address };
      await audit.record({ what: 'sign-on', subject: user, user, device: id, roles, new: window });
    }
    const from = now();
    const until = Math.min(from + BEARER_MS, end);
    const who = { user, name, roles, lines, origin: id, address };
    const { token } = await sessions.start({ kind: 'person', way: 'ticket', by, ...who, from, until });
    // One person at a time at a device, here as at its home.
    for (const each of others) if (each.user !== user) await sessions.end(each.id);
    const hasPin = credentials.has(user).pin;
    return { token, until, person: { user, name, roles, lines, until: end, locked: false, hasPin } };
  }

  #sessionsAt(device: string): Session[] {
    return this.#parts.sessions.active().filter(({ origin }) => origin === device);
  }
}

function lengthOf(by: Carried['by']): number {
  return by === 'cookie' ? COOKIE_MS : BEARER_MS;
}

interface Present {
  person: Person;
  /** When the ticket ends, ms. */
  until: number;
}
