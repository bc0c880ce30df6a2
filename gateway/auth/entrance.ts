/** What every way in ends with: somebody is found to be who they say, and a session begins at the device where they are. */
import type { Person } from '../../shared/access/person.ts';
import type { SignedOnPerson } from '../../shared/access/protocol.ts';
import type { AccessSettings } from '../../shared/access/settings.ts';
import { AppError } from '../../shared/errors.ts';
import type { Audit } from '../audit/audit.ts';
import type { Credentials } from './credentials.ts';
import { sessionMsOf } from './idle.ts';
import type { KnownBrowsers } from './known-browsers.ts';
import type { KnownDevices } from './principal-of.ts';
import type { DevicePrincipal, PersonPrincipal, Principal } from './principal.ts';
import type { Session, Sessions } from './session.ts';

/** Who signs on, and where. */
export interface Asking {
  principal: Principal;
  /** What the device calls itself. */
  origin: string;
  /** Of the cookie that a browser got after a sign-on before. */
  knownBrowser: string | null;
}

export interface Entered {
  person: SignedOnPerson;
  session: Session;
  /** Told this once. */
  token: string;
  ticket: string | null;
  /** What the browser shall carry from now on; null at enrolled devices, which have a key. */
  knownBrowser: string | null;
}

export interface EntranceParts {
  sessions: Sessions;
  credentials: Credentials;
  knownBrowsers: KnownBrowsers;
  devices: KnownDevices;
  audit: Audit;
  settings: AccessSettings;
  gateway: string;
  /** As they are at this moment; null = they may not come in. */
  allowed: (user: string) => Person | null;
  /** `atMost` = when it ends at the latest, ms. */
  issueTicket: (person: Person, device: DevicePrincipal, atMost?: number) => string;
  now: () => number;
}

export class Entrance {
  readonly #parts: EntranceParts;

  constructor(parts: EntranceParts) {
    this.#parts = parts;
  }

  /** Throws FORBIDDEN: nobody signs on at a kiosk, and nobody as another device than the one where they are. */
  checkOrigin({ device }: Principal, origin: string): void {
    if (device?.role === 'kiosk')
      throw new AppError('FORBIDDEN', `"${device.name}" is a kiosk: nobody signs on there.`);
    if (device) {
      if (device.id === origin) return;
      throw new AppError('FORBIDDEN', `This device is "${device.id}", not "${origin}"; reload the page.`);
    }
    if (origin === this.#parts.gateway || this.#parts.devices.device(origin))
      throw new AppError('FORBIDDEN', `"${origin}" is an enrolled device, and this one did not show that it is it.`);
  }

  /** Once it is sure who it is. Rejects with STORE_UNREACHABLE when the trail takes nothing: then nobody is let in. */
  async enter(person: Person, way: Session['way'], asking: Asking, typedPin = false): Promise<Entered> {
    const { sessions, knownBrowsers, audit, settings, allowed, now } = this.#parts;
    const { origin, principal, knownBrowser } = asking;
    const { device, address } = principal;
    const { user } = person;
    const said = { subject: user, user, device: origin, roles: person.roles, new: { way, address } };
    await audit.record({ what: 'sign-on', ...said });
    // Disabled or changed since they showed who they are: that holds.
    const present = allowed(user);
    if (!present) throw new AppError('UNAUTHENTICATED', 'The name or the secret is not right; try again.');
    const { name, roles, lines } = present;
    const from = now();
    const until = from + sessionMsOf(settings);
    const by = device && sessions.get(device.session)?.by === 'bearer' ? 'bearer' : 'cookie';
    const who = { user, name, roles, lines, origin, address };
    const former = this.#former(user, asking);
    const { token, session } = await sessions.start({ kind: 'person', way, by, ...who, from, until });
    for (const { id } of former) await sessions.end(id);
    return {
      person: { user, name, roles, lines, until, locked: false, hasPin: this.#parts.credentials.has(user).pin },
      ...{ session, token },
      // A personal device carries its person to the plant's other gateways; at a station a badge alone does not do.
      ticket: device && (device.role === 'personal' || typedPin) ? this.#parts.issueTicket(present, device) : null,
      knownBrowser: device ? null : await knownBrowsers.remember(knownBrowser, user),
    };
  }

  /**
   * For whoever is signed on at a personal device, at its home; null = anywhere else. It ends with their session: who came
   * by a ticket could else be there for ever.
   */
  ticketFor({ device, person }: Principal): string | null {
    const session = person && this.#parts.sessions.get(person.session);
    const present = person && this.#parts.allowed(person.user);
    if (device?.role !== 'personal' || session?.by !== 'cookie' || !present) return null;
    return this.#parts.issueTicket(present, device, session.until);
  }

  /** As the app is told. */
  describe({ user, name, roles, lines, session, locked }: PersonPrincipal): SignedOnPerson {
    const until = this.#parts.sessions.get(session)?.until ?? 0;
    const hasPin = this.#parts.credentials.has(user).pin;
    return { user, name, roles: [...roles], lines: lines === '*' ? lines : [...lines], until, locked, hasPin };
  }

  /**
   * One person at a time at a device. Any browser can call itself what another one calls itself, so what is not proved by
   * a key or a cookie ends nobody else's session.
   */
  #former(user: string, { origin, principal: { device, person } }: Asking): Session[] {
    const here = this.#parts.sessions.active().filter((each) => each.kind === 'person' && each.origin === origin);
    return here.filter((each) => device !== null || each.user === user || each.id === person?.session);
  }
}
