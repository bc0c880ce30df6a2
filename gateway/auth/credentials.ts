/**
 * What people know or carry: passwords and PINs as argon2id, badges and invitations as keyed hashes, all under a pepper.
 * That of the plant's people is the plant's: a line asks it once, and remembers with a pepper of its own.
 */
import { timingSafeEqual } from 'node:crypto';
import { hash, parseOptions, verify } from '@node-rs/argon2';
import type { CredentialBody } from '../../shared/access/person.ts';
import type { Invitation, PersonView } from '../../shared/access/protocol.ts';
import type { By } from '../../shared/documents/document.ts';
import { AppError } from '../../shared/errors.ts';
import { HashingTurns } from './hashing-turns.ts';
import type { Pepper } from './pepper.ts';
import type { PlantCredentials } from './plant-credentials.ts';
import { makeCode, plainCode } from './spoken-code.ts';
import type { Versions } from './versions.ts';

/** OWASP's minimum for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const INVITED_FOR_MS = 7 * 24 * 3_600_000;
const NOTHING: CredentialBody = { password: null, pin: null, badge: null, invitation: null };

export type Secret = 'password' | 'pin';

export interface CredentialParts {
  versions: Versions;
  pepper: Pepper;
  gateway: string;
  /** null = no plant above. */
  plant?: PlantCredentials | null;
  now: () => number;
}

export class Credentials {
  readonly #versions: Versions;
  readonly #pepper: Pepper;
  readonly #gateway: string;
  readonly #plant: PlantCredentials | null;
  readonly #now: () => number;
  readonly #turns = new HashingTurns();
  readonly #key: Uint8Array;
  /** Compared with when there is nothing to compare with, so that the time of an answer does not tell. */
  readonly #nobodys: string;

  private constructor({ versions, pepper, gateway, plant = null, now }: CredentialParts, nobodys: string) {
    this.#versions = versions;
    this.#pepper = pepper;
    this.#gateway = gateway;
    this.#plant = plant;
    this.#now = now;
    this.#key = pepper.keyFor('argon2');
    this.#nobodys = nobodys;
  }

  static async open(parts: CredentialParts): Promise<Credentials> {
    return new Credentials(parts, await hash(makeCode(), { ...COST, secret: parts.pepper.keyFor('argon2') }));
  }

  has(user: string): PersonView['has'] {
    const { password, pin, badge } = this.#of(user);
    return { password: password !== null, pin: pin !== null, badge: badge !== null };
  }

