/**
 * What a browser carries while its person is at the sign-on server. Sealed (AES-256-GCM) under a key of this process:
 * nobody can read it, change it or use it for long, and a million who begin and never come back cost no memory.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Asking } from './entrance.ts';
import type { OidcQuestion } from './oidc-client.ts';

export const SEALED_MS = 10 * 60_000;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export interface PendingSignOn {
  question: OidcQuestion;
  /** Who went there, and from which device. */
  asking: Asking;
  /** Path of the app to go on with. */
  back: string;
}

export class QuestionSeal {
  readonly #key = randomBytes(32);

  seal(pending: PendingSignOn, now: number): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const text = cipher.update(JSON.stringify({ pending, until: now + SEALED_MS }));
    return Buffer.concat([iv, text, cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** null = not of this process, changed on the way, or too old. */
  open(sealed: string, now: number): PendingSignOn | null {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length <= IV_BYTES + TAG_BYTES) return null;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, IV_BYTES));
      decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
      const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
      const { pending, until } = JSON.parse(text.toString()) as { pending: PendingSignOn; until: number };
      return now < until ? pending : null;
    } catch {
      return null;
    }
  }
}
