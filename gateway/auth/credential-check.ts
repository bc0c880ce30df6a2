/**
 * A plant answers its lines whether what somebody typed there is right. Wrong tries count for each person at each line,
 * whatever the line says about the device: a line that was broken into must not try PINs without end.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { CredentialAnswer, CredentialQuestion } from '../../shared/access/gateway-protocol.ts';
import { AppError } from '../../shared/errors.ts';
import type { Attempts } from './attempts.ts';
import type { Credentials } from './credentials.ts';
import type { FailedSignOns } from './failed-sign-ons.ts';
import type { People } from './people.ts';
import type { GatewayPrincipal } from './principal.ts';
import type { Versions } from './versions.ts';

/** Badges that are nobody's, of one line in a quarter of an hour: scanners also read parcels. */
const FOREIGN_BADGES = { points: 60, duration: 15 * 60 };

export interface CredentialCheckParts {
  people: Pick<People, 'allowed' | 'get'>;
  credentials: Pick<Credentials, 'isRight' | 'ownerOf'>;
  attempts: Pick<Attempts, 'begin'>;
  failed: Pick<FailedSignOns, 'add'>;
  versions: Pick<Versions, 'own'>;
}

/** Which line asks, and from where. */
export interface AskingLine {
  gateway: GatewayPrincipal;
  address: string;
}

export class CredentialCheck {
  readonly #parts: CredentialCheckParts;
  readonly #foreignBadges = new RateLimiterMemory(FOREIGN_BADGES);

  constructor(parts: CredentialCheckParts) {
    this.#parts = parts;
  }

  /** Rejects with THROTTLED after too many wrong tries, before anything was compared. */
  async check(question: CredentialQuestion, line: AskingLine): Promise<CredentialAnswer> {
    const user =
      question.kind === 'badge' ? await this.#ownerOf(question.badge, line) : await this.#shown(question, line);
    const version = user === null ? null : this.#parts.versions.own('credential', user);
    return { right: user !== null && version ? { user, version: version.id } : null };
  }

  /** A badge is a name and no secret; still, nobody reads all names there are. */
  async #ownerOf(badge: string, { gateway }: AskingLine): Promise<string | null> {
    const owner = this.#parts.credentials.ownerOf(badge);
    if (owner !== null) return this.#parts.people.allowed(owner) && owner;
    await this.#foreignBadges.consume(gateway.id).catch((refused: unknown) => {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new AppError('THROTTLED', 'Too many badges that are nobody’s came from that line; wait a few minutes.', {
        retryAfterMs: refused.msBeforeNext,
      });
    });
    return null;
  }

  async #shown(
    { kind, user, secret }: Exclude<CredentialQuestion, { kind: 'badge' }>,
    { gateway, address }: AskingLine,
  ): Promise<string | null> {
    const { people, credentials, attempts, failed } = this.#parts;
    const fail = (why: 'wrong' | 'too-many-tries') =>
      failed.add({ user: people.get(user) ? user : null, device: gateway.id, way: kind, why, address });
    const attempt = await attempts.begin(user, { gateway: gateway.id }).catch((error: unknown) => {
      fail('too-many-tries');
      throw error;
    });
    const person = people.allowed(user);
    // In no hurry: a line that floods its plant must not come before people at stations.
    const isRight = await credentials.isRight(person && user, kind, secret, false).catch((error: unknown) => {
      attempt.undo();
      throw error;
    });
    if (person && isRight) {
      attempt.right();
      return user;
    }
    fail('wrong');
    await attempt.wrong();
    return null;
  }
}