  /**
   * Takes as long whoever it is, `user` null or unknown included. Rejects with THROTTLED when too many wait, and with
   * PLANT_UNREACHABLE for whom only the plant knows: that may be anybody who is not known here.
   */
  async isRight(user: string | null, kind: Secret, typed: string, known: boolean): Promise<boolean> {
    if (user !== null && this.#plant && this.#isPlants(user))
      return this.#isRightThere(this.#plant, { user, kind, typed, known });
    const stored = user === null ? null : this.#of(user)[kind];
    if (!(await this.#isSame(stored, typed, known)) || stored === null || user === null) return false;
    if (isWeak(stored)) await this.#strengthen(user, kind, typed, stored);
    return true;
  }

  /** Throws CONFLICT for people of the plant: what they know and carry is changed where it is checked. */
  checkOwn(user: string): void {
    if (!this.#versions.ofPlant('person', user) && !this.#versions.ofPlant('credential', user)) return;
    throw new AppError(
      'CONFLICT',
      `"${user}" belongs to the whole plant: password, PIN, badge and invitation are changed at the plant’s gateway.`,
    );
  }

  /** Replaces what it names; who changes two things at once needs one call. */
  async change(
    user: string,
    change: { password?: string | null; pin?: string | null; badge?: string | null; invitation?: null },
    by: By,
  ): Promise<void> {
    this.checkOwn(user);
    const made: Partial<CredentialBody> = {};
    if (change.password !== undefined) made.password = change.password && (await this.#hash(change.password));
    if (change.pin !== undefined) made.pin = change.pin && (await this.#hash(change.pin));
    if (change.badge !== undefined) made.badge = change.badge && this.#badgeHash(change.badge);
    if (change.invitation !== undefined) made.invitation = change.invitation;
    await this.#versions.add('credential', user, { ...this.#of(user), ...made }, by);
  }

  /** A new code; the one before, and with `voiding` also password and PIN, are worth nothing any more. Only its hash is kept. */
  async invite(user: string, by: By, voiding: boolean): Promise<Invitation> {
    this.checkOwn(user);
    const code = makeCode();
    const until = this.#now() + INVITED_FOR_MS;
    const invitation = { hash: this.#pepper.keyedHash('invitation', `${user} ${plainCode(code)}`), until };
    const kept = voiding ? { password: null, pin: null } : {};
    await this.#versions.add('credential', user, { ...this.#of(user), ...kept, invitation }, by);
    return { code, until };
  }

  /** null = none that is still good. */
  invitedUntil(user: string): number | null {
    const { invitation } = this.#of(user);
    return invitation && invitation.until > this.#now() ? invitation.until : null;
  }

  isInvited(user: string, code: string): boolean {
    const expected = Buffer.from(this.#of(user).invitation?.hash ?? this.#pepper.keyedHash('invitation', ''));
    const given = Buffer.from(this.#pepper.keyedHash('invitation', `${user} ${plainCode(code)}`));
    return timingSafeEqual(given, expected) && this.invitedUntil(user) !== null;
  }

  /** null = nobody's, as far as is known here. */
  ownerOf(badge: string): string | null {
    const wanted = this.#badgeHash(badge);
    const own = this.#versions.all('credential').find(({ body, ofPlant }) => !ofPlant && body.badge === wanted);
    return own?.entity ?? this.#plant?.ownerOf(wanted) ?? null;
  }

  /** The same, and if need be the plant is asked. Rejects with PLANT_UNREACHABLE. */
  async findOwner(badge: string): Promise<string | null> {
    const known = this.ownerOf(badge);
    if (known !== null || !this.#plant) return known;
    const right = await this.#plant.ask({ kind: 'badge', badge: badge.trim() });
    if (right) await this.#plant.keep(right.user, right.version, { badge: this.#badgeHash(badge) });
    return right && right.user;
  }

  /** Who is known neither here nor there yet may be the plant's as well. */
  #isPlants(user: string): boolean {
    return this.#versions.find('credential', user)?.ofPlant ?? true;
  }

  async #isRightThere(
    plant: PlantCredentials,
    { user, kind, typed, known }: { user: string; kind: Secret; typed: string; known: boolean },
  ): Promise<boolean> {
    const kept = plant.hashOf(user, kind);
    if (kept !== null) return this.#isSame(kept, typed, known);
    const right = await plant.ask({ kind, user, secret: typed });
    if (right?.user !== user) return false;
    await plant.keep(user, right.version, { [kind]: await this.#hash(typed) });
    return true;
  }

  #isSame(stored: string | null, typed: string, known: boolean): Promise<boolean> {
    const options = { secret: this.#key };
    return this.#turns.take(known, () => verify(stored ?? this.#nobodys, normal(typed), options));
  }

  #of(user: string): Readonly<CredentialBody> {
    return this.#versions.get('credential', user) ?? NOTHING;
  }

  #hash(secret: string): Promise<string> {
    return this.#turns.take(true, () => hash(normal(secret), { ...COST, secret: this.#key }));
  }

  /** Scanners end with a newline, and some send blanks before. */
  #badgeHash(badge: string): string {
    return this.#pepper.keyedHash('badge', badge.trim());
  }

  /** Costs rose since it was hashed. Not now is soon enough: they sign on again. */
  async #strengthen(user: string, kind: Secret, typed: string, stored: string): Promise<void> {
    const hashed = await this.#hash(typed);
    await this.#versions
      .inTurn(async () => {
        const now = this.#of(user);
        if (now[kind] !== stored) return;
        await this.#versions.add('credential', user, { ...now, [kind]: hashed }, { origin: this.#gateway, user: null });
      })
      .catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
      });
  }
}

function isWeak(stored: string): boolean {
  const { memoryCost, timeCost } = parseOptions(stored);
  return memoryCost < COST.memoryCost || timeCost < COST.timeCost;
}

/** The same characters, however a keyboard composes them. */
function normal(secret: string): string {
  return secret.normalize('NFKC');
}
