/**
 * What a device signs to show that it holds its key. A challenge carries its own proof of being ours, so strangers who ask
 * for many cost no memory; only those that were answered rightly are remembered, until they are too old anyway.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const GOOD_FOR_MS = 60_000;

export class DeviceChallenges {
  /** A restart voids what is open: a device asks again. */
  readonly #key = randomBytes(32);
  readonly #now: () => number;
  /** Used challenges and until when they would be good; oldest first. */
  readonly #used = new Map<string, number>();

  constructor(parts: { now: () => number }) {
    this.#now = parts.now;
  }

  /** For any id: whether it is known is nobody's business before it has signed. The device signs this text, as UTF-8. */
  make(device: string): string {
    const said = `${randomBytes(16).toString('base64url')}.${this.#now() + GOOD_FOR_MS}`;
    return `${said}.${this.#proof(device, said)}`;
  }

  /** Ours, for this device, not too old and not used. */
  isOpen(device: string, challenge: string): boolean {
    const end = challenge.lastIndexOf('.');
    const said = challenge.slice(0, Math.max(end, 0));
    const until = Number(said.split('.')[1]);
    const proof = Buffer.from(challenge.slice(end + 1));
    const expected = Buffer.from(this.#proof(device, said));
    if (proof.length !== expected.length || !timingSafeEqual(proof, expected)) return false;
    const now = this.#now();
    return now < until && until <= now + GOOD_FOR_MS && !this.#used.has(challenge);
  }

  /** Once its signature was found right. */
  use(challenge: string): void {
    const now = this.#now();
    for (const [used, until] of this.#used) {
      if (until > now) break;
      this.#used.delete(used);
    }
    this.#used.set(challenge, Number(challenge.split('.')[1]));
  }

  #proof(device: string, said: string): string {
    return createHmac('sha256', this.#key).update(`${device}.${said}`).digest('base64url');
  }
}
