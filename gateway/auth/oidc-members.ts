/**
 * People of the sign-on server as people of this plant: groups become roles and lines, the first sign-on makes the person,
 * later ones keep up with the groups.
 */
import { Value } from 'typebox/value';
import { onLine, type Lines } from '../../shared/access/may.ts';
import { UserId, type Person } from '../../shared/access/person.ts';
import { ROLES, type Role } from '../../shared/access/roles.ts';
import type { AccessSettings } from '../../shared/access/settings.ts';
import type { Audit } from '../audit/audit.ts';
import type { OidcIdentity } from './oidc-client.ts';
import { OidcRefused } from './oidc-refusal.ts';

/** People as the sign-on needs them. */
export interface OidcPeople {
  /** null = has not been here through the sign-on server. */
  personOf(issuer: string, subject: string): Person | null;
  /** Whether the id was ever given to anybody, also to who is disabled now. */
  isTaken(user: string): boolean;
  /** Keeps the first or a new version of a person; not audited there. */
  provision(person: Person): Promise<void>;
}

export interface OidcMembersParts {
  people: OidcPeople;
  audit: Audit;
  groups: NonNullable<AccessSettings['groups']>;
}

export class OidcMembers {
  readonly #parts: OidcMembersParts;
  /** One after the other: two first sign-ons at one moment must not make two people, or give one id twice. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: OidcMembersParts) {
    this.#parts = parts;
  }

  /** The person as he or she is now, provisioned. Rejects with OidcRefused (`not-a-member`, `disabled`) or STORE_UNREACHABLE. */
  person(identity: OidcIdentity): Promise<Person> {
    const next = this.#last.then(() => this.#provisioned(identity));
    this.#last = next.catch(() => undefined);
    return next;
  }

  async #provisioned(identity: OidcIdentity): Promise<Person> {
    const { people, audit, groups } = this.#parts;
    const { issuer, subject } = identity;
    const known = people.personOf(issuer, subject);
    if (known?.disabled) throw new OidcRefused('disabled', `"${known.user}" is disabled here.`);
    const standing = standingOf(identity.groups, groups);
    if (!standing) throw new OidcRefused('not-a-member', `"${subject}" is in no group that the plant file names.`);
    const user = known?.user ?? freeUserId(identity.userName, (id) => people.isTaken(id));
    const name = displayName(identity.name, user);
    const made: Person = { disabled: false, demo: false, ...known, user, name, ...standing, sso: { issuer, subject } };
    if (known && sameStanding(known, made)) return known;
    await audit.record({
      ...{ what: 'person-changed', subject: user, user, device: null },
      old: known && told(known),
      new: told(made),
      reason: known ? 'Groups or name changed at the sign-on server.' : 'First sign-on through the sign-on server.',
    });
    await people.provision(made);
    // Disabled in this very moment: that holds.
    if (people.personOf(issuer, subject)?.disabled) throw new OidcRefused('disabled', `"${user}" is disabled here.`);
    return made;
  }
}

/**
 * null = in none of the groups. Several add up: all their roles on all their lines, since a person has one set of roles
 * for one set of lines. A plant that wants a supervisor here to be an operator there makes that two people.
 */
export function standingOf(
  memberOf: readonly string[],
  groups: OidcMembersParts['groups'],
): { roles: Role[]; lines: Lines & (string[] | '*') } | null {
  const own = groups.filter(({ group }) => memberOf.includes(group));
  if (own.length === 0) return null;
  const roles = ROLES.filter((role) => own.some((group) => group.roles.includes(role)));
  const everywhere = own.some(({ lines }) => lines === undefined || lines === '*');
  const lines = [...new Set(own.flatMap((group) => (Array.isArray(group.lines) ? group.lines : [])))].sort();
  return { roles, lines: everywhere ? '*' : lines };
}

function sameStanding(a: Person, b: Person): boolean {
  const lines = (one: Person, other: Person) =>
    one.lines === '*'
      ? other.lines === '*'
      : one.lines.every((line) => other.lines !== '*' && onLine(other.lines, line));
  return (
    a.name === b.name &&
    ROLES.every((role) => a.roles.includes(role) === b.roles.includes(role)) &&
    lines(a, b) &&
    lines(b, a)
  );
}

function told({ name, roles, lines }: Person): Pick<Person, 'name' | 'roles' | 'lines'> {
  return { name, roles, lines };
}

const LONGEST_ID = 40;

/** `Jörg.Weiß@plant.example` → `jorg.weiss`; `jorg.weiss-2` when somebody has or had that. */
export function freeUserId(wanted: string, isTaken: (user: string) => boolean): string {
  const plain = wanted
    .split('@')[0]!
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z]+|[._-]+$/g, '');
  const base = plain.length < 2 ? 'person' : plain;
  for (let n = 1; ; n++) {
    const suffix = n === 1 ? '' : `-${n}`;
    const user = base.slice(0, LONGEST_ID - suffix.length) + suffix;
    // `constructor` is a name that nobody may have.
    if (Value.Check(UserId, user) && !isTaken(user)) return user;
  }
}

/** Nothing that would turn the rest of a line around, or break it. */
function displayName(name: string, user: string): string {
  const plain = name.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g, ' ').trim();
  return [...plain].slice(0, 80).join('').slice(0, 80).toWellFormed() || user;
}
