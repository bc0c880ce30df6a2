/** A secret that is in no database: who has only the store can try neither passwords nor badges nor codes on its hashes. */
import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { SecretFiles } from './secret-files.ts';

export class Pepper {
  readonly #secret: string;

  private constructor(secret: string) {
    this.#secret = secret;
  }

  /** Made at the first start; without its file nobody's password is right any more. */
  static async open(secrets: SecretFiles): Promise<Pepper> {
    return new Pepper(await secrets.readOrMake('pepper', () => randomBytes(32).toString('base64url')));
  }

  /** Each use has a key of its own, so that a hash of one is worth nothing for another. */
  keyFor(purpose: 'argon2' | 'badge' | 'invitation' | 'setup' | 'enrolment'): Uint8Array {
    return new Uint8Array(hkdfSync('sha256', this.#secret, '', `lineside ${purpose}`, 32));
  }

  keyedHash(purpose: 'badge' | 'invitation' | 'setup' | 'enrolment', text: string): string {
    return createHmac('sha256', this.keyFor(purpose)).update(text).digest('base64url');
  }
}
