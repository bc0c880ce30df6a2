/** People of the plant: invited, changed, disabled; never deleted, and no id is given twice. Each act is in the trail before it holds. */
import type { Static } from 'typebox';
import type { Person, PersonBody } from '../../shared/access/person.ts';
import type { Invitation, InviteQuestion, PersonChange, PersonView } from '../../shared/access/protocol.ts';
import type { By } from '../../shared/documents/document.ts';
import { AppError } from '../../shared/errors.ts';
import type { Audit } from '../audit/audit.ts';
import type { Attempts } from './attempts.ts';
import type { Credentials } from './credentials.ts';
import type { Sessions } from './session.ts';
import type { Versions } from './versions.ts';

/** Who does it; `user` null = a command on this machine. See `actorOf`. */
export interface Actor {
  user: string | null;
  device: string | null;
  roles: readonly string[];
}

export interface PeopleParts {
  versions: Versions;
  credentials: Credentials;
  sessions: Pick<Sessions, 'endAll' | 'lastSignOn'>;
  attempts: Pick<Attempts, 'lockedUntil'>;
  audit: Audit;
  gateway: string;
  /** People of the simulated plant may enter. */
  demo: boolean;
}

export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** Whoever ever was; null = nobody. */
  get(user: string): Person | null {
    const body = this.#parts.versions.get('person', user);
    return body && { ...body, user };
  }

  /** By id. */
  all(): Person[] {
    return this.#parts.versions.all('person').map(({ entity: user, body }) => ({ ...body, user }));
  }

  /** null = unknown, disabled, or of a simulated plant that this is not. */
  allowed(user: string): Person | null {
    const person = this.get(user);
    return person && this.#isAllowed(person) ? person : null;
  }

  isEmpty(): boolean {
    return this.all().every(({ demo }) => demo && !this.#parts.demo);
  }

  view({ user, name, roles, lines, disabled, demo, sso }: Person): PersonView {
    const { credentials, attempts, sessions } = this.#parts;
    return {
      ...{ user, name, roles, lines, disabled, demo, sso: sso !== null, has: credentials.has(user) },
      invitedUntil: credentials.invitedUntil(user),
      lockedUntil: attempts.lockedUntil(user),
      lastSignOnAt: sessions.lastSignOn(user),
    };
  }

  /** CONFLICT when the id was ever given. */
  invite({ user, name, roles, lines }: Static<typeof InviteQuestion>, by: Actor): Promise<Invited> {
    const { versions, credentials, audit } = this.#parts;
    return versions.inTurn(async () => {
      if (this.get(user))
        throw new AppError('CONFLICT', `"${user}" was given before, and ids are never given again; take another.`);
      const body = { ...nobody, name, roles: [...new Set(roles)], lines };
      await audit.record({ what: 'person-invited', subject: user, ...by, new: told(body) });
      const invitation = await credentials.invite(user, this.#by(by), true);
      await versions.add('person', user, body, this.#by(by));
      return { person: this.view({ ...body, user }), invitation };
    });
  }

  /** Whoever is disabled, or may something else from now on, is out at once. NOT_FOUND; CONFLICT for the last admin, a badge that is somebody else's, and at a line for whom the plant disabled. */
  change(user: string, { badge, why, ...change }: Static<typeof PersonChange>, by: Actor): Promise<PersonView> {
    const { versions, credentials, sessions, audit } = this.#parts;
    return versions.inTurn(async () => {
      const old = this.#known(user);
      const person = { ...old, ...change, roles: [...new Set(change.roles)] };
      if (!person.disabled && versions.ofPlant('person', user)?.body.disabled)
        throw new AppError('CONFLICT', `"${user}" was disabled at the plant’s gateway; enable them there.`);
      if (!this.#isAdmin(person)) this.#refuseLastAdmin(old);
      if (badge !== undefined) credentials.checkOwn(user);
      const owner = badge ? credentials.ownerOf(badge) : null;
      if (owner !== null && owner !== user)
        throw new AppError('CONFLICT', `That badge is "${owner}"’s; take it away there first.`);
      const what = person.disabled && !old.disabled ? 'person-disabled' : 'person-changed';
      const { user: _, ...body } = person;
      if (JSON.stringify(told(old)) !== JSON.stringify(told(person))) {
        await audit.record({ what, subject: user, ...by, old: told(old), new: told(person), reason: why ?? null });
        await versions.add('person', user, body, this.#by(by));
      }
      if (badge !== undefined) {
        const has = (badge: boolean) => ({ badge });
        const change = { old: has(credentials.has(user).badge), new: has(badge !== null), reason: why ?? null };
        await audit.record({ what: 'credential-changed', subject: user, ...by, ...change });
        await credentials.change(user, { badge }, this.#by(by));
      }
      // Entries are checked against what the person might when the session began: another role needs another session.
      if (person.disabled || standing(old) !== standing(person)) await sessions.endAll({ user });
      return this.view(person);
    });
  }

  /** Password and PIN are void, and whoever is signed on by them is out. `lastAdminToo`: somebody at this machine looks after it. */
  inviteAnew(user: string, by: Actor, lastAdminToo = false): Promise<Invitation> {
    const { versions, credentials, sessions, audit } = this.#parts;
    return versions.inTurn(async () => {
      const person = this.#known(user);
      if (person.disabled || person.demo)
        throw new AppError(
          'CONFLICT',
          `"${user}" cannot sign on with a password; enable them first, or invite another.`,
        );
      credentials.checkOwn(user);
      if (!lastAdminToo) this.#refuseLastAdmin(person);
      await audit.record({ what: 'credential-changed', subject: user, ...by, new: { invited: true } });
      const invitation = await credentials.invite(user, this.#by(by), true);
      await sessions.endAll({ user });
      return invitation;
    });
  }

  /** The first one, who invites the others. CONFLICT when somebody was faster. */
  addFirst(
    user: string,
    { name, password, origin }: { name: string; password: string; origin: string },
  ): Promise<Person> {
    const { versions, credentials, audit } = this.#parts;
    return versions.inTurn(async () => {
      if (!this.isEmpty() || this.get(user))
        throw new AppError('CONFLICT', 'Somebody was made the first admin before.');
      const body: PersonBody = { ...nobody, name, roles: ['admin'], lines: '*' };
      const by = { origin: this.#parts.gateway, user };
      await audit.record({ what: 'setup', subject: user, user, device: origin, new: told(body) });
      await credentials.change(user, { password }, by);
      await versions.add('person', user, body, by);
      return { ...body, user };
    });
  }

  /** Whoever the sign-on server calls so. */
  personOf(issuer: string, subject: string): Person | null {
    return this.all().find(({ sso }) => sso?.issuer === issuer && sso.subject === subject) ?? null;
  }

  isTaken(user: string): boolean {
    return this.get(user) !== null;
  }

  /** As the sign-on server or the simulated plant says; not audited here. Whoever was disabled meanwhile stays so, and another role needs another session. CONFLICT when the id became somebody else's. */
  provision({ user, ...body }: Person): Promise<void> {
    const { versions, gateway, sessions } = this.#parts;
    return versions.inTurn(async () => {
      const known = this.get(user);
      if (known && known.sso?.subject !== body.sso?.subject)
        throw new AppError('CONFLICT', `"${user}" is somebody else by now; sign on again.`);
      // Of this gateway: what the plant says of it counts beside that.
      const disabled = versions.own('person', user)?.body.disabled ?? body.disabled;
      await versions.add('person', user, { ...body, disabled }, { origin: gateway, user: null });
      if (known && standing(known) !== standing(body)) await sessions.endAll({ user });
    });
  }

  #known(user: string): Person {
    const person = this.get(user);
    if (person) return person;
    throw new AppError('NOT_FOUND', `There is nobody "${user}".`);
  }

  #isAllowed({ disabled, demo }: Person): boolean {
    return !disabled && (!demo || this.#parts.demo);
  }

  /** One who can look after the plant: an invitation that nobody has used yet is no admin. */
  #isAdmin(person: Person): boolean {
    const { user, roles, sso, demo } = person;
    const canEnter = demo || sso !== null || this.#parts.credentials.has(user).password;
    return this.#isAllowed(person) && roles.includes('admin') && canEnter;
  }

  #refuseLastAdmin(person: Person): void {
    const others = this.all().filter(({ user }) => user !== person.user);
    if (!this.#isAdmin(person) || others.some((other) => this.#isAdmin(other))) return;
    throw new AppError(
      'CONFLICT',
      `"${person.user}" is the last admin who can sign on; let another one sign on first.`,
    );
  }

  #by({ user, device }: Actor): By {
    return { origin: device ?? this.#parts.gateway, user };
  }
}

export interface Invited {
  person: PersonView;
  invitation: Invitation;
}

const nobody = { disabled: false, sso: null, demo: false };

/** What the trail says of a person. */
function told({ name, roles, lines, disabled }: PersonBody): Pick<PersonBody, 'name' | 'roles' | 'lines' | 'disabled'> {
  return { name, roles, lines, disabled };
}

function standing({ roles, lines }: Pick<Person, 'roles' | 'lines'>): string {
  return JSON.stringify([roles, lines]);
}
