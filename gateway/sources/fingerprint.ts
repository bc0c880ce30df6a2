/** Recognises a file by its first bytes and by those before the place where reading stopped: inodes are reused, names too. */
import { createHash } from 'node:crypto';

export const FINGERPRINT_BYTES = 64;

/** First 16 hex digits of SHA-256: enough to tell files apart, short enough for ids. */
export function shortHash(...parts: (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 16);
}

/**
 * Hash of the last ≤ 64 of the bytes before a position, with their number in front (`46-0f…`), because who stores it may
 * have only the last row at hand. Give as many as there are: a longer tail is the surer sign.
 */
export function tailHash(bytesBefore: Buffer): string {
  const tail = bytesBefore.subarray(-FINGERPRINT_BYTES);
  return `${tail.length}-${shortHash(tail)}`;
}

/** How many bytes a tail hash covers; 0 for a text that is none. */
export function tailLength(tail: string): number {
  const digits = /^(\d{1,2})-[0-9a-f]{16}$/.exec(tail)?.[1];
  return Number(digits ?? 0);
}
