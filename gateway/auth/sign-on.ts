/** Signing on by password, by PIN or badge at a station, or as somebody of the simulated plant. It tells as little as it can. */
import type { Person } from '../../shared/access/person.ts';
import type { SignOnQuestion } from '../../shared/access/protocol.ts';
import type { AccessSettings } from '../../shared/access/settings.ts';
import { AppError } from '../../shared/errors.ts';
import type { LateAudit } from '../audit/audit.ts';
import type { Attempt, Attempts, TriedAt } from './attempts.ts';
import type { Credentials, Secret } from './credentials.ts';
import type { Asking, Entered, Entrance } from './entrance.ts';
import type { FailedSignOns } from './failed-sign-ons.ts';
import type { KnownBrowsers } from './known-browsers.ts';
import type { People } from './people.ts';
import type { Principal } from './principal.ts';

export interface SignOnParts {
  people: People;
  credentials: Credentials;
  attempts: Attempts;
  knownBrowsers: KnownBrowsers;
  entrance: Entrance;
  failed: FailedSignOns;
  audit: LateAudit;
  settings: AccessSettings;
  demo: boolean;
}

/** Tries of badges that are nobody's count together; no person has this id. */
const NOBODYS_BADGE = '-badge';

/** Where it is asked is in `Asking`. */
type Way = SignOnQuestion extends infer Q ? (Q extends unknown ? Omit<Q, 'origin'> : never) : never;

/** What was said about oneself. `user` null = a badge that is nobody's; `secret` null = the badge alone. */
interface Claim {
  user: string | null;
  secret: { kind: Secret; typed: string } | null;
}

export class SignOn {
  readonly #parts: SignOnParts;

  constructor(parts: SignOnParts) {
    this.#parts = parts;
  }

  /**
   * UNAUTHENTICATED, in the same words and the same time, for an unknown, a disabled and a mistaken person; THROTTLED after
   * too many tries there; FORBIDDEN where this way is closed; REQUEST_INVALID for a badge that needs its PIN;
   * PLANT_UNREACHABLE for whom only the plant knows, while it is away.
   */
  async signOn(question: Way, asking: Asking): Promise<Entered> {
    const { entrance, people, demo } = this.#parts;
    entrance.checkOrigin(asking.principal, asking.origin);
    if (question.way === 'demo') {
      const person = demo ? people.allowed(question.user) : null;
      if (!person?.demo)
        throw new AppError('FORBIDDEN', 'People of the simulated plant sign on in the simulated plant only.');
      return entrance.enter(person, 'demo', asking);
    }
    if (question.way !== 'password' && asking.principal.device?.role !== 'station')
      throw new AppError('FORBIDDEN', 'PIN and badge are for stations; sign on with your password here.');
    const claim = await this.#claim(question);
    const person = await this.#proven(claim, question.way, asking);
    return entrance.enter(person, question.way, asking, claim.secret?.kind === 'pin');
  }

  /** The secret of somebody who is signed on, asked for again; throttled like a sign-on. */
  async confirm(user: string, password: string, asking: Omit<Asking, 'origin'>): Promise<void> {
    await this.#proven({ user, secret: { kind: 'password', typed: password } }, 'password', asking);
  }

  async #claim(question: Exclude<Way, { way: 'demo' }>): Promise<Claim> {
    const { credentials, settings } = this.#parts;
    if (question.way === 'password')
      return { user: question.user, secret: { kind: 'password', typed: question.password } };
    if (question.way === 'pin') return { user: question.user, secret: { kind: 'pin', typed: question.pin } };
    const { badge, pin } = question;
    if (pin === undefined && !settings.badgeAlone)
      throw new AppError('REQUEST_INVALID', 'A badge needs its PIN here; type it.');
    return { user: await credentials.findOwner(badge), secret: pin === undefined ? null : { kind: 'pin', typed: pin } };
  }

  async #proven({ user, secret }: Claim, way: string, asking: Omit<Asking, 'origin'>): Promise<Person> {
    const { people, credentials } = this.#parts;
    const { device, address } = asking.principal;
    const at = this.#place(user, asking);
    const failed = (why: 'wrong' | 'too-many-tries') => {
      const known = user !== null && people.get(user) ? user : null;
      this.#parts.failed.add({ user: known, device: device?.id ?? null, way, why, address });
    };
    const attempt = await this.#begin(user, at, () => failed('too-many-tries'));
    const person = user === null ? null : people.allowed(user);
    const isRight = await this.#compare(attempt, async () =>
      secret ? credentials.isRight(user, secret.kind, secret.typed, !('address' in at)) : person !== null,
    );
    if (person && isRight) {
      attempt.right();
      return person;
    }
    if (isRight && user !== null && !people.get(user)) {
      attempt.right();
      const message = `The plant knows "${user}", and this gateway has not heard of it yet; try again in a minute.`;
      throw new AppError('FORBIDDEN', message);
    }
    failed('wrong');
    const { locked } = await attempt.wrong();
    if (locked) this.#lockedOut(user, asking.principal);
    throw new AppError('UNAUTHENTICATED', 'The name or the secret is not right; try again.');
  }

  #place(user: string | null, { principal: { device, address }, knownBrowser }: Omit<Asking, 'origin'>): TriedAt {
    if (device) return { device: device.id };
    const browser = user === null ? null : this.#parts.knownBrowsers.find(knownBrowser, user);
    return browser === null ? { address } : { browser };
  }

  async #begin(user: string | null, at: TriedAt, refused: () => void): Promise<Attempt> {
    try {
      return await this.#parts.attempts.begin(user ?? NOBODYS_BADGE, at);
    } catch (error) {
      refused();
      throw error;
    }
  }

  /** What was not compared was no try. */
  async #compare(attempt: Attempt, compare: () => Promise<boolean>): Promise<boolean> {
    try {
      return await compare();
    } catch (error) {
      attempt.undo();
      throw error;
    }
  }

  #lockedOut(user: string | null, { device, address }: Principal): void {
    const subject = user !== null && this.#parts.people.get(user) ? user : 'unknown';
    this.#parts.audit.recordLater({
      what: 'locked-out',
      subject,
      user: null,
      device: device?.id ?? null,
      new: { address },
    });
  }
}
